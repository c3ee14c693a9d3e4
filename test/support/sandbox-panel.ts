/** The sandbox as a test uses it: faults, changes that customers ask for, and its record, which is the judge. */
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { Fault, FaultKind, RecordEntry, SimulatedSystem } from '#nodes/sandbox/simulator.ts';
import type { ChangeRequestOrder, TrafficTruth } from '#nodes/sandbox/traffic.ts';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { judgeChanges, judgeDemands } from '../oracle/judge-changes.mjs';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { comeToRest, listRuns, readRecord } from '../oracle/started-millrace.mjs';
import { type Api, eventually } from './api.ts';

const ENVIRONMENT = 'development';

export interface SandboxPanel {
  /** Gives what disarms it. */
  arm(fault: Omit<Fault, 'id'>): Promise<() => Promise<void>>;
  /** Waits until every armed fault of this kind has struck as often as it may. */
  struck(kind: FaultKind): Promise<void>;
  change(order: string, more?: Omit<ChangeRequestOrder, 'order'>): Promise<TrafficTruth>;
  /** Orders that may be changed and that no other test got. */
  orders(count: number): Promise<readonly string[]>;
  record(where?: Partial<RecordEntry>): Promise<readonly RecordEntry[]>;
  /** Waits until an entry like this is there. */
  recorded(where: Partial<RecordEntry>): Promise<RecordEntry>;
  /** Runs of order-change for this change request: one, unless something is wrong. */
  runsOf(changeId: string): Promise<readonly RunSummary[]>;
  /** Circuit and limits of a connection, so that a test does not wait for half a minute. */
  limit(system: SimulatedSystem, limits: { readonly [name: string]: number }): Promise<void>;
  /** Nothing is under way any more. */
  rest(): Promise<void>;
  /** What the record says against all that was asked for so far; empty lists when all is well. */
  judge(): Promise<{ readonly [kind: string]: readonly string[] }>;
}

export const NO_FAULTS = { lost: [], ghost: [], doubled: [], reordered: [], changed: [], stuck: [] };

export function createSandboxPanel(api: Api): SandboxPanel {
  let given = 0;
  const call = (method: 'GET' | 'POST', path: string, body?: unknown) => (method === 'GET' ? api.get(path) : api.send(method, path, body));

  async function record(where: Partial<RecordEntry> = {}): Promise<readonly RecordEntry[]> {
    const all = (await readRecord(call)) as readonly RecordEntry[];
    return all.filter((entry) => Object.entries(where).every(([name, value]) => entry[name as keyof RecordEntry] === value));
  }

  return {
    async arm(fault) {
      const { id } = await api.send<{ id: string }>('POST', '/api/sandbox/faults', fault);
      return async () => void (await api.raw('DELETE', `/api/sandbox/faults/${id}`));
    },
    async struck(kind) {
      await eventually(
        async () => (await api.get<readonly Fault[]>('/api/sandbox/faults')).every((fault) => fault.kind !== kind),
        `every ${kind} fault has struck`,
      );
    },
    change: (order, more) => api.send('POST', '/api/sandbox/change-requests', { order, ...more }),
    async orders(count) {
      const all =
        await api.get<readonly { SalesOrder: string; OverallDeliveryStatus: string; OverallSDDocumentRejectionSts: string }[]>(
          '/api/sandbox/view/sap/orders',
        );
      const open = all.filter((order) => order.OverallDeliveryStatus === 'A' && order.OverallSDDocumentRejectionSts === 'A');
      given += count;
      if (open.length < given) throw new Error(`The sandbox has only ${open.length} open orders.`);
      return open.slice(given - count, given).map(({ SalesOrder }) => SalesOrder);
    },
    record,
    recorded: (where) => eventually(async () => (await record(where))[0], `the record has ${JSON.stringify(where)}`),
    async runsOf(changeId) {
      return (await api.get<Page<RunSummary>>(`/api/runs?flow=order-change&key=${changeId}`)).items;
    },
    async limit(system, limits) {
      const path = `/api/environments/${ENVIRONMENT}/connections/${system}`;
      const { type, settings, revision } = await api.get<ConnectionView>(path);
      await api.send('PUT', path, { type, settings, limits }, { 'If-Match': `"${revision}"` });
    },
    rest: () => comeToRest(call) as Promise<void>,
    async judge() {
      const { truth } = await api.get<{ truth: readonly TrafficTruth[] }>('/api/sandbox/traffic');
      const all = await record();
      const runs = (await listRuns(call, { environment: ENVIRONMENT, flow: 'order-change' })) as readonly RunSummary[];
      const { faults } = judgeChanges({ truth, runs, record: all }) as { faults: Record<string, readonly string[]> };
      const demands = judgeDemands({ record: all }) as Record<string, readonly string[]>;
      return Object.fromEntries(Object.entries(faults).map(([kind, found]) => [kind, [...found, ...(demands[kind] ?? [])]]));
    },
  };
}
