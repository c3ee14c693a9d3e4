/** The work centres of an environment, as a flow publishes them from the system that keeps them: to look at, not to change. */
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import type { WorkCentreValue } from './master-data.ts';
import { useReferences } from './use-reference.ts';

export function WorkCentreList({ environment }: { readonly environment: string }) {
  const query = useReferences('work-centres', environment);
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('centres.none', 'No work centres')}
            why={t('centres.none-why', 'A flow such as Master data sync publishes them from the system that keeps them.')}
          />
        ) : (
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
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map(({ name, value, changedAt }) => {
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
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </QueryView>
  );
}
