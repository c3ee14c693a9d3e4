/** One calendar by month: a click or the space bar takes a day off, shifts say when is worked on the others. Saved as a whole. */
import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import { formatLocale } from '../locale.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { notify } from '../ui/notify.ts';
import { CalendarMonth } from './calendar-month.tsx';
import type { CalendarValue, Shift } from './master-data.ts';
import { isShift, otherMonth, toggleHoliday } from './month-days.ts';
import { timeZones } from './time-zones.ts';
import { putReference } from './use-reference.ts';
import { weekdayName } from './weekday-names.ts';

export interface CalendarEditorProps {
  readonly environment: string;
  /** Left out: a new one. */
  readonly calendar: ReferenceView | undefined;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

const NEW: CalendarValue = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  shifts: [{ weekdays: [1, 2, 3, 4, 5], start: '08:00', end: '16:00' }],
  holidays: [],
};
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

export function CalendarEditor({ environment, calendar, mayWrite, onClose }: CalendarEditorProps) {
  const before = (calendar?.value ?? NEW) as unknown as CalendarValue;
  const [name, setName] = useState(calendar?.name ?? '');
  const [value, setValue] = useState<CalendarValue>(before);
  const [month, setMonth] = useState(() => new Date().toISOString().slice(0, 7));
  const shifts = value.shifts ?? [];
  const isChanged = calendar === undefined || sortedJson(value as unknown as Json) !== sortedJson(before as unknown as Json);
  const isReady = name.trim() !== '' && shifts.every(isShift);
  const save = useMutation({
    mutationFn: () => putReference('calendars', environment, name.trim(), value as unknown as Json, calendar?.revision ?? 0),
    onSuccess() {
      notify({ message: t('maps.saved', '{name} is saved.', { name: name.trim() }) });
      onClose();
    },
  });
  const changeShift = (index: number, part: Partial<Shift>) =>
    setValue({ ...value, shifts: shifts.map((shift, at) => (at === index ? { ...shift, ...part } : shift)) });
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        {calendar === undefined ? (
          <TextInput
            w={220}
            label={t('calendars.name', 'Calendar')}
            required
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : (
          <Title order={2}>{t('calendars.one', 'Calendar {name}', { name: calendar.name })}</Title>
        )}
        <Select
          w={240}
          label={t('plants.zone', 'Time zone')}
          searchable
          limit={50}
          allowDeselect={false}
          disabled={!mayWrite}
          data={timeZones(value.timeZone)}
          value={value.timeZone}
          onChange={(zone) => zone !== null && setValue({ ...value, timeZone: zone })}
        />
        <Button variant="default" onClick={onClose}>
          {isChanged && mayWrite ? t('calendars.leave', 'Leave without saving') : t('calendars.back', 'All calendars')}
        </Button>
        {mayWrite && (
          <Button disabled={!isReady || !isChanged} loading={save.isPending} onClick={() => save.mutate()}>
            {t('variables.save', 'Save')}
          </Button>
        )}
      </Group>
      {save.error !== null && <ErrorPanel error={save.error} />}
      <div className="calendar-split">
        <section aria-label={t('calendars.month', 'Month')}>
          <Group gap="xs" mb="xs">
            <ActionIcon aria-label={t('calendars.earlier', 'Month before')} onClick={() => setMonth(otherMonth(month, -1))}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Title order={3} w={150} ta="center" aria-live="polite">
              {monthText(month)}
            </Title>
            <ActionIcon aria-label={t('calendars.later', 'Month after')} onClick={() => setMonth(otherMonth(month, 1))}>
              <IconChevronRight size={16} />
            </ActionIcon>
            <Text size="sm" c="dimmed" role="status">
              {t('calendars.off-count', '{count, plural, one {# day off} other {# days off}} in all', {
                count: value.holidays?.length ?? 0,
              })}
            </Text>
          </Group>
          <CalendarMonth
            month={month}
            calendar={value}
            mayWrite={mayWrite}
            onToggle={(day) => setValue(toggleHoliday(value, day))}
            onMonth={setMonth}
          />
        </section>
        <section aria-label={t('calendars.shifts', 'Shifts')}>
          <Title order={3} mb="xs">
            {t('calendars.shifts', 'Shifts')}
          </Title>
          <Stack gap="sm">
            {shifts.map((shift, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a shift is nothing but its place in the list
              <fieldset key={index} className="shift" disabled={!mayWrite}>
                <legend>{t('calendars.shift', 'Shift {n}', { n: index + 1 })}</legend>
                <Group gap="sm">
                  {WEEKDAYS.map((weekday) => (
                    <Checkbox
                      key={weekday}
                      size="xs"
                      label={weekdayName(weekday)}
                      checked={shift.weekdays.includes(weekday)}
                      onChange={(event) =>
                        changeShift(index, {
                          weekdays: event.currentTarget.checked
                            ? [...shift.weekdays, weekday].toSorted((a, b) => a - b)
                            : shift.weekdays.filter((one) => one !== weekday),
                        })
                      }
                    />
                  ))}
                </Group>
                <Group gap="xs" mt={6} align="center">
                  <TextInput
                    type="time"
                    w={120}
                    aria-label={t('calendars.start', 'Shift {n} begins', { n: index + 1 })}
                    value={shift.start}
                    onChange={(event) => changeShift(index, { start: event.currentTarget.value })}
                  />
                  <Text size="sm">–</Text>
                  <TextInput
                    type="time"
                    w={120}
                    aria-label={t('calendars.end', 'Shift {n} ends', { n: index + 1 })}
                    value={shift.end}
                    error={!isShift(shift)}
                    onChange={(event) => changeShift(index, { end: event.currentTarget.value })}
                  />
                  {mayWrite && (
                    <ActionIcon
                      aria-label={t('calendars.drop-shift', 'Remove shift {n}', { n: index + 1 })}
                      onClick={() => setValue({ ...value, shifts: shifts.filter((_, at) => at !== index) })}
                    >
                      <IconX size={16} />
                    </ActionIcon>
                  )}
                </Group>
                {!isShift(shift) && (
                  <Text size="sm" role="alert">
                    {t('calendars.bad-shift', 'A shift has a weekday and ends after it begins; one that goes over midnight is two.')}
                  </Text>
                )}
              </fieldset>
            ))}
            {mayWrite && (
              <Group>
                <Button
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() => setValue({ ...value, shifts: [...shifts, { weekdays: [1, 2, 3, 4, 5], start: '14:00', end: '22:00' }] })}
                >
                  {t('calendars.add-shift', 'Add a shift')}
                </Button>
              </Group>
            )}
          </Stack>
        </section>
      </div>
    </Stack>
  );
}

const monthFormat = new Intl.DateTimeFormat(formatLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' });

function monthText(month: string): string {
  return monthFormat.format(Date.parse(`${month}-01T00:00:00Z`));
}
