/** The customers of an environment with who they belong to, published by a flow from the system that keeps them, or kept here. */
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { KeptList } from './kept-list.tsx';
import type { CustomerValue } from './master-data.ts';

export function CustomerList({ environment, mayWrite }: { readonly environment: string; readonly mayWrite: boolean }) {
  return (
    <KeptList
      kind="customers"
      environment={environment}
      mayWrite={mayWrite}
      addLabel={t('customers.add', 'Add a customer')}
      nameLabel={t('customers.number', 'Customer')}
      nameHelp={t('customers.number-help', 'Its number in the ERP, all ten digits.')}
      none={t('customers.none', 'No customers')}
      removeEffect={t('customers.remove-effect', 'Flows that look it up find nothing from now on; runs that have begun keep it.')}
      table={(items, actionsOf) => {
        const labels = new Map(items.map(({ name, value }) => [name, (value as unknown as CustomerValue).label]));
        return (
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
                  {actionsOf !== undefined && <Table.Td />}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((entry) => {
                  const { name, value, changedAt } = entry;
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
                      {actionsOf !== undefined && <Table.Td>{actionsOf(entry)}</Table.Td>}
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        );
      }}
    />
  );
}
