/**
 * What a node sees of the steps before it (FTY-1): which have certainly run, and by which of their ports they may have ended. From the
 * drawing alone. A step that failed and whose port `error` leads on has an output, too: `{ error }`.
 */
import type { CheckedFlow } from '../check/checked-flow.ts';
import { LazyMap, type Names } from '../lazy-map.ts';
import {
  addBit,
  addBits,
  type Bits,
  both,
  countBits,
  dropBit,
  either,
  except,
  hasBit,
  isEmpty,
  isSameBits,
  largestIn,
  meet,
  noBits,
  numbersIn,
} from './bits.ts';
import { type NumberedDrawing, type NumberedStep, numberDrawing, portsIn, type Wire } from './numbered-drawing.ts';

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
   * not run then. One way where it cannot be told.
   */
  readonly ways: readonly ReadonlyMap<string, ReadonlySet<string>>[];
}

type Steps = SeenSteps['steps'];

/** Steps that have certainly run, and the ports by which they ended. What `ports` holds of other steps means nothing. */
interface Facts {
  readonly certain: Bits;
  readonly ports: Bits;
}

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
    { facts: nothing, reached: none, left: none, by: nothing.ports, ways: [nothing], settled: true },
    drawing,
    seen,
  );
  for (const [compensation, undone] of flow.compensations) {
    walkCompensation(compensation, undone, drawing, seen);
    yield;
  }
  return seen;
}

/** What the nodes behind a body see of it. */
interface Ended {
  readonly facts: Facts;
  readonly ran: Bits;
  /** Where the edges of these lead. */
  readonly left: Bits;
}

/** Where a body begins. */
interface Begun {
  readonly facts: Facts;
  /** What may have run by then. */
  readonly reached: Bits;
  /** Where the edges of these lead. */
  readonly left: Bits;
  /** Ports by which a step has led here, if it ran at all and nothing runs beside. */
  readonly by: Bits;
  /** What ran on each of the ways here, as long as nothing runs beside and there are few. */
  readonly ways: readonly Facts[];
  readonly settled: boolean;
}

/** What is known when a node of a body has been walked over. */
interface Walked extends Begun {
  /** Nothing runs beside it since the last step that waited for everything. */
  readonly alone: boolean;
  /** Everything that may have run before has ended. */
  readonly waited: boolean;
  /** What stands in a scope. */
  readonly inside?: Ended;
  /** Has ended when the node begins. */
  readonly awaited: Bits;
  /**
   * Steps before it in the body that waited for everything, without those that a way here is known to go past: that way stays one for all
   * that comes later, so nobody looks at them again.
   */
  readonly gates: Bits;
}

/** Gives what is certain when the body has ended whole. */
function* walkBody(
  container: string | undefined,
  before: Begun,
  drawing: NumberedDrawing,
  seen: Map<string, SeenSteps>,
): Generator<undefined, Ended, undefined> {
  const { flow, steps, bodies } = drawing;
  const none = noBits(steps.length);
  const after = new Map<number, Walked>();
  const body = bodies.get(container) ?? [];
  const isRoot = ({ incoming }: NumberedStep): boolean => incoming.every(({ from }) => steps[from]!.parent !== container);
  const isAlone = rootsStandAlone(body, container, before, drawing);
  const begun = copyOf(before.facts);
  for (const step of body) {
    const { checked, incoming } = step;
    const ways = incoming.flatMap((wire) => {
      const walked = steps[wire.from]!.parent === container ? after.get(wire.from) : undefined;
      return walked === undefined ? [] : [{ wire, walked }];
    });
    const root = isRoot(step);
    const begins = container !== undefined || checked.manifest?.kind === 'trigger';
    if (root ? flow.compensations.has(checked.id) || !begins : ways.length === 0) continue;
    if (root) setPorts(begun, step, step.possible);
    const here = root
      ? { ...before, awaited: none, alone: isAlone(step), waited: container === undefined, gates: none }
      : begunBehind(step, ways, before, after, drawing);
    seen.set(checked.id, seenOf(here, drawing));
    const inside = checked.manifest?.kind === 'container' ? yield* walkBody(checked.id, here, drawing, seen) : undefined;
    // What stands in a loop is seen only inside of it.
    after.set(step.number, { ...here, ...(inside === undefined || checked.node.type === 'core/for-each' ? {} : { inside }) });
    yield;
  }
  const ran = noBits(steps.length);
  const left = noBits(steps.length);
  for (const [number, { inside }] of after) {
    addBit(ran, number);
    addBits(left, steps[number]!.targets);
    if (inside === undefined) continue;
    addBits(ran, inside.ran);
    addBits(left, inside.left);
  }
  return { facts: container === undefined ? before.facts : close(begun, ran, drawing), ran, left };
}

interface Way {
  readonly wire: Wire;
  readonly walked: Walked;
}

/** The only node that a body begins with is as alone as the body. */
function rootsStandAlone(
  body: readonly NumberedStep[],
  container: string | undefined,
  { reached }: Begun,
  drawing: NumberedDrawing,
): (root: NumberedStep) => boolean {
  if (container === undefined) return () => true;
  const roots = body.filter(({ incoming, checked }) => incoming.length === 0 && !drawing.flow.compensations.has(checked.id));
  return ({ number }) => roots.length === 1 && !forks(number, reached, drawing);
}

function begunBehind(
  step: NumberedStep,
  ways: readonly Way[],
  before: Begun,
  after: ReadonlyMap<number, Walked>,
  drawing: NumberedDrawing,
): Omit<Walked, 'inside'> {
  const { steps, members } = drawing;
  const common = ways.map(({ wire, walked }) => endedBy(wire, walked.facts, walked.inside, drawing)).reduce(onBoth);
  const awaited = noBits(steps.length);
  const reached = noBits(steps.length);
  const left = noBits(steps.length);
  const gates = noBits(steps.length);
  const by = before.by.slice();
  for (const { wire, walked } of ways) {
    if (waitsForAll(step)) {
      addBits(awaited, walked.awaited);
      addBit(awaited, wire.from);
    }
    addBits(reached, walked.reached);
    addBit(reached, wire.from);
    addBits(left, walked.left);
    addBits(left, steps[wire.from]!.targets);
    if (walked.inside !== undefined) {
      addBits(reached, walked.inside.ran);
      addBits(left, walked.inside.left);
    }
    addBits(gates, walked.gates);
    if (walked.waited) addBit(gates, wire.from);
    addBits(by, walked.by);
    addBit(by, wire.port);
  }
  const late = meet(except(except(reached, awaited), before.reached), members.get(step.parent)!);
  const facts = close(common, awaited, drawing);
  const isAloneSince = (gate: Walked | undefined): boolean => gate !== undefined && !forks(step.number, reached, drawing, gate.reached);
  const alone = !forks(step.number, reached, drawing) || isAloneSince(lastGate(step.number, facts, reached, gates, after));
  return {
    facts,
    reached,
    left,
    awaited,
    gates,
    by,
    alone,
    waited: !late,
    ways: alone ? alternatives(ways, drawing) : [facts],
    settled: alone || (before.settled && !late),
  };
}

/** The facts behind an edge. What a scope leaves behind is certain unless it failed. */
function endedBy({ from, port }: Wire, facts: Facts, inside: Ended | undefined, { steps }: NumberedDrawing): Facts {
  const more = copyOf(facts);
  const step = steps[from]!;
  if (inside !== undefined && step.ports[port - step.firstPort] !== 'error') {
    for (const number of numbersIn(inside.facts.certain)) {
      const inner = steps[number]!;
      setPorts(
        more,
        inner,
        inner.ports.flatMap((_, at) => (hasBit(inside.facts.ports, inner.firstPort + at) ? [inner.firstPort + at] : [])),
      );
    }
  }
  setPorts(more, step, [port]);
  return more;
}

function copyOf({ certain, ports }: Facts): Facts {
  return { certain: certain.slice(), ports: ports.slice() };
}

/** Only in facts of one's own. */
function setPorts({ certain, ports }: Facts, { number, firstPort, ports: names }: NumberedStep, ended: readonly number[]): void {
  addBit(certain, number);
  for (let at = 0; at < names.length; at += 1) dropBit(ports, firstPort + at);
  for (const port of ended) addBit(ports, port);
}

/** What is certain on both ways. */
function onBoth(one: Facts, other: Facts): Facts {
  return { certain: both(one.certain, other.certain), ports: either(one.ports, other.ports) };
}

/**
 * A step ran as well when every port by which a certain step may have ended leads to it, and the node waits for it: so two parallel
 * ways that meet again are certain both, where neither could have died.
 */
function close(facts: Facts, awaited: Bits, { steps }: NumberedDrawing): Facts {
  const perhaps = except(awaited, facts.certain);
  if (isEmpty(perhaps)) return facts;
  const closed = copyOf(facts);
  const open = [...numbersIn(perhaps)];
  for (const number of open) {
    const step = steps[number]!;
    const { type, config } = step.checked.node;
    if (hasBit(closed.certain, number) || (type === 'core/join' && config['mode'] === 'count')) continue;
    if (!step.incoming.some(({ from }) => hasBit(closed.certain, from) && leadsAlways(steps[from]!, number, closed))) continue;
    setPorts(closed, step, step.possible);
    // What it leads to may be certain now: looked at again in this loop.
    for (const { to } of step.outgoing) if (hasBit(perhaps, to) && !hasBit(closed.certain, to)) open.push(to);
  }
  return closed;
}

/** By every port by which it may have ended. */
function leadsAlways({ firstPort, ports, outgoing }: NumberedStep, to: number, facts: Facts): boolean {
  return ports.every(
    (_, at) => !hasBit(facts.ports, firstPort + at) || outgoing.some((wire) => wire.to === to && wire.port === firstPort + at),
  );
}

function waitsForAll({ checked: { node } }: NumberedStep): boolean {
  return node.type !== 'core/join' || (node.config['mode'] ?? 'all') === 'all';
}

/** More make checking slow and tell little more. */
const MOST_WAYS = 8;

/** Ways on which the same steps ran are one. */
function alternatives(ways: readonly Way[], drawing: NumberedDrawing): readonly Facts[] {
  const found: Facts[] = [];
  for (const { wire, walked } of ways) {
    for (const way of walked.ways) {
      const ended = endedBy(wire, way, walked.inside, drawing);
      const known = found.findIndex(({ certain }) => isSameBits(certain, ended.certain));
      if (known === -1) found.push(ended);
      else found[known] = onBoth(found[known]!, ended);
      if (found.length > MOST_WAYS) return [];
    }
  }
  return found;
}

function seenOf({ facts, reached, by, ways, settled, alone }: Begun & Pick<Walked, 'alone'>, drawing: NumberedDrawing): SeenSteps {
  const { steps, numbers, triggers } = drawing;
  const seen = new LazyMap(namesOf(except(reached, triggers), drawing), (id): SeenStep => {
    const step = steps[numbers.get(id)!]!;
    const certain = hasBit(facts.certain, step.number);
    if (certain) return { certain, ports: portsIn(step, facts.ports) };
    const led = alone ? portsIn(step, by) : undefined;
    return { certain, ports: led !== undefined && led.size > 0 ? led : possiblePorts(step) };
  });
  return { steps: seen, settled, ways: alone && ways.length > 1 ? ways.map((way) => stepsOf(way, drawing)) : [stepsOf(facts, drawing)] };
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

/** The latest certain step that waited for everything and that all ways go through. Takes those that a way goes past out of `gates`. */
function lastGate(number: number, { certain }: Facts, reached: Bits, gates: Bits, after: ReadonlyMap<number, Walked>): Walked | undefined {
  const perhaps = both(gates, certain);
  for (let gate = largestIn(perhaps); gate !== undefined; gate = largestIn(perhaps)) {
    const walked = after.get(gate)!;
    const beside = except(walked.left, walked.reached);
    dropBit(beside, gate);
    if (!hasBit(beside, number) && !meet(beside, reached)) return walked;
    dropBit(perhaps, gate);
    dropBit(gates, gate);
  }
  return undefined;
}

/** Do two ways run side by side among what may have run before: two edges of one port, or two nodes that a container begins with? */
function forks(number: number, reached: Bits, { steps, forking, begins }: NumberedDrawing, ended?: Bits): boolean {
  const open = ended === undefined ? reached : except(reached, ended);
  for (const roots of begins.values()) if (countBits(both(roots, open)) > 1) return true;
  for (const step of numbersIn(both(forking, open))) {
    for (const targets of steps[step]!.forks) if (targets.filter((to) => to === number || hasBit(reached, to)).length > 1) return true;
  }
  return false;
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
  seen.set(id, { steps, settled: false, ways: [new Map()] });
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
