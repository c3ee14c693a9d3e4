/** One sales order as SAP has it: blocks and locks, schedule lines confirmed against requested, texts, and who changed what. */
import { Alert, Stack, Table, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Fragment } from 'react';
import { t } from '../text.ts';
import { QueryView } from '../ui/query-view.tsx';
import { instantText } from '../ui/time-text.ts';
import { Fact, Facts } from './facts.tsx';
import { NoSuchOrder, OrderHeader } from './order-header.tsx';
import { isMissing, useSystemView } from './sandbox-api.ts';
import { amountText, bareNumber, quantityText, type SapItem, type SapOrder } from './sap-order.ts';
import { creditWords, daysLate, deliveryWords, loggedField, rejectionWords } from './sap-words.ts';

export function SapOrderView({ number }: { readonly number: string }) {
  const query = useSystemView<SapOrder>('sap', `orders/${number}`);
  if (isMissing(query.error)) return <NoSuchOrder order={number} tab="sap" />;
  return (
    <QueryView query={query}>
      {(order) => (
        <section aria-label={t('sap.detail', 'Order {number}', { number: bareNumber(order.SalesOrder) })}>
          <OrderHeader
            title={t('sap.detail', 'Order {number}', { number: bareNumber(order.SalesOrder) })}
            order={order.SalesOrder}
            tab="sap"
          />
          <Stack gap="md">
            <Obstacles order={order} />
            <HeaderFacts order={order} />
            <ItemTable order={order} />
            <Texts order={order} />
            <ChangeLog order={order} />
          </Stack>
        </section>
      )}
    </QueryView>
  );
}

/** What keeps the order from being changed or delivered. */
function Obstacles({ order }: { readonly order: SapOrder }) {
  const lines = [
    order.lock !== null && t('sap.locked', 'Locked by {user}: nobody else can change it now.', { user: order.lock.user }),
    order.DeliveryBlockReason !== '' &&
      t('sap.blocked', 'Delivery block {code}: nothing leaves until it is taken off.', { code: order.DeliveryBlockReason }),
    order.HeaderBillingBlockReason !== '' && t('sap.billing-blocked', 'Billing block {code}.', { code: order.HeaderBillingBlockReason }),
    order.TotalCreditCheckStatus === 'B' && t('sap.credit-blocked', 'The credit check has stopped it: finance has to release it.'),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconLock size={16} aria-hidden />} title={t('sap.obstacles', 'It stands still')}>
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
    </Alert>
  );
}

function HeaderFacts({ order }: { readonly order: SapOrder }) {
  return (
    <Facts>
      <Fact name={t('sap.sold-to', 'Customer')}>{bareNumber(order.SoldToParty)}</Fact>
      <Fact name={t('sap.purchase-order', 'Purchase order')}>{order.PurchaseOrderByCustomer}</Fact>
      <Fact name={t('sap.organization', 'Sales organization')}>{order.SalesOrganization}</Fact>
      <Fact name={t('sap.net', 'Net value')}>
        {amountText(order.TotalNetAmount)} {order.TransactionCurrency}
      </Fact>
      <Fact name={t('sap.requested', 'Requested')}>{order.RequestedDeliveryDate}</Fact>
      <Fact name={t('sap.status', 'Status')}>
        {[
          deliveryWords(order.OverallDeliveryStatus),
          ...(order.OverallSDDocumentRejectionSts === 'A' ? [] : [rejectionWords(order.OverallSDDocumentRejectionSts)]),
          creditWords(order.TotalCreditCheckStatus),
        ].join(', ')}
      </Fact>
      <Fact name={t('sap.crm-revision', 'Revision in CRM')}>{order.YY1_CRMRevision_SDH}</Fact>
      <Fact name={t('sap.created', 'Created')}>{order.CreationDate}</Fact>
    </Facts>
  );
}

function ItemTable({ order }: { readonly order: SapOrder }) {
  return (
    <div>
      <Title order={3} mb={4}>
        {t('sap.items-lines', 'Items and schedule lines')}
      </Title>
      <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('sap.item', 'Item')}</Table.Th>
              <Table.Th>{t('sap.material', 'Material')}</Table.Th>
              <Table.Th>{t('crm.plant', 'Plant')}</Table.Th>
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
                <ItemRow item={item} />
                {item.scheduleLines.map((line) => (
                  <Table.Tr key={line.ScheduleLine}>
                    <Table.Td />
                    <Table.Td c="dimmed">{t('sap.line', 'schedule line {line}', { line: bareNumber(line.ScheduleLine) })}</Table.Td>
                    <Table.Td />
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
                    <Table.Td className="number">
                      {line.ConfirmedDeliveryDate ?? '–'}
                      <Lateness requested={line.RequestedDeliveryDate} confirmed={line.ConfirmedDeliveryDate} />
                    </Table.Td>
                    <Table.Td />
                  </Table.Tr>
                ))}
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function ItemRow({ item }: { readonly item: SapItem }) {
  const isRejected = item.SalesDocumentRjcnReason !== '';
  return (
    <Table.Tr fw={500}>
      <Table.Td className="number">{bareNumber(item.SalesOrderItem)}</Table.Td>
      <Table.Td>
        {item.SalesOrderItemText}
        <Text size="xs" c="dimmed" className="mono">
          {item.Material}
        </Text>
        {isRejected && <Text size="xs">{t('sap.rejected', 'rejected, reason {code}', { code: item.SalesDocumentRjcnReason })}</Text>}
      </Table.Td>
      <Table.Td className="number">{item.ProductionPlant}</Table.Td>
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
  );
}

function Lateness({ requested, confirmed }: { readonly requested: string | null; readonly confirmed: string | null }) {
  const days = daysLate(requested, confirmed);
  if (days === undefined || days <= 0) return null;
  return (
    <Text span size="xs" className="late-mark">
      {' '}
      {t('sap.late', '{days, plural, one {# day} other {# days}} late', { days })}
    </Text>
  );
}

function Texts({ order: { texts } }: { readonly order: SapOrder }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <Title order={3} mb={4}>
        {t('sap.texts', 'Texts')}
      </Title>
      {texts.map(({ SalesOrderItem = '', LongTextID, Language, LongText }) => (
        <Text key={`${SalesOrderItem} ${LongTextID} ${Language}`} size="sm">
          <Text span className="mono" c="dimmed">
            {Number(SalesOrderItem) === 0 ? '' : `${bareNumber(SalesOrderItem)} `}
            {LongTextID} {Language}
          </Text>{' '}
          {LongText}
        </Text>
      ))}
    </div>
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
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('sap.log-at', 'At')}</Table.Th>
                <Table.Th>{t('sap.log-user', 'By')}</Table.Th>
                <Table.Th>{t('sap.log-place', 'Where')}</Table.Th>
                <Table.Th>{t('sap.log-field', 'Field')}</Table.Th>
                <Table.Th>{t('sap.log-old', 'Old')}</Table.Th>
                <Table.Th>{t('sap.log-new', 'New')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {order.changeLog.toReversed().flatMap((entry) =>
                entry.changes.map((change, index) => {
                  const { place, words, name } = loggedField(change.field);
                  return (
                    <Table.Tr key={`${entry.at} ${entry.requestId} ${change.field}`}>
                      <Table.Td className="number">{index === 0 && instantText(entry.at)}</Table.Td>
                      <Table.Td>{index === 0 && entry.user}</Table.Td>
                      <Table.Td className="number">{place}</Table.Td>
                      <Table.Td title={name}>{words}</Table.Td>
                      <Table.Td className="number">{valueText(change.old)}</Table.Td>
                      <Table.Td className="number">{valueText(change.new)}</Table.Td>
                    </Table.Tr>
                  );
                }),
              )}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </div>
  );
}

function valueText(value: string | null): string {
  if (value === null || value === '') return '–';
  return /^-?\d+\.\d+$/.test(value) ? quantityText(value) : value;
}
