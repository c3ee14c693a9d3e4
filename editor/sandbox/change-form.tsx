/** Changes an order as its customer would in CRM; then the change is followed through the systems. */
import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { type ItemDraft, isQuantity, toChangeBody, toItemDrafts } from './change-draft.ts';
import { ChangeWay } from './change-way.tsx';
import type { CrmOrder } from './crm-records.ts';
import { actInSandbox, useSystemView } from './sandbox-api.ts';
import { bareNumber, fullNumber } from './sap-order.ts';

interface SentChange {
  readonly id: string;
  readonly order: string;
  readonly revision: number;
}

export function ChangeForm() {
  const [{ order: wanted, sent }, setSearch] = usePageSearch();
  const chosen = wanted === undefined ? undefined : fullNumber(wanted);
  const query = useSystemView<readonly CrmOrder[]>('crm', 'orders');
  if (chosen !== undefined && sent !== undefined)
    return <ChangeWay order={chosen} changeId={sent} onAnother={() => setSearch({ sent: undefined }, { replace: false })} />;
  return (
    <QueryView query={query}>
      {(orders) => {
        const known = orders.filter((order) => order.ERP_Order_Number__c !== null);
        const order = known.find((candidate) => candidate.ERP_Order_Number__c === chosen);
        return (
          <Stack gap="sm" maw={860}>
            <Select
              w={420}
              label={t('change.order', 'Order')}
              placeholder={t('change.order-search', 'SAP order or purchase order')}
              searchable
              limit={60}
              data={known.map((candidate) => ({ value: candidate.ERP_Order_Number__c ?? '', label: orderText(candidate) }))}
              value={order?.ERP_Order_Number__c ?? null}
              onChange={(number) => setSearch({ order: number ?? undefined })}
            />
            {order === undefined ? (
              <Text size="sm" c="dimmed">
                {t('change.choose', 'Choose an order; CRM then sends the change as it would for a customer.')}
              </Text>
            ) : (
              <ItemsForm
                key={order.Id}
                order={order}
                onSent={({ order: number, id }) => setSearch({ order: number, sent: id }, { replace: false })}
              />
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}

function orderText({ ERP_Order_Number__c, PoNumber, Plant__c, Status }: CrmOrder): string {
  return [bareNumber(ERP_Order_Number__c ?? ''), PoNumber, Plant__c, Status].filter((part) => part !== null && part !== '').join(' · ');
}

function ItemsForm({ order, onSent }: { readonly order: CrmOrder; readonly onSent: (sent: SentChange) => void }) {
  const [drafts, setDrafts] = useState(() => toItemDrafts(order));
  const [reason, setReason] = useState('');
  const body = toChangeBody(order.ERP_Order_Number__c ?? '', drafts, reason);
  const send = useMutation({ mutationFn: () => actInSandbox<SentChange>('POST', 'change-requests', body), onSuccess: onSent });
  function change(number: string, part: Partial<ItemDraft>): void {
    setDrafts(drafts.map((draft) => (draft.number === number ? { ...draft, ...part } : draft)));
  }
  const submit = useSubmit(() => (body !== undefined ? send.mutateAsync() : undefined));
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Table w="auto">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('change.item', 'Item')}</Table.Th>
              <Table.Th>{t('change.now', 'Now')}</Table.Th>
              <Table.Th>{t('change.quantity', 'New quantity')}</Table.Th>
              <Table.Th>{t('change.date', 'New date')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {drafts.map((draft) => (
              <Table.Tr key={draft.number}>
                <Table.Td className="number">{bareNumber(draft.number)}</Table.Td>
                <Table.Td className="number">
                  {draft.oldQuantity} {draft.unit}, {draft.oldDate}
                </Table.Td>
                <Table.Td>
                  <TextInput
                    w={120}
                    inputMode="decimal"
                    aria-label={t('change.quantity-of', 'New quantity of item {number}', { number: bareNumber(draft.number) })}
                    error={!isQuantity(draft.quantity)}
                    value={draft.quantity}
                    onChange={(event) => change(draft.number, { quantity: event.currentTarget.value.trim() })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    w={150}
                    type="date"
                    aria-label={t('change.date-of', 'New date of item {number}', { number: bareNumber(draft.number) })}
                    value={draft.date}
                    onChange={(event) => change(draft.number, { date: event.currentTarget.value })}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <TextInput
          w={420}
          label={t('change.reason', 'Reason of the customer')}
          maxLength={255}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="sm">
          <Button type="submit" leftSection={<IconSend size={14} aria-hidden />} disabled={body === undefined} loading={send.isPending}>
            {t('change.send', 'Send the change')}
          </Button>
          {body === undefined && (
            <Text size="xs" c="dimmed">
              {t('change.nothing', 'Change a quantity or a date first.')}
            </Text>
          )}
        </Group>
        {send.error !== null && <ErrorPanel error={send.error} />}
      </Stack>
    </form>
  );
}
