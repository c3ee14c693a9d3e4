/** SAP's sales orders as a list; the address names the one that is looked at. */
import { Group, Select, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useSystemView } from './sandbox-api.ts';
import { amountText, bareNumber, fullNumber, type SapOrderRow } from './sap-order.ts';
import { SapOrderView } from './sap-order-view.tsx';

export function SapView() {
  const [{ order }] = usePageSearch();
  return order === undefined ? <SapOrders /> : <SapOrderView number={fullNumber(order)} />;
}

function SapOrders() {
  const query = useSystemView<readonly SapOrderRow[]>('sap', 'orders');
  return <QueryView query={query}>{(orders) => <OrderTable orders={orders} />}</QueryView>;
}

function OrderTable({ orders }: { readonly orders: readonly SapOrderRow[] }) {
  const [text, setText] = useState('');
  const [organization, setOrganization] = useState<string | null>(null);
  const shown = orders.filter(
    (order) =>
      `${order.SalesOrder} ${order.PurchaseOrderByCustomer}`.includes(text.trim()) &&
      (organization === null || order.SalesOrganization === organization),
  );
  return (
    <section aria-label={t('sap.orders', 'Sales orders')}>
      <Group gap="xs" mb="xs">
        <TextInput
          w={200}
          aria-label={t('sap.filter', 'Order or purchase order')}
          placeholder={t('sap.filter', 'Order or purchase order')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          w={180}
          aria-label={t('sap.organization', 'Sales organization')}
          placeholder={t('sap.organization', 'Sales organization')}
          clearable
          data={[...new Set(orders.map((order) => order.SalesOrganization))].sort()}
          value={organization}
          onChange={setOrganization}
        />
      </Group>
      {shown.length === 0 ? (
        <EmptyState
          title={t('sap.none-found', 'No order fits')}
          why={t('sap.none-found-why', 'Other words or another sales organization find more.')}
        />
      ) : (
        <Table.ScrollContainer minWidth={760} maxHeight="calc(100vh - 220px)" scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table highlightOnHover stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('sap.order', 'Order')}</Table.Th>
                <Table.Th>{t('sap.organization', 'Sales organization')}</Table.Th>
                <Table.Th>{t('sap.sold-to', 'Customer')}</Table.Th>
                <Table.Th>{t('sap.purchase-order', 'Purchase order')}</Table.Th>
                <Table.Th>{t('sap.requested', 'Requested')}</Table.Th>
                <Table.Th ta="right">{t('sap.items', 'Items')}</Table.Th>
                <Table.Th ta="right">{t('sap.net', 'Net value')}</Table.Th>
                <Table.Th ta="right">{t('sap.revision', 'Rev.')}</Table.Th>
                <Table.Th>{t('sap.block', 'Block')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((order) => (
                <Table.Tr key={order.SalesOrder}>
                  <Table.Td>
                    <PageLink to="/sandbox" search={{ tab: 'sap', order: order.SalesOrder }} className="number">
                      {bareNumber(order.SalesOrder)}
                    </PageLink>
                  </Table.Td>
                  <Table.Td className="number">{order.SalesOrganization}</Table.Td>
                  <Table.Td className="number">{bareNumber(order.SoldToParty)}</Table.Td>
                  <Table.Td className="number">{order.PurchaseOrderByCustomer}</Table.Td>
                  <Table.Td className="number">{order.RequestedDeliveryDate}</Table.Td>
                  <Table.Td ta="right" className="number">
                    {order.items}
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {amountText(order.TotalNetAmount)} {order.TransactionCurrency}
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {order.YY1_CRMRevision_SDH}
                  </Table.Td>
                  <Table.Td>{order.DeliveryBlockReason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
