/** The work centres of an environment: published by a flow from the system that keeps them, or kept here. */
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { KeptList } from './kept-list.tsx';
import type { WorkCentreValue } from './master-data.ts';

export function WorkCentreList({ environment, mayWrite }: { readonly environment: string; readonly mayWrite: boolean }) {
  return (
    <KeptList
      kind="work-centres"
      environment={environment}
      mayWrite={mayWrite}
      addLabel={t('centres.add', 'Add a work centre')}
      nameLabel={t('centres.name', 'Work centre')}
      nameHelp={t('centres.name-help', 'By plant and code, such as 1010-H-MIL01: codes repeat between plants.')}
      none={t('centres.none', 'No work centres')}
      removeEffect={t('centres.remove-effect', 'Flows that look it up find nothing from now on; runs that have begun keep it.')}
      table={(items, actionsOf) => (
        <Table.ScrollContainer minWidth={760}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('centres.name', 'Work centre')}</Table.Th>
                <Table.Th>{t('centres.label', 'Name')}</Table.Th>
                <Table.Th>{t('centres.plant', 'Plant')}</Table.Th>
                <Table.Th>{t('centres.calendar', 'Calendar')}</Table.Th>
                <Table.Th ta="right">{t('centres.capacity', 'Machines')}</Table.Th>
                <Table.Th>{t('centres.changed', 'Changed')}</Table.Th>
                {actionsOf !== undefined && <Table.Td />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((entry) => {
                const { name, value, changedAt } = entry;
                const { label, plant, calendar, capacity } = value as unknown as WorkCentreValue;
                return (
                  <Table.Tr key={name}>
                    <Table.Td fw={600} className="number">
                      {name}
                    </Table.Td>
                    <Table.Td>{label}</Table.Td>
                    <Table.Td className="number">{plant}</Table.Td>
                    <Table.Td>
                      <PageLink to="/reference" search={{ tab: 'calendars', calendar }}>
                        {calendar}
                      </PageLink>
                    </Table.Td>
                    <Table.Td ta="right" className="number">
                      {capacity ?? '–'}
                    </Table.Td>
                    <Table.Td>
                      <RelativeTime at={changedAt} />
                    </Table.Td>
                    {actionsOf !== undefined && <Table.Td>{actionsOf(entry)}</Table.Td>}
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    />
  );
}
