/**
 * The fault panel: which faults are armed and which exchange they strike. Decides only; the exchange, the listeners and the
 * deliveries act them out, `lock`, `session-lost` and `schema-change` are asked for by the simulators themselves.
 */
import { ControlProblem } from './control-problem.ts';
import type { Fault, FaultKind, SandboxPart } from './simulator.ts';

export interface ArmedFault extends Fault {
  /** How often it has struck. */
  readonly struck: number;
}

/** Is this what the fault is narrowed to? Either may be left out. */
export interface FaultTarget {
  /** Operations and paths; one of them contains the fault's `operation`. */
  readonly operations: readonly string[];
  /** Business keys, compared without leading zeros. */
  readonly keys: readonly string[];
  /** Where keys are not known yet, or not all of them: text that may contain one. */
  readonly keyText?: string;
}

export interface FaultPanel {
  list(): readonly ArmedFault[];
  /** Throws a `ControlProblem` when the fault contradicts itself. */
  arm(draft: Omit<Fault, 'id'> & { readonly id?: string }): ArmedFault;
  /** False: there is none with this id. */
  disarm(id: string): boolean;
  clear(): void;
  /** The first armed fault of these kinds that strikes here; one of its `times` is used up. */
  take(system: SandboxPart, kinds: readonly FaultKind[], target: FaultTarget): Fault | undefined;
  isArmed(system: SandboxPart, kind: FaultKind): boolean;
  /** Called after every change of what is armed. */
  onChange(listener: () => void): void;
}

export function createFaultPanel(random: () => number, armedBefore: readonly ArmedFault[] = []): FaultPanel {
  let armed: readonly ArmedFault[] = armedBefore;
  const listeners: (() => void)[] = [];
  function change(next: readonly ArmedFault[]): void {
    armed = next;
    for (const listener of listeners) listener();
  }
  return {
    list: () => armed,
    arm(draft) {
      const problem = findContradiction(draft);
      if (problem !== undefined) throw new ControlProblem(400, 'invalid-fault', problem);
      const id = draft.id ?? freeId(armed);
      if (armed.some((fault) => fault.id === id)) throw new ControlProblem(409, 'fault-exists', `There is a fault "${id}" already.`);
      const fault: ArmedFault = { ...draft, id, struck: 0 };
      change([...armed, fault]);
      return fault;
    },
    disarm(id) {
      const left = armed.filter((fault) => fault.id !== id);
      if (left.length === armed.length) return false;
      change(left);
      return true;
    },
    clear: () => change([]),
    take(system, kinds, target) {
      for (const fault of armed) {
        if (fault.system !== system || !kinds.includes(fault.kind) || !strikes(fault, target)) continue;
        if (fault.probability !== undefined && random() >= fault.probability) continue;
        const struck = fault.struck + 1;
        const usedUp = fault.times !== undefined && struck >= fault.times;
        change(usedUp ? armed.filter((other) => other !== fault) : armed.map((other) => (other === fault ? { ...fault, struck } : other)));
        return fault;
      }
      return undefined;
    },
    isArmed: (system, kind) => armed.some((fault) => fault.system === system && fault.kind === kind),
    onChange: (listener) => listeners.push(listener),
  };
}

function freeId(armed: readonly ArmedFault[]): string {
  for (let number = 1; ; number++) {
    const id = `fault-${number}`;
    if (!armed.some((fault) => fault.id === id)) return id;
  }
}

function strikes(fault: Fault, { operations, keys, keyText = '' }: FaultTarget): boolean {
  const { operation, key } = fault;
  const operationFits =
    operation === undefined || operations.some((candidate) => candidate.toLowerCase().includes(operation.toLowerCase()));
  const keyFits = key === undefined || keys.some((candidate) => bareKey(candidate) === bareKey(key)) || keyText.includes(key);
  return operationFits && keyFits;
}

/** `4711` and `0000004711` are the same order. */
const bareKey = (key: string): string => key.replace(/^0+(?=\d+$)/, '');

const TAKES_MILLISECONDS: readonly FaultKind[] = ['slow', 'malformed', 'reorder', 'half-written'];
/** What only a plant that writes files gets wrong, and what else may strike it. */
const FILE_FAULTS: readonly FaultKind[] = ['half-written', 'cut-off', 'wrong-count', 'bad-rows', 'wrong-encoding'];
const PLANT_FAULTS: readonly FaultKind[] = [...FILE_FAULTS, 'outage', 'duplicate'];

function findContradiction(fault: Omit<Fault, 'id'>): string | undefined {
  if (fault.system === 'plant' && !PLANT_FAULTS.includes(fault.kind))
    return `A plant that only knows files has no ${fault.kind}; it has ${PLANT_FAULTS.join(', ')}.`;
  if (fault.system !== 'plant' && FILE_FAULTS.includes(fault.kind)) return `${fault.kind} is about files, and only the plant writes files.`;
  const { kind, operation, key, times, probability, milliseconds, retryAfter } = fault;
  if (kind === 'outage' && [operation, key, times, probability].some((narrowing) => narrowing !== undefined))
    return 'An outage strikes the whole system until it is removed: leave out operation, key, times and probability.';
  if (kind === 'slow' && milliseconds === undefined) return 'A slow system needs milliseconds: how long each answer takes.';
  if (milliseconds !== undefined && !TAKES_MILLISECONDS.includes(kind))
    return `milliseconds has no meaning for ${kind}; it belongs to ${TAKES_MILLISECONDS.join(', ')}.`;
  if (retryAfter !== undefined && kind !== 'throttled' && kind !== 'unavailable')
    return `retryAfter has no meaning for ${kind}; it belongs to throttled and unavailable.`;
  if (retryAfter !== undefined && !/^\d{1,9}$/.test(retryAfter) && Number.isNaN(Date.parse(retryAfter)))
    return `retryAfter is either whole seconds or an HTTP date such as "Wed, 21 Oct 2026 07:28:00 GMT", not "${retryAfter}".`;
  return undefined;
}
