/** The customers of an environment with who they belong to, as a flow publishes them from the system that keeps them. */
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import type { CustomerValue } from './master-data.ts';
import { useReferences } from './use-reference.ts';

export function CustomerList({ environment }: { readonly environment: string }) {
  const query = useReferences('customers', environment);
  return (
    <QueryView query={query}>
      {({ items }) => {
        const labels = new Map(items.map(({ name, value }) => [name, (value as unknown as CustomerValue).label]));
        return items.length === 0 ? (
          <EmptyState
            title={t('customers.none', 'No customers')}
            why={t('customers.none-why', 'A flow such as Master data sync publishes them from the system that keeps them.')}
          />
        ) : (
          <Table.ScrollContainer minWidth={760}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('customers.number', 'Customer')}</Table.Th>
                  <Table.Th>{t('customers.label', 'Name')}</Table.Th>
                  <Table.Th>{t('customers.class', 'Class')}</Table.Th>
                  <Table.Th>{t('customers.country', 'Country')}</Table.Th>
                  <Table.Th>{t('customers.parent', 'Belongs to')}</Table.Th>
                  <Table.Th>{t('customers.changed', 'Changed')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map(({ name, value, changedAt }) => {
                  const customer = value as unknown as CustomerValue;
                  return (
                    <Table.Tr key={name}>
                      <Table.Td fw={600} className="number">
                        {name}
                      </Table.Td>
                      <Table.Td>{customer.label}</Table.Td>
                      <Table.Td>{customer.class ?? '–'}</Table.Td>
                      <Table.Td>{customer.country ?? '–'}</Table.Td>
                      <Table.Td>{customer.parent === undefined ? '–' : (labels.get(customer.parent) ?? customer.parent)}</Table.Td>
                      <Table.Td>
                        <RelativeTime at={changedAt} />
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        );
      }}
    </QueryView>
  );
}
