/** How often and how long a step is tried again, with the waits that come of it. */
import { Group, MultiSelect, NumberInput, Stack, Switch, Text } from '@mantine/core';
import type { RetryableClass, RetryPolicy } from '#flows/flow.ts';
import { t } from '../text.ts';
import { durationText } from '../ui/time-text.ts';

export interface RetryFormProps {
  readonly value: RetryPolicy | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: RetryPolicy | undefined) => void;
}

const CLASSES: readonly RetryableClass[] = ['network', 'timeout', 'throttled', 'unavailable', 'conflict'];
const FIRST: RetryPolicy = { attempts: 5 };

export function RetryForm({ value, readOnly, onChange }: RetryFormProps) {
  const set = (name: keyof RetryPolicy, next: unknown) => {
    const { [name]: _old, ...rest } = value ?? FIRST;
    onChange((next === undefined ? rest : { ...rest, [name]: next }) as unknown as RetryPolicy);
  };
  const number = (name: 'attempts' | 'initialMs' | 'factor' | 'maxMs' | 'jitter', label: string) => (
    <NumberInput
      label={label}
      readOnly={readOnly}
      min={0}
      value={value?.[name] ?? ''}
      onChange={(next) => set(name, typeof next === 'number' ? next : undefined)}
    />
  );
  return (
    <Stack gap="sm">
      <Switch
        label={t('retry.own', 'A retry policy of its own')}
        description={t('retry.own-help', 'Otherwise the default of the runtime holds.')}
        checked={value !== undefined}
        disabled={readOnly}
        onChange={(event) => onChange(event.currentTarget.checked ? FIRST : undefined)}
      />
      {value !== undefined && (
        <>
          <Group grow>
            {number('attempts', t('retry.attempts', 'Attempts'))}
            {number('factor', t('retry.factor', 'Factor'))}
          </Group>
          <Group grow>
            {number('initialMs', t('retry.initial', 'First wait (ms)'))}
            {number('maxMs', t('retry.max', 'Longest wait (ms)'))}
          </Group>
          {number('jitter', t('retry.jitter', 'Jitter, 0 to 1'))}
          <MultiSelect
            label={t('retry.on', 'After errors of class')}
            data={[...CLASSES]}
            readOnly={readOnly}
            placeholder={value.on === undefined ? t('retry.on-all', 'all that can pass') : ''}
            value={[...(value.on ?? [])]}
            onChange={(next) => set('on', next.length === 0 ? undefined : next)}
          />
          {value.initialMs !== undefined && (
            <Text size="xs" c="dimmed">
              {t('retry.waits', 'Waits: {waits}', { waits: waitsOf(value).map(durationText).join(', ') })}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}

/** Waits between attempts, without jitter; the first eight. */
function waitsOf({ attempts, initialMs = 0, factor = 2, maxMs = Number.POSITIVE_INFINITY }: RetryPolicy): readonly number[] {
  return Array.from({ length: Math.min(8, Math.max(0, attempts - 1)) }, (_, i) => Math.min(maxMs, initialMs * factor ** i));
}
