/** A change followed through every system on one page: who asked, what runs, what SAP and the scheduler made of it, what was told back. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ObjectTimeline } from '#flows/api/operations.ts';
import { useLiveRefresh } from '../operations/use-live-refresh.ts';
import { apiPath } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { durationText } from '../ui/time-text.ts';
import { RunsStation, SapStation, SchedulerStation, ToldStation } from './change-stations.tsx';
import type { CrmChangeRequest, CrmCommitment, CrmOrder } from './crm-records.ts';
import { askedItems, commitmentsFor, type ChangeWay as Way, wayOf } from './follow-change.ts';
import type { PlannedOrder } from './order-gantt.tsx';
import { SANDBOX_ENVIRONMENT, useSystemView } from './sandbox-api.ts';
import { bareNumber, type SapOrder } from './sap-order.ts';
import { WayStation } from './way-station.tsx';

export interface ChangeWayProps {
  /** Ten digits. */
  readonly order: string;
  /** Of the change request in CRM. */
  readonly changeId: string;
  readonly onAnother: () => void;
}

export function ChangeWay({ order, changeId, onAnother }: ChangeWayProps) {
  const requests = useSystemView<readonly CrmChangeRequest[]>('crm', `change-requests/${order}`, WATCH_MS);
  return (
    <QueryView query={requests}>
      {(found) => {
        const request = found.find(({ Id }) => Id === changeId);
        return request === undefined ? (
          <EmptyState
            title={t('way.gone', 'CRM no longer has this change')}
            why={t('way.gone-why', 'The sandbox has been reset since it was sent.')}
            action={<AnotherButton onAnother={onAnother} />}
          />
        ) : (
          <KnownWay order={order} request={request} requests={found} onAnother={onAnother} />
        );
      }}
    </QueryView>
  );
}

/** Somebody is looking on: a change takes about a second from end to end. */
const WATCH_MS = 500;

interface KnownWayProps {
  readonly order: string;
  readonly request: CrmChangeRequest;
  readonly requests: readonly CrmChangeRequest[];
  readonly onAnother: () => void;
}

function KnownWay({ order, request, requests, onAnother }: KnownWayProps) {
  useLiveRefresh(SANDBOX_ENVIRONMENT, ['objects']);
  const timeline = useResource<ObjectTimeline>(
    'objects',
    apiPath`/api/environments/${SANDBOX_ENVIRONMENT}/objects/sales-order/${order}`,
    {},
    { refetchInterval: WATCH_MS },
  ).data;
  const crmOrder = useSystemView<CrmOrder>('crm', `orders/${order}`).data;
  const sapOrder = useSystemView<SapOrder>('sap', `orders/${order}`, WATCH_MS).data;
  const planned = useSystemView<PlannedOrder>('scheduler', `orders/${order}`, WATCH_MS).data;
  const commitments = useSystemView<readonly CrmCommitment[]>('crm', `commitments/${order}`, WATCH_MS).data ?? [];
  const way = wayOf({ request, requests, timeline });
  const startedAt = way.runs[0]?.startedAt;
  return (
    <Stack gap="sm">
      <Group gap="md" align="baseline">
        <Title order={2}>
          {t('way.title', 'Change {revision} of order {order}', { revision: request.Revision__c, order: bareNumber(order) })}
        </Title>
        <Text size="sm" role="status" className="number">
          {summaryOf(way)}
        </Text>
        <AnotherButton onAnother={onAnother} />
        <PageLink to={`/objects/sales-order/${order}`} search={{ env: SANDBOX_ENVIRONMENT }}>
          {t('change.timeline', 'Timeline of this order')}
        </PageLink>
      </Group>
      <ol className="way" aria-label={t('way.label', 'The way of the change')}>
        <WayStation
          system="CRM"
          title={t('way.asked', 'The customer asks')}
          where={t('way.crm-is', 'where sales and customers work')}
          station={{ state: 'done' }}
          startedAt={startedAt}
          link={{ label: t('way.crm-order', 'Order in CRM'), search: { tab: 'crm', order } }}
        >
          <Asked request={request} requests={requests} crmOrder={crmOrder} />
        </WayStation>
        <RunsStation way={way} startedAt={startedAt} order={order} />
        <SapStation way={way} startedAt={startedAt} order={order} sapOrder={sapOrder} />
        <SchedulerStation way={way} startedAt={startedAt} order={order} planned={planned} revision={request.Revision__c} />
        <ToldStation way={way} startedAt={startedAt} order={order} request={request} commitments={commitmentsFor(request, commitments)} />
      </ol>
    </Stack>
  );
}

function AnotherButton({ onAnother }: { readonly onAnother: () => void }) {
  return (
    <Button variant="default" size="xs" onClick={onAnother}>
      {t('way.another', 'Send another change')}
    </Button>
  );
}

function summaryOf({ runs, told, isOver, millrace }: Way): string {
  const [first] = runs;
  if (isOver && first !== undefined && told.at !== undefined)
    return t('way.over', 'CRM had its answer after {time}', { time: durationText(Date.parse(told.at) - Date.parse(first.startedAt)) });
  if (millrace.state === 'stopped') return t('way.stopped', 'It stands: see below what it waits for');
  return t('way.going', 'On its way');
}

interface AskedProps {
  readonly request: CrmChangeRequest;
  readonly requests: readonly CrmChangeRequest[];
  readonly crmOrder: CrmOrder | undefined;
}

function Asked({ request, requests, crmOrder }: AskedProps) {
  const items = askedItems(request, requests, crmOrder);
  const who = request.Requested_By__c ?? t('way.a-customer', 'The customer');
  return (
    <>
      <Text size="sm">
        {items.length === 0
          ? t('way.asks-nothing', '{who} asks for what was wanted before.', { who })
          : t('way.asks', '{who} wants it otherwise:', { who })}
        {request.Reason__c !== null && ` “${request.Reason__c}”`}
      </Text>
      <ul className="way-changes">
        {items.map(({ item, before, after }) => (
          <li key={item} className="number">
            {t('way.item', 'Item {item}', { item })}: {before !== '' && <del>{before}</del>} → <ins>{after}</ins>
          </li>
        ))}
      </ul>
    </>
  );
}
