/** What the planner and the shop floor say: production orders of SAP, released and confirmed by hand, and the messages of others. */
import { Alert, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { OTHER_MESSAGES, type OtherMessage, withFreshId } from './other-messages.ts';
import { SANDBOX_ENVIRONMENT, useSystemView } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';
import {
  confirmationMessage,
  type MakingState,
  type OpenItem,
  type ProductionOrderRow,
  releaseMessage,
  stateOf,
  suppliesOf,
} from './shop-floor.ts';

interface Message {
  readonly flow: string;
  readonly input: Json;
}

async function send({ flow, input }: Message): Promise<RunAccepted> {
  try {
    return await callApi<RunAccepted>('POST', '/api/runs', { body: { environment: SANDBOX_ENVIRONMENT, flow, input } });
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['sandbox'] });
  }
}

const freshId = (): string => String(Date.now());

export function ShopFloorView() {
  const orders = useSystemView<readonly ProductionOrderRow[]>('sap', 'production-orders');
  const open = useSystemView<readonly OpenItem[]>('sap', 'open-items').data ?? [];
  const sending = useMutation({ mutationFn: send });
  return (
    <Stack gap="md">
      <Text size="sm" maw={760}>
        {t(
          'floor.about',
          'Release a production order, and the flow Schedule to fulfilment waits for the shop floor. Say that it is made, and its goods come into stock and leave: delivery, goods issue, and the CRM item by item. Say that it ends with less, and the rest is planned anew.',
        )}
      </Text>
      {sending.data !== undefined && (
        <Alert role="status" color="green" variant="light">
          {t('floor.sent', 'Sent.')} <PageLink to={`/runs/${sending.data.runId}`}>{t('floor.follow', 'Follow its run')}</PageLink>
        </Alert>
      )}
      {sending.error !== null && <ErrorPanel error={sending.error} />}
      <QueryView query={orders}>
        {(list) => <OrderList orders={list} open={open} busy={sending.isPending} onSend={(message) => sending.mutate(message)} />}
      </QueryView>
      <OtherMessages busy={sending.isPending} onSend={(message) => sending.mutate(message)} />
    </Stack>
  );
}

interface SendProps {
  readonly busy: boolean;
  onSend(message: Message): void;
}

function OrderList({
  orders,
  open,
  busy,
  onSend,
}: SendProps & { readonly orders: readonly ProductionOrderRow[]; readonly open: readonly OpenItem[] }) {
  const plants = [...new Set(orders.map(({ ProductionPlant }) => ProductionPlant))].sort();
  const [plant, setPlant] = useState<string>();
  const shownPlant = plant ?? plants[0] ?? '';
  const shown = orders
    .filter((order) => order.ProductionPlant === shownPlant && stateOf(order) !== 'finished')
    .sort((a, b) => a.MfgOrderScheduledEndDate.localeCompare(b.MfgOrderScheduledEndDate))
    .slice(0, 15);
  return (
    <section aria-label={t('floor.orders', 'Production orders')}>
      <SegmentedControl
        mb="xs"
        size="xs"
        aria-label={t('floor.plant', 'Plant')}
        data={plants.map((code) => ({ value: code, label: t('floor.plant-code', 'Plant {code}', { code }) }))}
        value={shownPlant}
        onChange={setPlant}
      />
      {shown.length === 0 ? (
        <EmptyState
          title={t('floor.none', 'Nothing is to be made')}
          why={t('floor.none-why', 'Reset the sandbox, and its production orders are there again.')}
        />
      ) : (
        <Table.ScrollContainer minWidth={900}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('floor.order', 'Production order')}</Table.Th>
                <Table.Th>{t('floor.material', 'Material')}</Table.Th>
                <Table.Th ta="right">{t('floor.made', 'Made')}</Table.Th>
                <Table.Th ta="right">{t('floor.ordered', 'Ordered')}</Table.Th>
                <Table.Th>{t('floor.end', 'Ends')}</Table.Th>
                <Table.Th>{t('floor.for', 'For')}</Table.Th>
                <Table.Th>{t('floor.say', 'Say')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((order) => (
                <OrderRow key={order.ManufacturingOrder} order={order} open={open} busy={busy} onSend={onSend} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function OrderRow({ order, open, busy, onSend }: SendProps & { readonly order: ProductionOrderRow; readonly open: readonly OpenItem[] }) {
  const state: MakingState = stateOf(order);
  const supplies = suppliesOf(order, open);
  const number = bareNumber(order.ManufacturingOrder);
  const confirm = (much: 'all' | 'less') => onSend({ flow: 'shop-floor-confirmation', input: confirmationMessage(order, much, freshId()) });
  return (
    <Table.Tr>
      <Table.Td className="number" fw={600}>
        {number}
      </Table.Td>
      <Table.Td className="number">{order.Material}</Table.Td>
      <Table.Td ta="right" className="number">
        {Number(order.MfgOrderConfirmedYieldQty)}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {Number(order.TotalQuantity)} {order.ProductionUnit}
      </Table.Td>
      <Table.Td className="number">{order.MfgOrderScheduledEndDate}</Table.Td>
      <Table.Td className="number">{[...new Set(supplies.map(({ salesOrder }) => bareNumber(salesOrder)))].join(', ') || '–'}</Table.Td>
      <Table.Td>
        {state === 'created' ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={busy || supplies.length === 0}
            aria-label={t('floor.release-one', 'Release {number}', { number })}
            onClick={() => onSend({ flow: 'schedule-to-fulfillment', input: releaseMessage(order, open, freshId()) })}
          >
            {t('floor.release', 'Release')}
          </Button>
        ) : (
          <Group gap={6} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              aria-label={t('floor.all-one', '{number} is made', { number })}
              onClick={() => confirm('all')}
            >
              {t('floor.all', 'It is made')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={busy}
              aria-label={t('floor.less-one', '{number} ends with less', { number })}
              onClick={() => confirm('less')}
            >
              {t('floor.less', 'Ends with less')}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const labelOf = (flow: string): string =>
  ({
    'schedule-exception': t('floor.machine', 'A machine is down'),
    'stock-reconciliation': t('floor.count', 'The warehouse has counted'),
    'master-data-sync': t('floor.night', 'A night of master data'),
    'order-status': t('floor.status', 'How does an order stand?'),
    'plant-board': t('floor.board', 'What waits in a plant?'),
  })[flow] ?? flow;

function OtherMessages({ busy, onSend }: SendProps) {
  const looking = useMutation({
    async mutationFn({ flow, idField }: OtherMessage) {
      const { items } = await callApi<Page<SampleView>>('GET', apiPath`/api/flows/${flow}/samples`);
      const [sample] = items;
      if (sample === undefined) throw new Error(t('floor.no-sample', 'The flow {flow} has no sample to send.', { flow }));
      onSend({ flow, input: withFreshId(sample.payload, idField, freshId()) });
    },
  });
  return (
    <section aria-label={t('floor.others', 'Other messages')}>
      <Title order={2} size="h5" mb="xs">
        {t('floor.others', 'Other messages')}
      </Title>
      <Group gap="xs">
        {OTHER_MESSAGES.map((message) => (
          <Button
            key={message.flow}
            variant="default"
            size="xs"
            disabled={busy || looking.isPending}
            onClick={() => looking.mutate(message)}
          >
            {labelOf(message.flow)}
          </Button>
        ))}
      </Group>
      {looking.error !== null && <ErrorPanel error={looking.error} />}
    </section>
  );
}
