/** CRM's side: orders with what SAP told back, and the change requests of customers. */
import { Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { CrmOrderView } from './crm-order-view.tsx';
import { type CrmChangeRequest, type CrmOrder, statusText } from './crm-records.ts';
import { useSystemView } from './sandbox-api.ts';
import { bareNumber, fullNumber } from './sap-order.ts';

export function CrmView() {
  const [{ order }] = usePageSearch();
  return order === undefined ? <CrmRecords /> : <CrmOrderView number={fullNumber(order)} />;
}

function CrmRecords() {
  const [{ crm = 'change-requests' }, setSearch] = usePageSearch();
  const [order, setOrder] = useState('');
  return (
    <>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          aria-label={t('crm.what', 'Records')}
          value={crm}
          onChange={(value) => setSearch({ crm: value === 'change-requests' ? undefined : value })}
          data={[
            { value: 'change-requests', label: t('crm.change-requests', 'Change requests') },
            { value: 'orders', label: t('crm.orders', 'Orders') },
          ]}
        />
        <TextInput
          w={160}
          aria-label={t('crm.order', 'SAP order')}
          placeholder={t('crm.order', 'SAP order')}
          value={order}
          onChange={(event) => setOrder(event.currentTarget.value)}
        />
      </Group>
      {crm === 'orders' ? <Orders order={order.trim()} /> : <ChangeRequests order={order.trim()} />}
    </>
  );
}

function ChangeRequests({ order }: { readonly order: string }) {
  const query = useSystemView<readonly CrmChangeRequest[]>('crm', 'change-requests');
  return (
    <QueryView query={query}>
      {(requests) => {
        const shown = requests.filter((request) => (request.ERP_Order_Number__c ?? '').includes(order)).toReversed();
        if (shown.length === 0)
          return (
            <EmptyState
              title={
                requests.length === 0 ? t('crm.none', 'No change requests yet') : t('crm.none-found', 'No change request of this order')
              }
              why={t('crm.none-why', 'Customers enter them; send one yourself or start the traffic.')}
            />
          );
        return (
          <Table.ScrollContainer minWidth={860}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('crm.request', 'Request')}</Table.Th>
                  <Table.Th>{t('crm.order', 'SAP order')}</Table.Th>
                  <Table.Th ta="right">{t('crm.revision', 'Rev.')}</Table.Th>
                  <Table.Th>{t('crm.entered', 'Entered')}</Table.Th>
                  <Table.Th>{t('crm.reason', 'Reason')}</Table.Th>
                  <Table.Th>{t('crm.status', 'Status')}</Table.Th>
                  <Table.Th>{t('crm.message', 'What was told back')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((request) => (
                  <Table.Tr key={request.Id}>
                    <Table.Td>
                      <PageLink
                        to="/sandbox"
                        search={{ tab: 'change', order: request.ERP_Order_Number__c ?? undefined, sent: request.Id }}
                        className="number"
                      >
                        {request.Name}
                      </PageLink>
                    </Table.Td>
                    <Table.Td>
                      <OrderLink order={request.ERP_Order_Number__c} />
                    </Table.Td>
                    <Table.Td ta="right" className="number">
                      {request.Revision__c}
                    </Table.Td>
                    <Table.Td>
                      <RelativeTime at={request.CreatedDate} />
                    </Table.Td>
                    <Table.Td>{request.Reason__c}</Table.Td>
                    <Table.Td>{statusText(request.Status__c)}</Table.Td>
                    <Table.Td maw={360}>{request.ERP_Message__c}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        );
      }}
    </QueryView>
  );
}

function OrderLink({ order }: { readonly order: string | null }) {
  if (order === null) return '–';
  return (
    <PageLink to="/sandbox" search={{ tab: 'crm', order }} className="number">
      {bareNumber(order)}
    </PageLink>
  );
}

function Orders({ order }: { readonly order: string }) {
  const query = useSystemView<readonly CrmOrder[]>('crm', 'orders');
  return (
    <QueryView query={query}>
      {(orders) => (
        <Table.ScrollContainer minWidth={860}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('crm.order', 'SAP order')}</Table.Th>
                <Table.Th>{t('crm.number', 'CRM number')}</Table.Th>
                <Table.Th>{t('crm.status', 'Status')}</Table.Th>
                <Table.Th>{t('crm.plant', 'Plant')}</Table.Th>
                <Table.Th ta="right">{t('crm.revision', 'Rev.')}</Table.Th>
                <Table.Th>{t('crm.promised', 'Promised')}</Table.Th>
                <Table.Th>{t('crm.items', 'Items: quantity, promised')}</Table.Th>
                <Table.Th>{t('crm.message', 'What was told back')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {orders
                .filter((row) => (row.ERP_Order_Number__c ?? '').includes(order))
                .map((row) => (
                  <Table.Tr key={row.Id}>
                    <Table.Td>
                      <OrderLink order={row.ERP_Order_Number__c} />
                    </Table.Td>
                    <Table.Td className="number">{row.OrderNumber}</Table.Td>
                    <Table.Td>
                      {[row.Status, row.ERP_Status__c]
                        .filter((part) => part !== null)
                        .join(', ')
                        .replaceAll('_', ' ')}
                    </Table.Td>
                    <Table.Td className="number">{row.Plant__c ?? '–'}</Table.Td>
                    <Table.Td ta="right" className="number">
                      {row.Revision__c ?? '–'}
                    </Table.Td>
                    <Table.Td className="number">{row.Promise_Date__c ?? '–'}</Table.Td>
                    <Table.Td>
                      {row.items.map((item) => (
                        <Text key={item.Id} size="xs" className="number">
                          {bareNumber(item.ERP_Item_Number__c ?? '–')}: {item.Quantity} {item.Unit__c}, {item.Promise_Date__c ?? '–'}
                        </Text>
                      ))}
                    </Table.Td>
                    <Table.Td maw={300}>{row.ERP_Message__c}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </QueryView>
  );
}
