/** Walks over the nodes of a body, and of the bodies in it, with what is known where each begins. From the drawing alone. */
import {
  addBit,
  addBits,
  type Bits,
  both,
  countBits,
  dropBit,
  except,
  hasBit,
  isSameBits,
  largestIn,
  meet,
  noBits,
  numbersIn,
} from './bits.ts';
import { close, copyOf, endedBy, type Facts, onBoth, setPorts } from './certain-steps.ts';
import type { NumberedDrawing, NumberedStep, Wire } from './numbered-drawing.ts';

/** What the nodes behind a body see of it. */
export interface Ended {
  readonly facts: Facts;
  readonly ran: Bits;
  /** Where the edges of these lead. */
  readonly left: Bits;
}

/** Where a body begins. */
export interface Begun {
  readonly facts: Facts;
  /** What may have run by then. */
  readonly reached: Bits;
  /** Where the edges of these lead. */
  readonly left: Bits;
  /** Ports by which a step has led here, if it ran at all; none of a step where another way beside it may have led here instead. */
  readonly by: Bits;
  /** What ran on each of the ways here, as long as nothing runs beside and there are few. */
  readonly ways: readonly Facts[];
  /** What may have run beside a step that waited, and of which no way tells whether it has. */
  readonly beside: Bits;
  readonly settled: boolean;
}

/** What is known when a node of a body has been walked over. */
export interface Walked extends Begun {
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

/** What a node sees. */
export type BegunNode = Begun & Pick<Walked, 'alone'>;

/** Node by node, sources before targets; gives what is certain when the body has ended whole. */
export function* walkBody(
  container: string | undefined,
  before: Begun,
  drawing: NumberedDrawing,
  see: (id: string, here: BegunNode) => void,
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
    see(checked.id, here);
    const inside = checked.manifest?.kind === 'container' ? yield* walkBody(checked.id, here, drawing, see) : undefined;
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
  const common = ways.map(({ wire, walked }) => endedBy(wire, walked.facts, walked.inside?.facts, drawing)).reduce(onBoth);
  const awaited = noBits(steps.length);
  const reached = noBits(steps.length);
  const left = noBits(steps.length);
  const gates = noBits(steps.length);
  const beside = noBits(steps.length);
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
    addBits(beside, walked.beside);
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
    // What ran beside a step that waited may have ended elsewhere, and the step began all the same.
    by: alone ? by : noBits(drawing.portCount),
    alone,
    waited: !late,
    ways: alone ? alternatives(ways, drawing) : [facts],
    beside: alone ? beside : except(reached, facts.certain),
    settled: alone || (before.settled && !late),
  };
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
      const ended = endedBy(wire, way, walked.inside?.facts, drawing);
      const known = found.findIndex(({ certain }) => isSameBits(certain, ended.certain));
      if (known === -1) found.push(ended);
      else found[known] = onBoth(found[known]!, ended);
      if (found.length > MOST_WAYS) return [];
    }
  }
  return found;
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
