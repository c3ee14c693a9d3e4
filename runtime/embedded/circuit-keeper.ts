/**
 * Circuit, rate and concurrency of every connection, shared by all flows of an environment (RTY-3); one that a plant has to itself is
 * a connection of its own. Few steps wait for a slot in
 * memory; the rest is held as rows, and comes back at the connection's own rate.
 */
import type { RunError } from '#flows/run.ts';
import {
  abandonTrial,
  admit,
  beginTrial,
  type Circuit,
  closedCircuit,
  connectionChanged,
  countsForCircuit,
  fail,
  maintenanceUntil,
  openByHand,
  succeed,
} from '../engine/circuit.ts';
import type { Clock } from '../engine/clock.ts';
import type { CalledConnection, CircuitView, ConnectionLimits } from '../engine/engine.ts';
import { type Bucket, fullBucket, takeToken } from '../engine/rate-limit.ts';

/** A slot of the connection; released when the attempt ends. */
export interface Admission {
  readonly called: CalledConnection;
  release(): void;
  succeeded(): void;
  failed(error: RunError): void;
}

export type Admitted =
  | { readonly kind: 'go'; readonly admission: Admission }
  | { readonly kind: 'hold'; readonly reason: 'circuit-open' | 'maintenance' | 'rate-limit' }
  /** Try again when called: a slot or a token is there. */
  | { readonly kind: 'queued' };

export interface CircuitKeeper {
  admit(called: CalledConnection, limits: ConnectionLimits, again: () => void): Admitted;
  isOpen(called: CalledConnection): boolean;
  /** A run's row says that it waits for the connection (committed, or found at start). */
  noteHeld(called: CalledConnection): void;
  configure(called: CalledConnection, limits: ConnectionLimits): void;
  /** Whoever it holds, or lets wait, looks again which connection it needs. */
  remove(called: CalledConnection): void;
  /** `since`, epoch ms: it was opened before this process began. */
  set(called: CalledConnection, state: 'open' | 'closed', since?: number): void;
  views(environment: string): readonly CircuitView[];
  stop(): void;
}

export interface Released {
  /** Rows that were read. */
  readonly found: number;
  /** Runs that are no longer held by the connection. */
  readonly released: number;
  /** Where it stopped. */
  readonly lastSeq: number;
}

export interface CircuitKeeperParts {
  readonly clock: Clock;
  /** Lets held runs (of one plant only, where it is named) go on, oldest first behind `after`. */
  release(called: CalledConnection, after: number, limit: number, plant?: string): Promise<Released>;
  readonly onError: (error: unknown) => void;
}

const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  concurrency: 10,
  openAfter: 5,
  trialAfterMs: 30_000,
  drainPerSecond: 50,
  maintenance: [],
};

const MOVED_AT_ONCE = 64;
const DRAIN_EVERY_MS = 100;
/** After rows could not be read or written. */
const DRAIN_AGAIN_MS = 1_000;

interface Gate {
  readonly called: CalledConnection;
  /** The connection was asked for or set up. Else rows alone speak of it (it was removed), and it is shown as long as there are any. */
  exists: boolean;
  limits: ConnectionLimits;
  circuit: Circuit;
  bucket: Bucket | undefined;
  inFlight: number;
  waiting: (() => void)[];
  held: number;
  /** How often a run was held here, ever: tells whether one was while the rows were being read. */
  noted: number;
  trialTimer: (() => void) | undefined;
  /** Where the last trial was taken from: each trial takes another run, so one bad message cannot keep the circuit open. */
  trialAfterSeq: number;
  drainTimer: (() => void) | undefined;
  /** The timer has not fired: it can be set anew. */
  drainSleeps: boolean;
  tokenTimer: (() => void) | undefined;
}

export function createCircuitKeeper({ clock, release, onError }: CircuitKeeperParts): CircuitKeeper {
  const gates = new Map<string, Gate>();
  let stopped = false;

  function gateOf(called: CalledConnection): Gate {
    const key = keyOf(called);
    let gate = gates.get(key);
    if (gate === undefined) {
      gate = {
        called,
        exists: false,
        limits: DEFAULT_CONNECTION_LIMITS,
        circuit: closedCircuit(clock.now()),
        bucket: undefined,
        inFlight: 0,
        waiting: [],
        held: 0,
        noted: 0,
        trialTimer: undefined,
        trialAfterSeq: 0,
        drainTimer: undefined,
        drainSleeps: false,
        tokenTimer: undefined,
      };
      gates.set(key, gate);
    }
    return gate;
  }

  function existingGate(called: CalledConnection): Gate {
    const gate = gateOf(called);
    gate.exists = true;
    return gate;
  }

  /** More wait as rows, not in memory. */
  function waitingRoom({ limits }: Gate): number {
    return Math.max(16, 2 * limits.concurrency);
  }

  function change(gate: Gate, next: Circuit): void {
    const before = gate.circuit;
    // What was still under way when it was removed says nothing about what comes in its place.
    if (!gate.exists && next.state !== 'closed') return;
    gate.circuit = next;
    if (before.state === next.state && before.nextTrialAt === next.nextTrialAt) return;
    if (next.state === 'open') {
      armTrial(gate);
      callAllWaiting(gate);
    }
    if (next.state === 'closed') {
      gate.trialTimer?.();
      gate.trialTimer = undefined;
      startDrain(gate);
    }
  }

  function armTrial(gate: Gate): void {
    gate.trialTimer?.();
    gate.trialTimer = undefined;
    const { nextTrialAt } = gate.circuit;
    if (nextTrialAt === undefined || gate.circuit.byHand === true) return;
    setTrialTimer(gate, Math.max(0, nextTrialAt - clock.now()));
  }

  function setTrialTimer(gate: Gate, delayMs: number): void {
    gate.trialTimer = clock.after(delayMs, () => {
      gate.trialTimer = undefined;
      if (isTried(gate)) tryOne(gate).catch((error: unknown) => tryLater(gate, error));
    });
  }

  /** The rows could not be read or written (a full disk): whoever is held there is not forgotten. */
  function tryLater(gate: Gate, error: unknown): void {
    onError(error);
    if (isTried(gate) && gate.trialTimer === undefined) setTrialTimer(gate, gate.limits.trialAfterMs);
  }

  /** One that a person opened is not, also where that came while a trial was under way. */
  function isTried({ circuit }: Gate): boolean {
    return circuit.state === 'open' && circuit.byHand !== true && !stopped;
  }

  async function tryOne(gate: Gate): Promise<void> {
    if (gate.held === 0) return;
    const maintenance = maintenanceUntil(gate.limits.maintenance, clock.now());
    if (maintenance !== undefined) {
      setTrialTimer(gate, maintenance - clock.now());
      return;
    }
    const { noted } = gate;
    let { found, released, lastSeq } = await release(gate.called, gate.trialAfterSeq, 1);
    if (found === 0 && gate.trialAfterSeq > 0) {
      ({ found, released, lastSeq } = await release(gate.called, 0, 1));
    }
    gate.trialAfterSeq = lastSeq;
    countReleased(gate, noted, found, released);
    // Should the released run not come to a call, the next one is tried.
    if (isTried(gate) && gate.trialTimer === undefined) {
      gate.circuit = { ...gate.circuit, nextTrialAt: Math.max(gate.circuit.nextTrialAt ?? 0, clock.now()) };
      setTrialTimer(gate, gate.limits.trialAfterMs);
    }
  }

  function startDrain(gate: Gate): void {
    if (gate.drainTimer !== undefined || gate.held === 0 || stopped) return;
    armDrain(gate, 0);
  }

  function armDrain(gate: Gate, delayMs: number): void {
    gate.drainSleeps = true;
    gate.drainTimer = clock.after(delayMs, () => {
      gate.drainSleeps = false;
      drain(gate).catch((error: unknown) => {
        onError(error);
        if (!stopped) armDrain(gate, DRAIN_AGAIN_MS);
      });
    });
  }

  /** A tenth of the rate every tenth of a second, and never more than there is room for. */
  async function drain(gate: Gate): Promise<void> {
    const share = Math.max(1, Math.round((gate.limits.drainPerSecond * DRAIN_EVERY_MS) / 1_000));
    const room = gate.limits.concurrency + waitingRoom(gate) - gate.inFlight - gate.waiting.length;
    const maintenance = maintenanceUntil(gate.limits.maintenance, clock.now());
    let next = Math.max(DRAIN_EVERY_MS, Math.round(1_000 / gate.limits.drainPerSecond));
    if (maintenance !== undefined) next = maintenance - clock.now();
    else if (gate.circuit.state !== 'closed') {
      gate.drainTimer = undefined;
      return;
    } else if (room > 0) {
      const { noted } = gate;
      const { found, released } = await release(gate.called, 0, Math.min(share, room));
      countReleased(gate, noted, found, released);
      if (gate.held === 0 && found === 0) {
        gate.drainTimer = undefined;
        return;
      }
    }
    if (stopped) gate.drainTimer = undefined;
    else armDrain(gate, next);
  }

  /** The plant has a connection of its own now: of its runs that are held here, each looks again which one it needs. */
  function moveHeld(gate: Gate, plant: string): void {
    moveAll(gate, plant).catch((error: unknown) => {
      onError(error);
      clock.after(DRAIN_AGAIN_MS, () => moveHeld(gate, plant));
    });
  }

  async function moveAll(gate: Gate, plant: string): Promise<void> {
    for (let after = 0; !stopped; ) {
      const { noted } = gate;
      const { found, released, lastSeq } = await release(gate.called, after, MOVED_AT_ONCE, plant);
      if (found === 0) return;
      gate.held = Math.max(gate.noted - noted, gate.held - released);
      after = lastSeq;
    }
  }

  /** Who was held while the rows were read may not be among them, and must not be forgotten with them. */
  function countReleased(gate: Gate, notedBefore: number, found: number, released: number): void {
    const since = gate.noted - notedBefore;
    gate.held = found === 0 ? since : Math.max(since, gate.held - released);
  }

  /** The circuit opened, or the connection is gone: whoever waited for a slot is told so. */
  function callAllWaiting(gate: Gate): void {
    for (const again of gate.waiting.splice(0)) again();
  }

  /** One that no longer wants its slot (its run ended) leaves it to the next; one that still may not go queues again. */
  function callWaiting(gate: Gate): void {
    for (let left = gate.waiting.length; left > 0 && gate.inFlight < gate.limits.concurrency; left -= 1)
      // Whoever is called may end at once and call the rest itself.
      gate.waiting.shift()?.();
  }

  function createAdmission(gate: Gate, trial: boolean): Admission {
    let open = true;
    let judged = false;
    return {
      called: gate.called,
      succeeded() {
        judged = true;
        change(gate, succeed(gate.circuit, clock.now()));
      },
      failed(error) {
        judged = true;
        if (countsForCircuit(error)) change(gate, fail(gate.circuit, clock.now(), error, gate.limits));
        else change(gate, succeed(gate.circuit, clock.now()));
      },
      release() {
        if (!open) return;
        open = false;
        gate.inFlight -= 1;
        if (trial && !judged) change(gate, abandonTrial(gate.circuit, clock.now(), gate.limits));
        callWaiting(gate);
        if (gate.held > 0 && gate.circuit.state === 'closed') startDrain(gate);
      },
    };
  }

  return {
    admit(called, limits, again) {
      const gate = existingGate(called);
      gate.limits = limits;
      const now = clock.now();
      const until = maintenanceUntil(limits.maintenance, now);
      if (until !== undefined) return { kind: 'hold', reason: 'maintenance' };
      const verdict = admit(gate.circuit, now);
      if (verdict === 'hold') return { kind: 'hold', reason: 'circuit-open' };
      if (gate.inFlight >= limits.concurrency) return queue(gate, again);
      if (limits.ratePerSecond !== undefined) {
        const size = { ratePerSecond: limits.ratePerSecond, burst: limits.burst ?? Math.max(1, limits.ratePerSecond) };
        const { bucket, waitMs } = takeToken(gate.bucket ?? fullBucket(size, now), size, now);
        gate.bucket = bucket;
        if (waitMs > 0) {
          const queued = queue(gate, again);
          if (queued.kind === 'queued')
            gate.tokenTimer ??= clock.after(waitMs, () => {
              gate.tokenTimer = undefined;
              callWaiting(gate);
            });
          return queued;
        }
      }
      gate.inFlight += 1;
      if (verdict === 'trial') change(gate, beginTrial(gate.circuit, now));
      return { kind: 'go', admission: createAdmission(gate, verdict === 'trial') };
    },
    isOpen(called) {
      const gate = gates.get(keyOf(called));
      return gate !== undefined && gate.circuit.state !== 'closed';
    },
    noteHeld(called) {
      const gate = gateOf(called);
      gate.held += 1;
      gate.noted += 1;
      if (gate.circuit.state === 'closed') startDrain(gate);
      else if (gate.circuit.state === 'open' && gate.trialTimer === undefined) armTrial(gate);
    },
    configure(called, limits) {
      const gate = existingGate(called);
      gate.limits = limits;
      change(gate, connectionChanged(gate.circuit, clock.now()));
      // It may have slept until a window's end that is another one now.
      if (gate.drainSleeps && !stopped) {
        gate.drainTimer?.();
        armDrain(gate, 0);
      }
      callWaiting(gate);
      const { plant, ...forAll } = called;
      const shared = gates.get(keyOf(forAll));
      if (plant !== undefined && shared !== undefined && shared.held > 0) moveHeld(shared, plant);
    },
    remove(called) {
      const gate = gates.get(keyOf(called));
      if (gate === undefined) return;
      gate.exists = false;
      gate.limits = DEFAULT_CONNECTION_LIMITS;
      change(gate, closedCircuit(clock.now()));
      callAllWaiting(gate);
    },
    set(called, state, since = clock.now()) {
      const gate = existingGate(called);
      change(gate, state === 'open' ? openByHand(since) : closedCircuit(clock.now()));
    },
    views(environment) {
      return [...gates.values()]
        .filter(({ called, exists, held }) => called.environment === environment && (exists || held > 0))
        .map((gate) => viewOf(gate, clock.now()));
    },
    stop() {
      stopped = true;
      for (const gate of gates.values()) {
        gate.trialTimer?.();
        gate.drainTimer?.();
        gate.tokenTimer?.();
      }
    },
  };

  function queue(gate: Gate, again: () => void): Admitted {
    if (gate.waiting.length >= waitingRoom(gate)) return { kind: 'hold', reason: 'rate-limit' };
    gate.waiting.push(again);
    return { kind: 'queued' };
  }
}

function keyOf({ environment, connection, plant = '' }: CalledConnection): string {
  return `${environment}\n${connection}\n${plant}`;
}

function viewOf({ called: { environment: _same, ...connection }, circuit, limits, held, inFlight }: Gate, now: number): CircuitView {
  const maintenance = maintenanceUntil(limits.maintenance, now);
  return {
    ...connection,
    state: maintenance === undefined ? circuit.state : 'maintenance',
    since: new Date(circuit.since).toISOString(),
    failures: circuit.failures,
    ...(circuit.nextTrialAt === undefined ? {} : { nextTrialAt: new Date(circuit.nextTrialAt).toISOString() }),
    ...(maintenance === undefined ? {} : { maintenanceUntil: new Date(maintenance).toISOString() }),
    ...(circuit.lastError === undefined ? {} : { lastError: circuit.lastError }),
    held,
    inFlight,
  };
}
