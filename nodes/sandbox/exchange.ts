/**
 * One request to a simulated system on its way through the fault panel. Decides what the caller gets; the listener performs it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { contentHash } from './content-hash.ts';
import type { FaultPanel, FaultTarget } from './faults.ts';
import type { RecordLog } from './record.ts';
import type { Fault, RecordDraft, RecordEntry, Simulator, SimulatorRequest, SimulatorResponse } from './simulator.ts';

export type ExchangeOutcome =
  | { readonly type: 'answer'; readonly response: SimulatorResponse }
  /** The connection is reset instead of an answer. */
  | { readonly type: 'drop' }
  /** Accepted, never answered. */
  | { readonly type: 'hang' }
  /** One byte after the other. */
  | { readonly type: 'drip'; readonly response: SimulatorResponse; readonly millisecondsPerByte: number };

/** What is known of the exchange in which a simulator records something. */
interface ExchangeContext {
  readonly path: string;
  /** A fault that struck before the request was handled and is acted out later (`slow`, `malformed`). */
  fault?: Fault;
  dropped?: Fault;
  recorded: boolean;
  applied: boolean;
}

export interface ExchangeParts {
  readonly simulator: Simulator;
  readonly panel: FaultPanel;
  readonly record: RecordLog;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** What the exchange changed is on disk when this returns. `touched`: the simulator's own data may have changed. */
  readonly commit: (touched: boolean) => void;
}

const contexts = new AsyncLocalStorage<ExchangeContext>();
const BEFORE_HANDLING = ['hang', 'throttled', 'unavailable', 'html-500'] as const;

export async function performExchange(parts: ExchangeParts, request: SimulatorRequest): Promise<ExchangeOutcome> {
  const { simulator, panel, sleep } = parts;
  const { system } = simulator;
  const target = targetOf(simulator, request);
  const slow = panel.take(system, ['slow'], target);
  if (slow?.milliseconds !== undefined) await sleep(slow.milliseconds);
  const before = panel.take(system, BEFORE_HANDLING, target);
  if (before !== undefined) {
    recordUnreached(parts, request, target, before);
    parts.commit(false);
    if (before.kind === 'hang') return { type: 'hang' };
    return { type: 'answer', response: simulator.faultResponse(before.kind as 'throttled' | 'unavailable' | 'html-500', before) };
  }
  const malformed = panel.take(system, ['malformed'], target);
  const fault = malformed ?? slow;
  const context: ExchangeContext = { path: request.url, recorded: false, applied: false, ...(fault === undefined ? {} : { fault }) };
  const response = await contexts.run(context, async () => simulator.handle(request));
  // A refused write changed nothing; one that recorded nothing (a sign-in) may have.
  const touched = context.applied || (isWrite(request) && !context.recorded);
  if (touched || context.recorded || context.fault !== undefined) parts.commit(touched);
  if (context.dropped !== undefined) return { type: 'drop' };
  if (malformed === undefined) return { type: 'answer', response };
  if (malformed.milliseconds === undefined) return { type: 'answer', response: cutInHalf(response) };
  return { type: 'drip', response, millisecondsPerByte: malformed.milliseconds };
}

/** The record call of a host: marks the entry with the fault of the exchange it belongs to and notices writes whose answer is to be lost. */
export function recordInExchange(parts: Omit<ExchangeParts, 'sleep' | 'commit'>, draft: RecordDraft): RecordEntry {
  const context = contexts.getStore();
  const { system } = parts.simulator;
  if (context !== undefined) {
    context.recorded = true;
    context.applied ||= draft.applied;
    if (draft.applied && context.dropped === undefined) {
      const target = { operations: [draft.operation, context.path], keys: [draft.key], keyText: JSON.stringify(draft.detail ?? '') };
      const dropped = parts.panel.take(system, ['drop-answer'], target);
      if (dropped !== undefined) context.dropped = dropped;
    }
  }
  return parts.record.append(system, draft, parts.now(), context?.dropped?.kind ?? context?.fault?.kind);
}

/** The simulator acts a fault out itself: what it records from here on in this exchange names it. */
export function noteFault(fault: Fault): void {
  const context = contexts.getStore();
  if (context !== undefined) context.fault ??= fault;
}

function targetOf(simulator: Simulator, request: SimulatorRequest): FaultTarget {
  const path = `${request.method} ${decodedPath(request.url)}`;
  const intended = simulator.operationsOf?.(request);
  if (intended === undefined) {
    const body = request.body.toString('utf8');
    return { operations: [path, body], keys: [], keyText: `${path}\n${body}` };
  }
  return {
    operations: [path, ...intended.map(({ operation }) => operation)],
    keys: intended.flatMap(({ key }) => (key === undefined ? [] : [key])),
  };
}

function decodedPath(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** A write that the system's front door turned away: the tests count how often somebody knocked. */
function recordUnreached(
  { simulator, record, now }: ExchangeParts,
  request: SimulatorRequest,
  { operations, keys }: FaultTarget,
  fault: Fault,
): void {
  if (!isWrite(request)) return;
  const path = request.url.split('?')[0]!;
  const isKnown = simulator.operationsOf !== undefined && operations.length > 1;
  record.append(
    simulator.system,
    {
      operation: isKnown ? operations[1]! : `${request.method} ${path}`,
      object: 'request',
      key: keys[0] ?? path,
      hash: contentHash([request.method, request.url, request.body.toString('latin1')]),
      applied: false,
      refusal: 'Not reached: turned away by the fault panel.',
    },
    now(),
    fault.kind,
  );
}

const isWrite = ({ method }: SimulatorRequest): boolean => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';

/** An empty body gets the beginning of one: 204 cannot be malformed. */
function cutInHalf(response: SimulatorResponse): SimulatorResponse {
  const body = Buffer.from(response.body);
  const { 'content-length': _length, ...headers } = response.headers;
  if (body.length < 2) return { status: response.status === 204 ? 200 : response.status, headers, body: '{"' };
  return { ...response, headers, body: body.subarray(0, Math.floor(body.length / 2)) };
}
