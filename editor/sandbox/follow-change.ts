/** A customer's change on its way through the systems, put together from what each of them says. Pure. */
import type { ObjectTimeline } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { isFinal } from '#flows/run.ts';
import type { CrmChangeRequest, CrmCommitment, CrmOrder } from './crm-records.ts';
import type { SapLogEntry, SapOrder } from './sap-order.ts';
import { bareNumber } from './sap-order.ts';

/**
 * done: it has happened · now: it is being done · stopped: somebody or something has to come first · refused: a system said no ·
 * skipped: the change ended before it came there · open: not yet.
 */
export type StationState = 'done' | 'now' | 'stopped' | 'refused' | 'skipped' | 'open';

export interface Station {
  readonly state: StationState;
  /** When it was reached. */
  readonly at?: string;
}

export interface ChangeWay {
  /** Runs that came of the change, oldest first. */
  readonly runs: readonly RunSummary[];
  readonly millrace: Station;
  readonly sap: Station;
  readonly scheduler: Station;
  readonly told: Station;
  /** Nothing more will happen by itself. */
  readonly isOver: boolean;
}

export interface FollowedChange {
  readonly request: CrmChangeRequest;
  /** All changes of the order. */
  readonly requests: readonly CrmChangeRequest[];
  /** Of the sales order; undefined: not known yet. */
  readonly timeline: ObjectTimeline | undefined;
}

/** The customer has the final word of us. */
const ANSWERED = new Set([
  'Committed',
  'Offered',
  'In_ERP_unconfirmed',
  'No_Change',
  'Stale',
  'Superseded',
  'Rejected',
  'Set_Aside',
  'Failed',
]);
const REFUSED = new Set(['Rejected', 'Set_Aside', 'Failed']);
/** Ended before SAP was asked to change anything. */
const NOT_NEEDED = new Set(['No_Change', 'Stale', 'Superseded']);

export function wayOf({ request, requests, timeline }: FollowedChange): ChangeWay {
  const runs = timeline === undefined ? [] : runsOfChange(request, requests, timeline);
  const ids = new Set(runs.map(({ runId }) => runId));
  const reached = (milestone: string) => timeline?.milestones.find((entry) => entry.milestone === milestone && ids.has(entry.runId))?.at;
  const isAnswered = ANSWERED.has(request.Status__c) && runs.length > 0 && runs.every(({ state }) => isFinal(state));
  const working = stationOfRuns(runs);
  const step = (at: string | undefined, comesNext: boolean): Station => {
    if (at !== undefined) return { state: 'done', at };
    if (isAnswered) return { state: REFUSED.has(request.Status__c) ? 'refused' : 'skipped' };
    if (!comesNext) return { state: 'open' };
    return { state: working.state === 'stopped' ? 'stopped' : working.state === 'done' || working.state === 'open' ? 'open' : 'now' };
  };
  const [inSap, demanded, scheduled, informed] = ['revised-in-sap', 'demand-sent', 'scheduled', 'customer-informed'].map(reached);
  const sap = NOT_NEEDED.has(request.Status__c) && inSap === undefined ? ({ state: 'skipped' } as const) : step(inSap, runs.length > 0);
  const scheduler =
    sap.state === 'refused' ? ({ state: 'skipped' } as const) : step(scheduled, demanded !== undefined || inSap !== undefined);
  const told: Station =
    isAnswered || informed !== undefined
      ? { state: REFUSED.has(request.Status__c) ? 'refused' : 'done', ...definedAt(informed ?? endOf(runs)) }
      : step(undefined, scheduled !== undefined);
  return { runs, millrace: working, sap, scheduler, told, isOver: isAnswered };
}

function definedAt(at: string | undefined): { readonly at?: string } {
  return at === undefined ? {} : { at };
}

function endOf(runs: readonly RunSummary[]): string | undefined {
  return runs.map(({ endedAt }) => endedAt).findLast((at) => at !== undefined);
}

function stationOfRuns(runs: readonly RunSummary[]): Station {
  const last = endOf(runs);
  if (runs.length === 0) return { state: 'now' };
  if (runs.some(({ state }) => state === 'held' || state === 'parked' || state === 'failed' || state === 'waiting'))
    return { state: 'stopped' };
  if (runs.some(({ state }) => !isFinal(state))) return { state: 'now' };
  return last === undefined ? { state: 'done' } : { state: 'done', at: last };
}

/**
 * The runs that the change itself has started, and the first answer of scheduling that came in after its demand was told and
 * before the next change's. Oldest first.
 */
export function runsOfChange(
  { Id, Revision__c }: CrmChangeRequest,
  requests: readonly CrmChangeRequest[],
  { runs, milestones }: Pick<ObjectTimeline, 'runs' | 'milestones'>,
): readonly RunSummary[] {
  const sorted = runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const firstOf = (id: string) => sorted.find(({ keys }) => keys['changeRequest'] === id);
  const first = firstOf(Id);
  if (first === undefined) return [];
  const own = sorted.filter(({ correlationId, keys }) => correlationId === first.correlationId || keys['changeRequest'] === Id);
  const ids = new Set(own.map(({ runId }) => runId));
  const toldAt = milestones.find(({ milestone, runId }) => milestone === 'demand-sent' && ids.has(runId))?.at;
  if (toldAt === undefined) return own;
  const next = requests
    .filter((one) => one.Revision__c > Revision__c)
    .flatMap(({ Id: id }) => firstOf(id)?.startedAt ?? [])
    .toSorted()[0];
  const others = new Set(requests.filter((one) => one.Id !== Id).flatMap((one) => firstOf(one.Id)?.correlationId ?? []));
  const answer = sorted.find(
    (run) =>
      !ids.has(run.runId) && !others.has(run.correlationId) && run.startedAt >= toldAt && (next === undefined || run.startedAt < next),
  );
  return answer === undefined ? own : [...own, answer];
}

/** What SAP's change log has of these runs. */
export function logEntriesOf(
  { changeLog }: Pick<SapOrder, 'changeLog'>,
  runs: readonly RunSummary[],
  user: string,
): readonly SapLogEntry[] {
  return changeLog.filter(
    (entry) =>
      entry.user === user && runs.some(({ startedAt, endedAt }) => entry.at >= startedAt && (endedAt === undefined || entry.at <= endedAt)),
  );
}

export interface AskedItem {
  readonly item: string;
  readonly before: string;
  readonly after: string;
}

interface WantedItem {
  readonly number: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly requestedDate?: string;
  readonly cancel?: boolean;
}

/** What the customer wants otherwise than before: against the change before it that was not refused, or else CRM's order. */
export function askedItems(
  request: CrmChangeRequest,
  requests: readonly CrmChangeRequest[],
  order: CrmOrder | undefined,
): readonly AskedItem[] {
  const previous = requests
    .filter((one) => one.Revision__c < request.Revision__c && !REFUSED.has(one.Status__c) && wantedItems(one).length > 0)
    .toSorted((a, b) => b.Revision__c - a.Revision__c)[0];
  const before = new Map(
    previous === undefined
      ? (order?.items ?? []).map((item) => [
          item.ERP_Item_Number__c ?? '',
          wishText({ number: '', quantity: String(item.Quantity), unit: item.Unit__c ?? '', requestedDate: item.ServiceDate ?? '' }),
        ])
      : wantedItems(previous).map((item) => [item.number, wishText(item)]),
  );
  return wantedItems(request).flatMap((item) => {
    const [was, is] = [before.get(item.number) ?? '', wishText(item)];
    return was === is ? [] : [{ item: bareNumber(item.number), before: was, after: is }];
  });
}

function wantedItems({ Items__c }: CrmChangeRequest): readonly WantedItem[] {
  try {
    const items = JSON.parse(Items__c ?? '[]') as unknown;
    return Array.isArray(items) ? (items as readonly WantedItem[]) : [];
  } catch {
    // Traffic also sends what cannot be read; its runs say so.
    return [];
  }
}

function wishText({ quantity = '', unit = '', requestedDate = '', cancel = false }: WantedItem): string {
  return cancel ? '0' : [`${quantity} ${unit}`.trim(), requestedDate].filter((part) => part !== '').join(', ');
}

/** Commitments that answer this revision or a later one. */
export function commitmentsFor({ Revision__c }: CrmChangeRequest, commitments: readonly CrmCommitment[]): readonly CrmCommitment[] {
  return commitments
    .filter((one) => (one.Revision__c ?? -1) >= Revision__c)
    .toSorted((a, b) => (a.ERP_Item_Number__c < b.ERP_Item_Number__c ? -1 : 1));
}
