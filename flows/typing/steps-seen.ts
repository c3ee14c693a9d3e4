/**
 * What a node sees of the steps before it (FTY-1): which have certainly run, and by which of their ports they may have ended. From the
 * drawing alone. A step that failed and whose port `error` leads on has an output, too: `{ error }`.
 */
import type { CheckedFlow } from '../check/checked-flow.ts';
import { LazyMap, type Names } from '../lazy-map.ts';
import { type Bits, countBits, except, hasBit, noBits, numbersIn } from './bits.ts';
import type { Facts } from './certain-steps.ts';
import { type NumberedDrawing, type NumberedStep, numberDrawing, portsIn } from './numbered-drawing.ts';
import { type BegunNode, walkBody } from './walk-body.ts';

export interface SeenStep {
  /** It has run whenever the node begins. Otherwise `steps.<id>` may be missing. */
  readonly certain: boolean;
  /** Names of the ports by which it may have ended. */
  readonly ports: ReadonlySet<string>;
}

export interface SeenSteps {
  readonly steps: ReadonlyMap<string, SeenStep>;
  /** Nothing that it sees can still be under way when it begins: no join before it goes on early. */
  readonly settled: boolean;
  /**
   * Where nothing runs side by side: the ways here, each with the steps that ran on it and the ports by which they ended. All others have
   * not run then, but those of `beside`. One way where it cannot be told.
   */
  readonly ways: readonly ReadonlyMap<string, ReadonlySet<string>>[];
  /** Whether the step may have run beside one that waited for everything: then no way tells of it. */
  beside(id: string): boolean;
}

type Steps = SeenSteps['steps'];

/** For every node that the trigger leads to, and for compensations. */
export function findSeenSteps(flow: CheckedFlow): ReadonlyMap<string, SeenSteps> {
  return restOf(findSeenInParts(flow));
}

/** What is left of it, in one go. */
export function restOf(finding: SeenInParts): ReadonlyMap<string, SeenSteps> {
  let part = finding.next();
  while (part.done !== true) part = finding.next();
  return part.value;
}

/** Node by node: for those who have something else to do between. */
export type SeenInParts = Iterator<undefined, ReadonlyMap<string, SeenSteps>, undefined>;

export function* findSeenInParts(flow: CheckedFlow): Generator<undefined, ReadonlyMap<string, SeenSteps>, undefined> {
  const seen = new Map<string, SeenSteps>();
  const drawing = numberDrawing(flow);
  const none = noBits(drawing.steps.length);
  const nothing = { certain: none, ports: noBits(drawing.portCount) };
  yield;
  yield* walkBody(
    undefined,
    { facts: nothing, reached: none, left: none, by: nothing.ports, ways: [nothing], beside: none, settled: true },
    drawing,
    (id, here) => seen.set(id, seenOf(here, drawing)),
  );
  for (const [compensation, undone] of flow.compensations) {
    walkCompensation(compensation, undone, drawing, seen);
    yield;
  }
  return seen;
}

function seenOf({ facts, reached, by, ways, beside, settled, alone }: BegunNode, drawing: NumberedDrawing): SeenSteps {
  const { steps, numbers, triggers } = drawing;
  const seen = new LazyMap(namesOf(except(reached, triggers), drawing), (id): SeenStep => {
    const step = steps[numbers.get(id)!]!;
    const certain = hasBit(facts.certain, step.number);
    if (certain) return { certain, ports: portsIn(step, facts.ports) };
    const led = alone ? portsIn(step, by) : undefined;
    return { certain, ports: led !== undefined && led.size > 0 ? led : possiblePorts(step) };
  });
  return {
    steps: seen,
    settled,
    ways: alone && ways.length > 1 ? ways.map((way) => stepsOf(way, drawing)) : [stepsOf(facts, drawing)],
    beside: (id) => hasBit(beside, numbers.get(id)!),
  };
}

function stepsOf({ certain, ports }: Facts, drawing: NumberedDrawing): SeenSteps['ways'][number] {
  const { steps, numbers, triggers } = drawing;
  return new LazyMap(namesOf(except(certain, triggers), drawing), (id) => portsIn(steps[numbers.get(id)!]!, ports));
}

function namesOf(bits: Bits, { steps, numbers }: NumberedDrawing): Names {
  return {
    get size() {
      return countBits(bits);
    },
    has(id) {
      const number = numbers.get(id);
      return number !== undefined && hasBit(bits, number);
    },
    *keys() {
      for (const number of numbersIn(bits)) yield steps[number]!.checked.id;
    },
  };
}

function possiblePorts(step: NumberedStep): ReadonlySet<string> {
  return new Set(step.possible.map((port) => step.ports[port - step.firstPort]!));
}

/** It sees what stood before the step that it undoes, and that step. */
function walkCompensation(compensation: string, undone: readonly string[], drawing: NumberedDrawing, seen: Map<string, SeenSteps>): void {
  const views = undone.flatMap((id) => {
    const before = seen.get(id);
    return before === undefined ? [] : [withPerhaps(before.steps, id, drawing)];
  });
  // Nothing leads to what it undoes: then nothing is known of it.
  if (views.length === 0) return;
  const all = new Map<string, SeenStep>();
  for (const id of union(views.map((view) => view.keys()))) {
    const known = views.map((view) => view.get(id));
    all.set(id, {
      certain: known.every((one) => one?.certain === true),
      ports: union(known.map((one) => one?.ports ?? [])),
    });
  }
  follow(compensation, all, drawing, seen);
}

/** What a compensation leads to sees the same, and it. */
function follow(id: string, steps: Steps, drawing: NumberedDrawing, seen: Map<string, SeenSteps>): void {
  if (seen.has(id)) return;
  seen.set(id, { steps, settled: false, ways: [new Map()], beside: () => true });
  for (const { to } of drawing.flow.graph.outgoing.get(id) ?? []) follow(to, withPerhaps(steps, id, drawing), drawing, seen);
}

function withPerhaps(steps: Steps, id: string, drawing: NumberedDrawing): Steps {
  return new Map([...steps, [id, { certain: false, ports: possiblePorts(drawing.steps[drawing.numbers.get(id)!]!) }]]);
}

function union(sets: readonly Iterable<string>[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}
