/** One order as CRM has it: items with what was promised for each, and the customer's changes with their history. */
import { Group, Stack, Table, Text, Title } from '@mantine/core';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { instantText } from '../ui/time-text.ts';
import { historyOf } from './change-history.ts';
import { type CrmChangeRequest, type CrmCommitment, type CrmOrder, statusText } from './crm-records.ts';
import { Fact, Facts } from './facts.tsx';
import { NoSuchOrder, OrderHeader } from './order-header.tsx';
import { isMissing, type RecordEntry, SANDBOX_ENVIRONMENT, useRecordAbout, useSystemView } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';
import { daysLate } from './sap-words.ts';

export function CrmOrderView({ number }: { readonly number: string }) {
  const query = useSystemView<CrmOrder>('crm', `orders/${number}`);
  const commitments = useSystemView<readonly CrmCommitment[]>('crm', `commitments/${number}`);
  const requests = useSystemView<readonly CrmChangeRequest[]>('crm', `change-requests/${number}`).data ?? [];
  const record = useRecordAbout('crm', number).data ?? [];
  if (isMissing(query.error)) return <NoSuchOrder order={number} tab="crm" />;
  return (
    <QueryView query={query}>
      {(order) => {
        const title = t('crm.detail', 'Order {crm} ({number} in SAP)', {
          crm: order.OrderNumber,
          number: bareNumber(order.ERP_Order_Number__c ?? '–'),
        });
        return (
          <section aria-label={title}>
            <OrderHeader title={title} order={order.ERP_Order_Number__c ?? number} tab="crm" />
            <Stack gap="md">
              <Facts>
                <Fact name={t('crm.status', 'Status')}>
                  {[order.Status, order.ERP_Status__c].flatMap((part) => (part === null ? [] : [statusText(part)])).join(', ')}
                </Fact>
                <Fact name={t('sap.purchase-order', 'Purchase order')}>{order.PoNumber ?? '–'}</Fact>
                <Fact name={t('crm.plant', 'Plant')}>{order.Plant__c ?? '–'}</Fact>
                <Fact name={t('crm.last-revision', 'Youngest change')}>
                  {Math.max(0, ...requests.map(({ Revision__c }) => Revision__c))}
                </Fact>
              </Facts>
              <QueryView query={commitments}>{(promises) => <Items order={order} commitments={promises} />}</QueryView>
              <Requests requests={requests} record={record} />
            </Stack>
          </section>
        );
      }}
    </QueryView>
  );
}

function Items({ order, commitments }: { readonly order: CrmOrder; readonly commitments: readonly CrmCommitment[] }) {
  const byItem = new Map(commitments.map((one) => [one.ERP_Item_Number__c, one]));
  return (
    <div>
      <Title order={3} mb={4}>
        {t('crm.items-title', 'Items and what is promised')}
      </Title>
      <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('sap.item', 'Item')}</Table.Th>
              <Table.Th>{t('crm.first-ordered', 'First ordered')}</Table.Th>
              <Table.Th>{t('way.wanted', 'Wanted')}</Table.Th>
              <Table.Th>{t('sap.promised', 'Promised')}</Table.Th>
              <Table.Th>{t('way.leaves', 'Leaves the plant')}</Table.Th>
              <Table.Th>{t('crm.status', 'Status')}</Table.Th>
              <Table.Th ta="right">{t('crm.revision', 'Rev.')}</Table.Th>
              <Table.Th>{t('crm.message', 'What was told back')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {order.items.map((item) => {
              const promise = byItem.get(item.ERP_Item_Number__c ?? '');
              const days = daysLate(promise?.Requested_Date__c ?? null, promise?.Committed_Date__c ?? null) ?? 0;
              return (
                <Table.Tr key={item.Id}>
                  <Table.Td className="number">{bareNumber(item.ERP_Item_Number__c ?? '–')}</Table.Td>
                  <Table.Td className="number">
                    {item.Quantity} {item.Unit__c}, {item.ServiceDate ?? '–'}
                  </Table.Td>
                  <Table.Td className="number">{promise?.Requested_Date__c ?? '–'}</Table.Td>
                  <Table.Td className="number">
                    {promise === undefined
                      ? '–'
                      : `${promise.Quantity__c ?? ''} ${promise.Unit__c ?? ''}, ${promise.Committed_Date__c ?? '–'}`}
                    {days > 0 && (
                      <Text span size="xs" className="late-mark">
                        {' '}
                        {t('sap.late', '{days, plural, one {# day} other {# days}} late', { days })}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td className="number">{promise?.Goods_Issue_Date__c ?? '–'}</Table.Td>
                  <Table.Td>
                    {promise?.Status__c == null ? t('crm.not-promised', 'nothing promised yet') : statusText(promise.Status__c)}
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {promise?.Revision__c ?? '–'}
                  </Table.Td>
                  <Table.Td>{promise?.Message__c}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

interface RequestsProps {
  readonly requests: readonly CrmChangeRequest[];
  readonly record: readonly RecordEntry[];
}

function Requests({ requests, record }: RequestsProps) {
  return (
    <div>
      <Title order={3} mb={4}>
        {t('crm.changes', 'Changes that the customer asked for')}
      </Title>
      {requests.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('crm.no-changes', 'None yet.')}
        </Text>
      )}
      {requests.toReversed().map((request) => (
        <section key={request.Id} className="change-request" aria-label={request.Name}>
          <Title order={4} fz="sm">
            {t('crm.change-title', 'Change {revision}: {status}', { revision: request.Revision__c, status: statusText(request.Status__c) })}
          </Title>
          <Group gap="md">
            <Text size="sm">{[request.Requested_By__c, request.Reason__c].filter((part) => part !== null && part !== '').join(': ')}</Text>
            <PageLink to="/sandbox" search={{ tab: 'change', order: request.ERP_Order_Number__c ?? undefined, sent: request.Id }}>
              {t('crm.follow', 'Follow it')}
            </PageLink>
            <PageLink to="/runs" search={{ key: request.Id, env: SANDBOX_ENVIRONMENT }}>
              {t('crm.runs', 'Its runs')}
            </PageLink>
          </Group>
          <ol className="history">
            {historyOf(request.Id, record).map(({ seq, at, status, message, by }) => (
              <li key={seq} className="number">
                {instantText(at)} · {by ?? t('crm.by-customer', 'customer')} · <strong>{statusText(status)}</strong>
                {message !== '' && ` · ${message}`}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
