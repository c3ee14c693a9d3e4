/** The calendars of an environment; the address names the one that is opened. */
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { MasterActions } from './master-actions.tsx';
import type { CalendarValue, Shift } from './master-data.ts';
import { RowActions } from './row-actions.tsx';
import { removeReference, useReferences } from './use-reference.ts';
import { weekdayNames } from './weekday-names.ts';

export interface CalendarListProps {
  readonly environment: string;
  readonly mayWrite: boolean;
}

export function CalendarList({ environment, mayWrite }: CalendarListProps) {
  const query = useReferences('calendars', environment);
  const [{ calendar: open }, setSearch] = usePageSearch();
  const [leaving, setLeaving] = useState<ReferenceView>();
  const [making, setMaking] = useState(false);
  const close = () => {
    setMaking(false);
    setSearch({ calendar: undefined });
  };
  return (
    <>
      <QueryView query={query}>
        {({ items }) => {
          const shown = items.find(({ name }) => name === open);
          if (making || shown !== undefined)
            return (
              <CalendarEditor
                key={`${shown?.name} ${shown?.revision}`}
                environment={environment}
                calendar={making ? undefined : shown}
                mayWrite={mayWrite}
                onClose={close}
              />
            );
          return (
            <>
              <MasterActions
                kind="calendars"
                environment={environment}
                items={items}
                mayWrite={mayWrite}
                addLabel={t('calendars.add', 'Add a calendar')}
                onAdd={() => setMaking(true)}
              />
              {items.length === 0 ? (
                <EmptyState
                  title={t('calendars.none', 'No calendars')}
                  why={t(
                    'calendars.none-why',
                    'A calendar says on which days and in which shifts is worked. Schedules and delivery dates follow it.',
                  )}
                />
              ) : (
                <Table.ScrollContainer minWidth={720}>
                  <Table highlightOnHover>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>{t('calendars.name', 'Calendar')}</Table.Th>
                        <Table.Th>{t('plants.zone', 'Time zone')}</Table.Th>
                        <Table.Th>{t('calendars.shifts', 'Shifts')}</Table.Th>
                        <Table.Th ta="right">{t('calendars.days-off', 'Days off')}</Table.Th>
                        <Table.Th>{t('maps.changed', 'Changed')}</Table.Th>
                        {mayWrite && <Table.Td />}
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {items.map((row) => {
                        const { timeZone, shifts = [], holidays = [] } = row.value as unknown as CalendarValue;
                        return (
                          <Table.Tr key={row.name}>
                            <Table.Td>
                              <PageLink to="/reference" search={{ tab: 'calendars', calendar: row.name }} fw={600}>
                                {row.name}
                              </PageLink>
                            </Table.Td>
                            <Table.Td>{timeZone}</Table.Td>
                            <Table.Td>{shifts.map(shiftText).join('; ') || '–'}</Table.Td>
                            <Table.Td ta="right" className="number">
                              {holidays.length}
                            </Table.Td>
                            <Table.Td>
                              <RelativeTime at={row.changedAt} />
                            </Table.Td>
                            {mayWrite && (
                              <Table.Td>
                                <RowActions
                                  name={row.name}
                                  onChange={() => setSearch({ calendar: row.name }, { replace: false })}
                                  onRemove={() => setLeaving(row)}
                                />
                              </Table.Td>
                            )}
                          </Table.Tr>
                        );
                      })}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              )}
            </>
          );
        }}
      </QueryView>
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('variables.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t(
            'calendars.remove-effect',
            'Plants and schedules that name it find no working time from now on; runs that have begun keep it.',
          )}
          confirmLabel={t('variables.remove', 'Remove')}
          danger
          onConfirm={() => removeReference('calendars', environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

function shiftText({ weekdays, start, end }: Shift): string {
  return `${weekdayNames(weekdays)} ${start}–${end}`;
}
