/** A scheduler for tests: a clock that stands still until it is moved, work that is done when the test says so. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { FaultKind, OutboundDelivery, RecordDraft, SimulatorHost, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { Demand, PlanAnswer, PlanRequest } from '../contract.ts';
import { findContractFaults } from './contract-faults.ts';
import { createSchedulerSimulator } from './scheduler-simulator.ts';

export const FIXTURE_DAY = '2026-11-30';

export interface Called {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: SimulatorResponse['headers'];
}

export function createScheduler(seed = 4711) {
  const records: RecordDraft[] = [];
  const deliveries: OutboundDelivery[] = [];
  const timers: (() => void)[] = [];
  const faults: { readonly kind: FaultKind; readonly operation: string; readonly key: string | undefined }[] = [];
  let now = Date.parse(`${FIXTURE_DAY}T08:00:00Z`);
  const host: SimulatorHost = {
    seed,
    landscapeDay: FIXTURE_DAY,
    now: () => now,
    random: () => 0.5,
    record(draft) {
      records.push(draft);
      return { ...draft, seq: records.length, at: new Date(now).toISOString(), system: 'scheduler' };
    },
    deliver: (message) => void deliveries.push(message),
    takeFault(kind, operation, key) {
      const keys = typeof key === 'string' ? [key] : (key ?? []);
      const at = faults.findIndex(
        (fault) => fault.kind === kind && operation === fault.operation && (fault.key === undefined || keys.includes(fault.key)),
      );
      return at < 0 ? undefined : { id: 'armed', system: 'scheduler', kind: faults.splice(at, 1)[0]!.kind };
    },
    after: (_milliseconds, callback) => void timers.push(callback),
  };
  const simulator = createSchedulerSimulator(host, { apiKey: 'key' });

  /** Synchronous, as the simulator is, and held against openapi.json. A text body is sent as it is. */
  function call(method: string, url: string, body?: Json, headers: { readonly [name: string]: string } = {}): Called {
    const answer = simulator.handle({
      method,
      url,
      headers: { authorization: 'Bearer key', ...headers },
      body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
    });
    if (answer instanceof Promise) throw new Error('the scheduler answers at once');
    const said = JSON.parse(String(answer.body)) as JsonObject;
    const faults = findContractFaults(method, url, answer.status, String(answer.headers['content-type']), said);
    if (faults.length > 0) throw new Error(`not as openapi.json says: ${faults.join(' · ')}`);
    return { status: answer.status, body: said, headers: answer.headers };
  }

  /** Everything that was put off, and what that puts off in turn. */
  function finish(): void {
    while (timers.length > 0) timers.shift()!();
  }

  return {
    simulator,
    host,
    records,
    deliveries,
    call,
    finish,
    /** One thing that was put off. */
    step: () => timers.shift()?.(),
    tick: (milliseconds: number) => {
      now += milliseconds;
    },
    arm: (kind: FaultKind, operation: string, key?: string) => void faults.push({ kind, operation, key }),
    demand: (demandId: string) => call('GET', `/v1/demands/${demandId}`).body as unknown as Demand,
    /** Tells a new revision of a demand with changes to its lines. */
    tell: (demand: Demand, demandRevision: number, change: Partial<Demand['lines'][number]> = {}, item?: string) =>
      call('PUT', `/v1/demands/${demand.demandId}`, {
        demandRevision,
        lines: demand.lines.map((line) => (item === undefined || line.item === item ? { ...line, ...change } : line)) as unknown as Json,
      }),
    /** Asks for a plan, lets it run and reads its answer. */
    plan: (request: PlanRequest): PlanAnswer => {
      const { planId } = call('POST', '/v1/plans', request as unknown as Json).body;
      finish();
      return call('GET', `/v1/plans/${String(planId)}`).body as unknown as PlanAnswer;
    },
  };
}
