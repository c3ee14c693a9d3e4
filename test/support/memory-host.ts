/** What a simulator needs of the sandbox, in memory: a fixed clock, a seeded random, the record as a list, faults as a list. */
import type { Fault, FaultKind, OutboundDelivery, RecordEntry, SimulatedSystem, SimulatorHost } from '#nodes/sandbox/simulator.ts';

export interface MemoryHost extends SimulatorHost {
  readonly records: RecordEntry[];
  readonly deliveries: OutboundDelivery[];
  /** Strikes once for the next matching exchange. */
  arm(kind: FaultKind, key?: string): void;
  /** Moves the clock; a simulator may give things done one after the other the same instant else. */
  tick(milliseconds: number): void;
}

export function createMemoryHost(system: SimulatedSystem, seed = 1, day = '2026-11-24'): MemoryHost {
  const records: RecordEntry[] = [];
  const deliveries: OutboundDelivery[] = [];
  const armed: { readonly kind: FaultKind; readonly key: string | undefined }[] = [];
  let now = Date.parse(`${day}T08:00:00.000Z`);
  let state = seed;
  return {
    seed,
    landscapeDay: day,
    records,
    deliveries,
    // Every look at the clock moves it, as in a real system two savings never share an instant.
    now: () => (now += 1),
    random: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
    record: (draft) => {
      const entry: RecordEntry = { ...draft, seq: records.length + 1, at: new Date(now).toISOString(), system };
      records.push(entry);
      return entry;
    },
    deliver: (message) => void deliveries.push(message),
    takeFault: (kind, _operation, key): Fault | undefined => {
      const at = armed.findIndex((one) => one.kind === kind && (one.key === undefined || one.key === key));
      if (at < 0) return undefined;
      armed.splice(at, 1);
      return { id: `fault-${kind}`, system, kind };
    },
    after: (_milliseconds, callback) => callback(),
    arm: (kind, key) => void armed.push({ kind, key }),
    tick: (milliseconds) => {
      now += milliseconds;
    },
  };
}
