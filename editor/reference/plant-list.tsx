/** The plants of an environment: where the clock, the calendar and the lead times of a delivery come from. */
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { MasterActions } from './master-actions.tsx';
import type { PlantValue } from './master-data.ts';
import { PlantDialog } from './plant-dialog.tsx';
import { RowActions } from './row-actions.tsx';
import { removeReference, useReferences } from './use-reference.ts';

export interface PlantListProps {
  readonly environment: string;
  readonly mayWrite: boolean;
}

export function PlantList({ environment, mayWrite }: PlantListProps) {
  const query = useReferences('plants', environment);
  const calendars = useReferences('calendars', environment).data?.items ?? [];
  const [shown, setShown] = useState<ReferenceView | 'new'>();
  const [leaving, setLeaving] = useState<ReferenceView>();
  return (
    <>
      <QueryView query={query}>
        {({ items }) => (
          <>
            <MasterActions
              kind="plants"
              environment={environment}
              items={items}
              mayWrite={mayWrite}
              addLabel={t('plants.add', 'Add a plant')}
              onAdd={() => setShown('new')}
            />
            {items.length === 0 ? (
              <EmptyState
                title={t('plants.none', 'No plants')}
                why={t('plants.none-why', 'Delivery dates are reckoned with the calendar and the lead times of the plant that delivers.')}
              />
            ) : (
              <Table.ScrollContainer minWidth={860}>
                <Table highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('plants.code', 'Plant')}</Table.Th>
                      <Table.Th>{t('plants.label', 'Name')}</Table.Th>
                      <Table.Th>{t('plants.zone', 'Time zone')}</Table.Th>
                      <Table.Th>{t('plants.calendar', 'Calendar')}</Table.Th>
                      <Table.Th ta="right">{t('plants.pick', 'Pick and pack, working days')}</Table.Th>
                      <Table.Th ta="right">{t('plants.transit', 'Transit, days')}</Table.Th>
                      <Table.Th>{t('plants.connections', 'Connections')}</Table.Th>
                      {mayWrite && <Table.Td />}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((plant) => {
                      const {
                        label,
                        timeZone,
                        calendar,
                        pickPackDays,
                        transitDays,
                        connections = {},
                      } = plant.value as unknown as PlantValue;
                      return (
                        <Table.Tr key={plant.name}>
                          <Table.Td fw={600} className="number">
                            {plant.name}
                          </Table.Td>
                          <Table.Td>{label}</Table.Td>
                          <Table.Td>{timeZone}</Table.Td>
                          <Table.Td>
                            {calendar === undefined ? (
                              '–'
                            ) : (
                              <CalendarName name={calendar} isKnown={calendars.some(({ name }) => name === calendar)} />
                            )}
                          </Table.Td>
                          <Table.Td ta="right" className="number">
                            {pickPackDays ?? '–'}
                          </Table.Td>
                          <Table.Td ta="right" className="number">
                            {transitDays ?? '–'}
                          </Table.Td>
                          <Table.Td>
                            {Object.entries(connections)
                              .map(([role, name]) => `${role}: ${name}`)
                              .join(', ') || '–'}
                          </Table.Td>
                          {mayWrite && (
                            <Table.Td>
                              <RowActions name={plant.name} onChange={() => setShown(plant)} onRemove={() => setLeaving(plant)} />
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
        )}
      </QueryView>
      {shown !== undefined && (
        <PlantDialog
          environment={environment}
          plant={shown === 'new' ? undefined : shown}
          calendars={calendars.map(({ name }) => name)}
          onClose={() => setShown(undefined)}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('variables.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t(
            'plants.remove-effect',
            'Flows that reckon delivery dates for this plant stop there from now on; runs that have begun keep it.',
          )}
          confirmLabel={t('variables.remove', 'Remove')}
          danger
          onConfirm={() => removeReference('plants', environment, leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

function CalendarName({ name, isKnown }: { readonly name: string; readonly isKnown: boolean }) {
  if (!isKnown) return t('plants.no-calendar', '{name} (not here)', { name });
  return (
    <PageLink to="/reference" search={{ tab: 'calendars', calendar: name }}>
      {name}
    </PageLink>
  );
}
