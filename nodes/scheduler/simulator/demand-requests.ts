/** Demands: told with a revision, asked for, listed. */
import type { Json } from '#flows/json.ts';
import { contentHash } from '../../sandbox/content-hash.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { Demand, DemandAnswer, DemandLine } from '../contract.ts';
import { answerDemand } from './answer-demand.ts';
import { jsonAnswer, problem } from './http-answers.ts';
import { readPage } from './read-page.ts';
import { countedNow } from './run-plan.ts';
import type { SchedulerDesk, WriteEntry } from './scheduler-desk.ts';
import { orderedLine } from './scheduler-state.ts';
import { totalsOf } from './shipment-requests.ts';

export function upsertDemand(desk: SchedulerDesk, request: SimulatorRequest, demandId: string): SimulatorResponse {
  const entry: WriteEntry = { operation: 'upsert-demand', object: 'demand', key: demandId };
  const read = desk.readWrite(request, 'DemandBody', entry);
  if ('refusal' in read) return read.refusal;
  const told = read.value as unknown as Partial<Demand> & Pick<Demand, 'demandRevision' | 'lines'>;
  const before = Object.hasOwn(desk.state.demands, demandId) ? desk.state.demands[demandId] : undefined;
  const demand = toDemand(demandId, told, before, desk);
  const content = demand as unknown as Json;
  const { demandRevision } = demand;
  const known: WriteEntry = { ...entry, sequence: demandRevision };
  if (!/^\d{10}$/.test(demandId)) {
    return desk.refuse(request, known, content, {
      status: 400,
      code: 'invalid-body',
      detail: 'A demand id is a sales order of ten digits.',
    });
  }
  const twice = demand.lines.find(({ item }, index) => demand.lines.findIndex((other) => other.item === item) !== index);
  if (twice !== undefined)
    return desk.refuse(request, known, content, {
      status: 400,
      code: 'invalid-body',
      detail: `Item ${twice.item} stands in the demand twice.`,
    });
  if (before !== undefined && demandRevision < before.demandRevision) {
    return desk.refuse(request, known, content, {
      status: 409,
      code: 'older-revision',
      detail: `Demand ${demandId} is at revision ${before.demandRevision} already.`,
      more: { demandRevision: before.demandRevision },
    });
  }
  if (before !== undefined && demandRevision === before.demandRevision) {
    if (contentHash(before as unknown as Json) !== contentHash(content)) {
      return desk.refuse(request, known, content, {
        status: 409,
        code: 'revision-taken',
        detail: `Revision ${demandRevision} of demand ${demandId} is known with another content.`,
        more: { demandRevision },
      });
    }
    desk.record(request, known, content, { applied: false, refusal: 'Known already.' });
    return jsonAnswer(200, before);
  }
  desk.record(request, known, content, { applied: true, detail: { lines: demand.lines as unknown as Json } });
  desk.state = { ...desk.state, demands: { ...desk.state.demands, [demandId]: demand } };
  return jsonAnswer(before === undefined ? 201 : 200, demand);
}

/** In one order of members, so that equal content looks equal. */
function toDemand(
  demandId: string,
  { demandRevision, customerClass, priority, lines }: Partial<Demand> & Pick<Demand, 'demandRevision' | 'lines'>,
  before: Demand | undefined,
  { factory, state }: SchedulerDesk,
): Demand {
  const rank = priority ?? before?.priority;
  // The same revision told again was counted when it was told first.
  const again = before?.demandRevision === demandRevision ? before : undefined;
  const counted = (line: DemandLine): DemandLine => {
    const first = again?.lines.find(({ item }) => item === line.item);
    if (first === undefined || line.shippedBefore !== undefined) return countedNow(factory, state, demandId, line);
    return first.shippedBefore === undefined ? line : { ...line, shippedBefore: first.shippedBefore };
  };
  return {
    demandId,
    demandRevision,
    customerClass: customerClass ?? before?.customerClass ?? 'B',
    ...(rank === undefined ? {} : { priority: rank }),
    lines: lines.map((line) => counted(orderedLine(line))).sort((a, b) => (a.item < b.item ? -1 : 1)),
  };
}

export function readDemand(desk: SchedulerDesk, demandId: string): SimulatorResponse {
  if (!Object.hasOwn(desk.state.demands, demandId)) return problem(404, 'unknown-demand', `There is no demand ${demandId}.`);
  const commitment = commitmentOf(desk, demandId);
  return jsonAnswer(200, {
    ...desk.state.demands[demandId],
    shipments: totalsOf(desk, demandId),
    ...(commitment === undefined ? {} : { commitment }),
  });
}

export function listDemands(desk: SchedulerDesk, query: URLSearchParams): SimulatorResponse {
  const page = readPage(query, Object.keys(desk.state.demands).sort());
  if ('refusal' in page) return page.refusal;
  return jsonAnswer(200, { items: page.keys.map((demandId) => desk.state.demands[demandId]), ...page.next });
}

/** As the firm plan has it; undefined for a demand that was never planned. */
export function commitmentOf({ state }: SchedulerDesk, demandId: string): DemandAnswer | undefined {
  return Object.hasOwn(state.planned, demandId) ? answerDemand(state.schedule, state.planned[demandId]!) : undefined;
}

/** Commitments that changed after a plan, each in its latest state. */
export function listCommitments(desk: SchedulerDesk, query: URLSearchParams): SimulatorResponse {
  const after = query.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) return problem(400, 'invalid-query', '"after" is the planVersion that is known already.');
  const { changes, planVersion } = desk.state;
  const changed = Object.entries(changes)
    .filter(([, change]) => change.planVersion > Number(after))
    .map(([demandId, change]) => `${String(change.planVersion).padStart(12, '0')}-${demandId}`)
    .sort();
  const page = readPage(query, changed);
  if ('refusal' in page) return page.refusal;
  const items = page.keys.flatMap((key) => {
    const demandId = key.slice(13);
    const commitment = commitmentOf(desk, demandId);
    return commitment === undefined ? [] : [{ ...commitment, ...changes[demandId] }];
  });
  return jsonAnswer(200, { items, planVersion, ...page.next });
}
