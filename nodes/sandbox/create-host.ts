/** What the shell lends to one simulator: clock, chance, record, deliveries, faults and delayed work. */
import type { Deliveries } from './deliveries.ts';
import { noteFault, recordInExchange } from './exchange.ts';
import type { FaultPanel } from './faults.ts';
import type { RecordLog } from './record.ts';
import type { SeededDraws } from './seeded-draws.ts';
import type { SimulatedSystem, Simulator, SimulatorHost } from './simulator.ts';

export interface HostParts {
  readonly system: SimulatedSystem;
  readonly seed: number;
  readonly landscapeDay: () => string;
  readonly now: () => number;
  readonly draws: SeededDraws;
  readonly record: RecordLog;
  readonly panel: FaultPanel;
  readonly deliveries: Deliveries;
  /** The simulator that this host serves; asked for after it was made. */
  readonly simulator: () => Simulator;
  /** Delayed work has run: keep what it changed. */
  readonly commit: () => void;
}

/** A host, and the way to forget all delayed work. */
export function createHost(parts: HostParts): { readonly host: SimulatorHost; readonly cancelTimers: () => void } {
  const { system, panel, record, now, draws, deliveries } = parts;
  const timers = new Set<NodeJS.Timeout>();
  const host: SimulatorHost = {
    seed: parts.seed,
    get landscapeDay() {
      return parts.landscapeDay();
    },
    now,
    random: () => draws.next(),
    record: (draft) => recordInExchange({ simulator: parts.simulator(), panel, record, now }, draft),
    deliver: (message) => deliveries.queue(system, message),
    takeFault(kind, operation, key) {
      const fault = panel.take(system, [kind], { operations: [operation], keys: typeof key === 'string' ? [key] : (key ?? []) });
      if (fault !== undefined) noteFault(fault);
      return fault;
    },
    after(milliseconds, callback) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        try {
          callback();
        } catch (error) {
          console.error(`${system}: delayed work failed: ${error instanceof Error ? error.stack : String(error)}`);
        }
        parts.commit();
      }, milliseconds);
      timers.add(timer);
    },
  };
  return {
    host,
    cancelTimers() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
