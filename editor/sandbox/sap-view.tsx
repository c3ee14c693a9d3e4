/** SAP's sales orders; one of them with items, schedule lines and who changed what. */
import { Anchor, Group, Select, Stack, Table, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { instantText } from '../ui/time-text.ts';
import { useSystemView } from './sandbox-api.ts';
import { amountText, bareNumber, quantityText, type SapOrder, type SapOrderRow } from './sap-order.ts';

export function SapView() {
  const [{ order }, setSearch] = usePageSearch();
  const query = useSystemView<readonly SapOrderRow[]>('sap', 'orders');
  return (
    <QueryView query={query}>
      {(orders) => (
        <div className="sandbox-split">
          <OrderTable orders={orders} chosen={order} onChoose={(number) => setSearch({ order: number })} />
          {order === undefined ? (
            <EmptyState
              title={t('sap.choose', 'Choose an order')}
              why={t('sap.choose-why', 'Its items, schedule lines and change log are shown here.')}
            />
          ) : (
            <OrderDetail number={order} />
          )}
        </div>
      )}
    </QueryView>
  );
}

interface OrderTableProps {
  readonly orders: readonly SapOrderRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (number: string) => void;
}

function OrderTable({ orders, chosen, onChoose }: OrderTableProps) {
  const [text, setText] = useState('');
  const [plant, setPlant] = useState<string | null>(null);
  const shown = orders.filter(
    (order) =>
      `${order.SalesOrder} ${order.PurchaseOrderByCustomer}`.includes(text.trim()) && (plant === null || order.SalesOrganization === plant),
  );
  return (
    <section aria-label={t('sap.orders', 'Sales orders')}>
      <Group gap="xs" mb="xs">
        <TextInput
          w={170}
          aria-label={t('sap.filter', 'Order or purchase order')}
          placeholder={t('sap.filter', 'Order or purchase order')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          w={150}
          aria-label={t('sap.organization', 'Sales organization')}
          placeholder={t('sap.organization', 'Sales organization')}
          clearable
          data={[...new Set(orders.map((order) => order.SalesOrganization))].sort()}
          value={plant}
          onChange={setPlant}
        />
      </Group>
      <Table.ScrollContainer minWidth={420} maxHeight="calc(100vh - 220px)">
        <Table highlightOnHover stickyHeader horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('sap.order', 'Order')}</Table.Th>
              <Table.Th>{t('sap.requested', 'Requested')}</Table.Th>
              <Table.Th ta="right">{t('sap.items', 'Items')}</Table.Th>
              <Table.Th ta="right">{t('sap.net', 'Net value')}</Table.Th>
              <Table.Th ta="right">{t('sap.revision', 'Rev.')}</Table.Th>
              <Table.Th>{t('sap.block', 'Block')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((order) => (
              <Table.Tr key={order.SalesOrder} bg={order.SalesOrder === chosen ? 'var(--mantine-primary-color-light)' : undefined!}>
                <Table.Td>
                  <UnstyledButton
                    fz="sm"
                    c={order.SalesOrder === chosen ? 'inherit' : 'var(--mantine-color-anchor)'}
                    fw={order.SalesOrder === chosen ? 600 : undefined!}
                    className="number"
                    aria-current={order.SalesOrder === chosen}
                    onClick={() => onChoose(order.SalesOrder)}
                  >
                    {bareNumber(order.SalesOrder)}
                  </UnstyledButton>
                </Table.Td>
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
    </section>
  );
}

function OrderDetail({ number }: { readonly number: string }) {
  const query = useSystemView<SapOrder>('sap', `orders/${number}`);
  return (
    <section aria-label={t('sap.detail', 'Order {number}', { number })}>
      <QueryView query={query}>
        {(order) => (
          <Stack gap="sm">
            <Group gap="md" align="baseline">
              <Title order={2}>{t('sap.detail', 'Order {number}', { number: bareNumber(order.SalesOrder) })}</Title>
              <Text size="sm" c="dimmed">
                {t('sap.customer', 'customer {customer}, {purchaseOrder}', {
                  customer: bareNumber(order.SoldToParty),
                  purchaseOrder: order.PurchaseOrderByCustomer,
                })}
              </Text>
              <Anchor component={Link} to={`/objects/sales-order/${order.SalesOrder}`} size="sm">
                {t('sap.timeline', 'timeline in Millrace')}
              </Anchor>
            </Group>
            {order.lock !== null && <Text size="sm">{t('sap.locked', 'Locked by {user}', { user: order.lock.user })}</Text>}
            <ItemTable order={order} />
            <ChangeLog order={order} />
          </Stack>
        )}
      </QueryView>
    </section>
  );
}

function ItemTable({ order }: { readonly order: SapOrder }) {
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sap.item', 'Item')}</Table.Th>
            <Table.Th>{t('sap.material', 'Material')}</Table.Th>
            <Table.Th ta="right">{t('sap.ordered', 'Ordered')}</Table.Th>
            <Table.Th ta="right">{t('sap.confirmed', 'Confirmed')}</Table.Th>
            <Table.Th ta="right">{t('sap.delivered', 'Delivered')}</Table.Th>
            <Table.Th>{t('sap.requested', 'Requested')}</Table.Th>
            <Table.Th>{t('sap.confirmed-on', 'Confirmed for')}</Table.Th>
            <Table.Th>{t('sap.promised', 'Promised')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.items.map((item) => (
            <Fragment key={item.SalesOrderItem}>
              <Table.Tr fw={500}>
                <Table.Td className="number">{bareNumber(item.SalesOrderItem)}</Table.Td>
                <Table.Td>
                  <Text size="sm" truncate maw={170} title={item.Material}>
                    {item.SalesOrderItemText}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="number">
                  {quantityText(item.RequestedQuantity)} {item.RequestedQuantityUnit}
                </Table.Td>
                <Table.Td ta="right" className="number">
                  {quantityText(item.ConfdDelivQtyInOrderQtyUnit)}
                </Table.Td>
                <Table.Td ta="right" className="number">
                  {quantityText(item.deliveredQuantity)}
                </Table.Td>
                <Table.Td />
                <Table.Td />
                <Table.Td className="number">{item.YY1_PromisedDate_SDI ?? '–'}</Table.Td>
              </Table.Tr>
              {item.scheduleLines.map((line) => (
                <Table.Tr key={line.ScheduleLine}>
                  <Table.Td />
                  <Table.Td c="dimmed">{t('sap.line', 'schedule line {line}', { line: bareNumber(line.ScheduleLine) })}</Table.Td>
                  <Table.Td ta="right" className="number">
                    {quantityText(line.ScheduleLineOrderQuantity)}
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {quantityText(line.ConfdOrderQtyByMatlAvailCheck)}
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {quantityText(line.DeliveredQtyInOrderQtyUnit)}
                  </Table.Td>
                  <Table.Td className="number">{line.RequestedDeliveryDate ?? '–'}</Table.Td>
                  <Table.Td className="number">{line.ConfirmedDeliveryDate ?? '–'}</Table.Td>
                  <Table.Td />
                </Table.Tr>
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ChangeLog({ order }: { readonly order: SapOrder }) {
  return (
    <div>
      <Title order={3} mb={4}>
        {t('sap.log', 'Change log')}
      </Title>
      {order.changeLog.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('sap.log-none', 'Nobody has changed this order since it was seeded.')}
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('sap.log-at', 'At')}</Table.Th>
              <Table.Th>{t('sap.log-user', 'By')}</Table.Th>
              <Table.Th>{t('sap.log-field', 'Field')}</Table.Th>
              <Table.Th>{t('sap.log-old', 'Old')}</Table.Th>
              <Table.Th>{t('sap.log-new', 'New')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {order.changeLog.toReversed().flatMap((entry) =>
              entry.changes.map((change, index) => (
                <Table.Tr key={`${entry.at} ${entry.requestId} ${change.field}`}>
                  <Table.Td className="number">{index === 0 && instantText(entry.at)}</Table.Td>
                  <Table.Td>{index === 0 && entry.user}</Table.Td>
                  <Table.Td>{change.field}</Table.Td>
                  <Table.Td className="number">{change.old ?? '–'}</Table.Td>
                  <Table.Td className="number">{change.new ?? '–'}</Table.Td>
                </Table.Tr>
              )),
            )}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
