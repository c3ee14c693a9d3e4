/** What Millrace, SAP, the scheduler and CRM have made of a followed change. */
import { Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { RunReason } from '../operations/run-table.tsx';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { type CrmChangeRequest, type CrmCommitment, statusText } from './crm-records.ts';
import { type ChangeWay, logEntriesOf } from './follow-change.ts';
import { OrderGantt, type PlannedOrder } from './order-gantt.tsx';
import { SANDBOX_ENVIRONMENT } from './sandbox-api.ts';
import { bareNumber, quantityText, type SapOrder } from './sap-order.ts';
import { type SapItemStanding, standingsAround } from './sap-order-at.ts';
import { movedBetween } from './schedule-bars.ts';
import { WayStation } from './way-station.tsx';

interface StationProps {
  readonly way: ChangeWay;
  readonly startedAt: string | undefined;
}

export function RunsStation({ way, startedAt, order }: StationProps & { readonly order: string }) {
  const { nameOf } = useFlowWords();
  return (
    <WayStation
      system="Millrace"
      title={t('way.runs', 'Millrace carries it')}
      where={t('way.millrace-is', 'what you are looking at')}
      station={way.millrace}
      startedAt={startedAt}
      link={{ label: t('change.all-runs', 'All runs of this order'), to: '/runs', search: { env: SANDBOX_ENVIRONMENT, key: order } }}
    >
      {way.runs.length === 0 && (
        <Text size="sm">
          {t('way.no-run', 'The message of CRM has not come in yet. While CRM is down or messages are held back it waits there.')}
        </Text>
      )}
      {way.runs.map((run) => (
        <Group key={run.runId} gap="xs">
          <StateBadge state={run.state} />
          <PageLink to={`/runs/${run.runId}`}>{nameOf(run.flowId)}</PageLink>
          {run.endedAt !== undefined && (
            <Text size="xs" c="dimmed" className="number">
              {durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt))}
            </Text>
          )}
          <RunReason run={run} />
          {run.state === 'waiting' && (
            <PageLink to="/approvals" search={{ env: SANDBOX_ENVIRONMENT }}>
              {t('way.decide', 'Decisions that wait')}
            </PageLink>
          )}
        </Group>
      ))}
    </WayStation>
  );
}

interface SapStationProps extends StationProps {
  readonly order: string;
  readonly sapOrder: SapOrder | undefined;
}

/** Under this name Millrace signs in to the sandbox's SAP. */
const OUR_USER = 'MILLRACE';

export function SapStation({ way, startedAt, order, sapOrder }: SapStationProps) {
  const entries = sapOrder === undefined ? [] : logEntriesOf(sapOrder, way.runs, OUR_USER);
  const standings = sapOrder === undefined || entries.length === 0 ? undefined : standingsAround(sapOrder, entries);
  return (
    <WayStation
      system="SAP"
      title={t('way.sap', 'SAP changes the order and checks what it can deliver')}
      where={t('way.sap-is', 'where the order is kept')}
      station={way.sap}
      startedAt={startedAt}
      link={{ label: t('way.sap-order', 'Order in SAP'), search: { tab: 'sap', order } }}
    >
      {standings === undefined ? (
        <Text size="sm" c="dimmed">
          {t('way.sap-none', 'This change has written nothing into the order.')}
        </Text>
      ) : (
        <Standings {...standings} />
      )}
    </WayStation>
  );
}

function Standings({ before, after }: { readonly before: readonly SapItemStanding[]; readonly after: readonly SapItemStanding[] }) {
  const known = new Map(before.map((standing) => [standing.item, standing]));
  return (
    <div className="table-scroll">
      <Table w="auto" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sap.item', 'Item')}</Table.Th>
            <Table.Th>{t('sap.material', 'Material')}</Table.Th>
            <Table.Th>{t('way.requested', 'Requested')}</Table.Th>
            <Table.Th>{t('way.confirmed', 'Confirmed by SAP')}</Table.Th>
            <Table.Th>{t('way.promised', 'Promise noted')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {after.map((standing) => {
            const was = known.get(standing.item);
            return (
              <Table.Tr key={standing.item}>
                <Table.Td className="number">{standing.item}</Table.Td>
                <Table.Td>{standing.text}</Table.Td>
                <Table.Td>
                  <Changed before={was === undefined ? undefined : requestedText(was)} after={requestedText(standing)} />
                </Table.Td>
                <Table.Td>
                  <Changed before={was === undefined ? undefined : confirmedText(was)} after={confirmedText(standing)} />
                </Table.Td>
                <Table.Td>
                  <Changed before={was?.promised} after={standing.promised} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Changed({ before, after }: { readonly before: string | undefined; readonly after: string }): ReactNode {
  const shown = after === '' ? '–' : after;
  if (before === after) return <span className="number">{shown}</span>;
  return (
    <span className="number way-changed">
      {before !== undefined && before !== '' && <del>{before}</del>} <ins>{shown}</ins>
    </span>
  );
}

function requestedText({ requested, unit, lines, rejected }: SapItemStanding): string {
  if (rejected) return t('way.cancelled', 'cancelled');
  return `${requested} ${unit}, ${[...new Set(lines.map(({ requestedDate }) => requestedDate))].filter((day) => day !== '').join(' + ')}`;
}

function confirmedText({ lines, unit }: SapItemStanding): string {
  const confirmed = lines.filter((line) => line.confirmed !== '' && Number(line.confirmed) !== 0);
  if (confirmed.length === 0) return t('way.unconfirmed', 'nothing yet');
  return confirmed.map((line) => `${line.confirmed} ${unit}, ${line.confirmedDate}`).join(' + ');
}

interface SchedulerStationProps extends StationProps {
  readonly order: string;
  readonly planned: PlannedOrder | undefined;
  readonly revision: number;
}

export function SchedulerStation({ way, startedAt, order, planned, revision }: SchedulerStationProps) {
  const isOurs = planned?.commitment?.demandRevision === revision;
  return (
    <WayStation
      system={t('system.scheduler', 'Scheduler')}
      title={t('way.scheduler', 'The scheduler plans the machines')}
      where={t('way.scheduler-is', 'where machines get their work')}
      station={way.scheduler}
      startedAt={startedAt}
      link={{ label: t('way.schedule', 'Whole schedule'), search: { tab: 'schedule', order } }}
    >
      {planned === undefined || planned.commitment === null || !isOurs ? (
        <Text size="sm" c="dimmed" className="number">
          {planned === undefined
            ? t('way.no-demand', 'The scheduler does not know the order.')
            : t('way.other-demand', 'The scheduler has planned revision {revision} of the order.', {
                revision: planned.commitment?.demandRevision ?? planned.demand.demandRevision,
              })}
        </Text>
      ) : (
        <PlannedText planned={planned} />
      )}
      {planned !== undefined && isOurs && <OrderGantt planned={planned} />}
    </WayStation>
  );
}

function PlannedText({ planned: { commitment, change, bars, barsBefore } }: { readonly planned: PlannedOrder }) {
  const late = commitment?.lines.filter(({ onTime }) => !onTime) ?? [];
  const fromStock = commitment?.lines.filter(({ operations }) => operations.length === 0).map(({ item }) => bareNumber(item)) ?? [];
  return (
    <Stacked>
      <Text size="sm" className="number">
        {t(
          'way.plan',
          'Plan {version}: {moved, plural, =0 {no operation moved} one {# operation moved} other {# operations moved}}, ready {date}.',
          {
            version: change?.planVersion ?? '–',
            moved: movedBetween(barsBefore, bars).size,
            date: commitment?.committedDate ?? '–',
          },
        )}{' '}
        {fromStock.length > 0 &&
          t('way.from-stock', '{count, plural, one {Item} other {Items}} {items}: from stock, no machine needed.', {
            count: fromStock.length,
            items: fromStock.join(', '),
          })}
      </Text>
      {late.map(({ item, requestedDate, committedDate, reason, blocking }) => (
        <Text key={item} size="sm" className="number">
          {t('way.late', 'Item {item} was wanted on {wanted} and is ready on {ready}', {
            item: bareNumber(item),
            wanted: requestedDate,
            ready: committedDate,
          })}
          {reason !== undefined && `: ${reason}${blocking === undefined ? '' : ` (${blocking})`}`}
        </Text>
      ))}
    </Stacked>
  );
}

function Stacked({ children }: { readonly children: ReactNode }) {
  return <div className="way-lines">{children}</div>;
}

interface ToldStationProps extends StationProps {
  readonly order: string;
  readonly request: CrmChangeRequest;
  readonly commitments: readonly CrmCommitment[];
}

export function ToldStation({ way, startedAt, order, request, commitments }: ToldStationProps) {
  return (
    <WayStation
      system="CRM"
      title={t('way.told', 'The customer knows')}
      where={t('way.crm-is', 'where sales and customers work')}
      station={way.told}
      startedAt={startedAt}
      link={{ label: t('way.crm-order', 'Order in CRM'), search: { tab: 'crm', order } }}
    >
      <Text size="sm">
        {t('way.status', 'The change is “{status}”.', { status: statusText(request.Status__c) })} {request.ERP_Message__c}
      </Text>
      {commitments.length > 0 && (
        <div className="table-scroll">
          <Table w="auto" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('sap.item', 'Item')}</Table.Th>
                <Table.Th>{t('way.wanted', 'Wanted')}</Table.Th>
                <Table.Th>{t('sap.promised', 'Promised')}</Table.Th>
                <Table.Th>{t('way.leaves', 'Leaves the plant')}</Table.Th>
                <Table.Th>{t('crm.status', 'Status')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {commitments.map((one) => (
                <Table.Tr key={one.Id}>
                  <Table.Td className="number">{bareNumber(one.ERP_Item_Number__c)}</Table.Td>
                  <Table.Td className="number">{one.Requested_Date__c ?? '–'}</Table.Td>
                  <Table.Td className="number">
                    {quantityText(String(one.Quantity__c ?? ''))} {one.Unit__c}, {one.Committed_Date__c ?? '–'}
                  </Table.Td>
                  <Table.Td className="number">{one.Goods_Issue_Date__c ?? '–'}</Table.Td>
                  <Table.Td>{statusText(one.Status__c ?? '–')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </WayStation>
  );
}
