/**
 * What a node sees of the steps before it (FTY-1): which have certainly run, and by which of their ports they may have ended. From the
 * drawing alone. A step that failed and whose port `error` leads on has an output, too: `{ error }`.
 */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import { defaultPort } from '../derive-ports.ts';
import { topologicalOrder } from '../graph.ts';

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

/** Ports by which steps ended that have certainly run. */
type Facts = ReadonlyMap<string, ReadonlySet<string>>;

/** For every node that the trigger leads to, and for compensations. */
export function findSeenSteps(flow: CheckedFlow): ReadonlyMap<string, SeenSteps> {
  const seen = new Map<string, SeenSteps>();
  walkBody(undefined, { facts: new Map(), reached: new Set(), by: new Map(), ways: [new Map()], settled: true }, walkOf(flow), seen);
  for (const [compensation, undone] of flow.compensations) walkCompensation(compensation, undone, flow, seen);
  return seen;
}

interface Walk {
  readonly flow: CheckedFlow;
  /** Nodes by the container that they stand in, sources before targets. */
  readonly bodies: ReadonlyMap<string | undefined, readonly CheckedNode[]>;
}

function walkOf(flow: CheckedFlow): Walk {
  const bodies = new Map<string | undefined, CheckedNode[]>();
  for (const id of topologicalOrder(flow.graph)) {
    const checked = flow.nodes.get(id)!;
    const body = bodies.get(checked.node.parent) ?? [];
    bodies.set(checked.node.parent, body);
    body.push(checked);
  }
  return { flow, bodies };
}

/** What the nodes behind a body see of it. */
interface Ended {
  readonly facts: Facts;
  readonly ran: ReadonlySet<string>;
}

/** Where a body begins. */
interface Begun {
  readonly facts: Facts;
  /** What may have run by then. */
  readonly reached: ReadonlySet<string>;
  /** Ports by which a step has led here, if it ran at all and nothing runs beside. */
  readonly by: Facts;
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
  readonly awaited: ReadonlySet<string>;
}

/** Gives what is certain when the body has ended whole. */
function walkBody(container: string | undefined, before: Begun, walk: Walk, seen: Map<string, SeenSteps>): Ended {
  const { flow, bodies } = walk;
  const after = new Map<string, Walked>();
  const roots: string[] = [];
  for (const checked of bodies.get(container) ?? []) {
    const { id } = checked;
    const incoming = flow.graph.incoming.get(id)!.filter(({ from }) => flow.nodes.get(from)!.node.parent === checked.node.parent);
    const isRoot = incoming.length === 0;
    const begins = container !== undefined || checked.manifest?.kind === 'trigger';
    const ways = incoming.flatMap(({ from, port }) => {
      const walked = after.get(from);
      return walked === undefined ? [] : [{ from: flow.nodes.get(from)!, port, walked }];
    });
    if (isRoot ? flow.compensations.has(id) || !begins : ways.length === 0) continue;
    if (isRoot) roots.push(id);
    const here = isRoot ? { ...before, awaited: NONE, ...rootOf(id, before, walk) } : begunBehind(checked, ways, before, after, flow);
    seen.set(id, seenOf(here, flow));
    const inside = checked.manifest?.kind === 'container' ? walkBody(id, here, walk, seen) : undefined;
    // What stands in a loop is seen only inside of it.
    after.set(id, { ...here, ...(inside === undefined || checked.node.type === 'core/for-each' ? {} : { inside }) });
  }
  const ran = new Set<string>();
  for (const [id, { inside }] of after) {
    ran.add(id);
    for (const inner of inside?.ran ?? []) ran.add(inner);
  }
  const begun = new Map(before.facts);
  for (const root of roots) begun.set(root, possiblePorts(flow.nodes.get(root)!, flow));
  return { facts: container === undefined ? before.facts : close(begun, ran, flow), ran };
}

const NONE: ReadonlySet<string> = new Set();

interface Way {
  readonly from: CheckedNode;
  readonly port: string | undefined;
  readonly walked: Walked;
}

/** The only node that a body begins with is as alone as the body. */
function rootOf(id: string, { reached }: Begun, { flow, bodies }: Walk): Pick<Walked, 'alone' | 'waited'> {
  const { parent } = flow.nodes.get(id)!.node;
  const roots = (bodies.get(parent) ?? []).filter(
    (other) => flow.graph.incoming.get(other.id)!.length === 0 && !flow.compensations.has(other.id),
  );
  return { alone: parent === undefined || (roots.length === 1 && !forks(id, reached, NONE, flow)), waited: parent === undefined };
}

function begunBehind(
  checked: CheckedNode,
  ways: readonly Way[],
  before: Begun,
  after: ReadonlyMap<string, Walked>,
  flow: CheckedFlow,
): Omit<Walked, 'inside'> {
  const common = ways.map(({ from, port, walked }) => endedBy(from, port, walked)).reduce((one, other) => both(one, other));
  const awaited = waitsForAll(checked) ? union(ways.map(({ from, walked }) => new Set([from.id, ...walked.awaited]))) : NONE;
  const reached = union(ways.map(({ from, walked }) => new Set([...walked.reached, ...(walked.inside?.ran ?? []), from.id])));
  const late = [...reached].some(
    (id) => !awaited.has(id) && !before.reached.has(id) && flow.nodes.get(id)!.node.parent === checked.node.parent,
  );
  const by = new Map(before.by);
  for (const { from, port, walked } of ways) {
    for (const [id, ports] of walked.by) by.set(id, union([by.get(id) ?? NONE, ports]));
    by.set(from.id, union([by.get(from.id) ?? NONE, new Set([nameOfPort(from, port)])]));
  }
  const facts = close(common, awaited, flow);
  const alone = !forks(checked.id, reached, endedBefore(checked.id, facts, reached, after, flow), flow);
  return {
    facts,
    reached,
    awaited,
    by,
    alone,
    waited: !late,
    ways: alone ? alternatives(ways) : [facts],
    settled: alone || (before.settled && !late),
  };
}

/** The facts behind an edge. What a scope leaves behind is certain unless it failed. */
function endedBy(
  from: CheckedNode,
  port: string | undefined,
  { facts, inside }: { readonly facts: Facts; readonly inside?: Ended },
): Facts {
  const by = nameOfPort(from, port);
  const more = new Map(facts);
  if (inside !== undefined && by !== 'error') for (const [id, ports] of inside.facts) more.set(id, ports);
  more.set(from.id, new Set([by]));
  return more;
}

/** What is certain on both ways. */
function both(one: Facts, other: Facts): Facts {
  const common = new Map<string, ReadonlySet<string>>();
  for (const [id, ports] of one) {
    const others = other.get(id);
    if (others !== undefined) common.set(id, others === ports ? ports : new Set([...ports, ...others]));
  }
  return common;
}

/**
 * A step ran as well when every port by which a certain step may have ended leads to it, and the node waits for it: so two parallel
 * ways that meet again are certain both, where neither could have died.
 */
function close(facts: Facts, awaited: ReadonlySet<string>, flow: CheckedFlow): Facts {
  const closed = new Map(facts);
  const open = [...facts.keys()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const ports = closed.get(id)!;
    const targets = new Map<string, Set<string>>();
    for (const { port, to } of flow.graph.outgoing.get(id) ?? []) {
      if (!awaited.has(to) || closed.has(to)) continue;
      const by = targets.get(to) ?? new Set();
      targets.set(to, by.add(nameOfPort(flow.nodes.get(id)!, port)));
    }
    for (const [target, by] of targets) {
      const node = flow.nodes.get(target)!;
      if (node.node.config['mode'] === 'count' && node.node.type === 'core/join') continue;
      if (![...ports].every((port) => by.has(port))) continue;
      closed.set(target, possiblePorts(node, flow));
      open.push(target);
    }
  }
  return closed;
}

/** A step that fails without an edge at `error` ends the run, or what is around it. */
function possiblePorts({ id, ports = [] }: CheckedNode, { graph }: CheckedFlow): ReadonlySet<string> {
  const caught = (graph.outgoing.get(id) ?? []).some(({ port }) => port === 'error');
  return new Set(ports.filter(({ kind }) => kind !== 'error' || caught).map(({ name }) => name));
}

function waitsForAll({ node }: CheckedNode): boolean {
  return node.type !== 'core/join' || (node.config['mode'] ?? 'all') === 'all';
}

/** More make checking slow and tell little more. */
const MOST_WAYS = 8;

/** Ways on which the same steps ran are one. */
function alternatives(ways: readonly Way[]): readonly Facts[] {
  const found = new Map<string, Facts>();
  for (const { from, port, walked } of ways) {
    for (const way of walked.ways) {
      const ended = endedBy(from, port, { ...walked, facts: way });
      const key = [...ended.keys()].sort().join(' ');
      const known = found.get(key);
      found.set(key, known === undefined ? ended : both(known, ended));
      if (found.size > MOST_WAYS) return [];
    }
  }
  return [...found.values()];
}

function seenOf({ facts, reached, by, ways, settled, alone }: Begun & Pick<Walked, 'alone'>, flow: CheckedFlow): SeenSteps {
  const seen = new Map<string, SeenStep>();
  for (const step of reached) {
    const node = flow.nodes.get(step)!;
    if (node.manifest?.kind === 'trigger') continue;
    const ports = facts.get(step);
    const led = alone ? by.get(step) : undefined;
    seen.set(step, { certain: ports !== undefined, ports: ports ?? led ?? possiblePorts(node, flow) });
  }
  return { steps: seen, settled, ways: alone && ways.length > 1 ? ways.map((way) => stepsOf(way, flow)) : [stepsOf(facts, flow)] };
}

function stepsOf(facts: Facts, { nodes }: CheckedFlow): Facts {
  return new Map([...facts].filter(([id]) => nodes.get(id)!.manifest?.kind !== 'trigger'));
}

/** What had ended when a certain step began that waited for everything, and from where all ways go through that step. */
function endedBefore(
  id: string,
  facts: Facts,
  reached: ReadonlySet<string>,
  after: ReadonlyMap<string, Walked>,
  { graph }: CheckedFlow,
): ReadonlySet<string> {
  const late = [...facts.keys()].flatMap((step) => {
    const walked = after.get(step);
    return walked?.waited === true ? [{ step, walked }] : [];
  });
  // The latest leaves least to look at.
  for (const { step, walked } of late.sort((a, b) => b.walked.reached.size - a.walked.reached.size)) {
    const passes = [...walked.reached].some((earlier) =>
      graph.outgoing.get(earlier)!.some(({ to }) => to !== step && !walked.reached.has(to) && (to === id || reached.has(to))),
    );
    if (!passes) return walked.reached;
  }
  return NONE;
}

/** Do two ways run side by side among what may have run before: two edges of one port, or two nodes that a container begins with? */
function forks(id: string, reached: ReadonlySet<string>, ended: ReadonlySet<string>, { graph, nodes }: CheckedFlow): boolean {
  const begun = new Set<string | undefined>();
  for (const step of reached) {
    if (ended.has(step)) continue;
    const { parent } = nodes.get(step)!.node;
    if (parent !== undefined && graph.incoming.get(step)!.length === 0) {
      if (begun.has(parent)) return true;
      begun.add(parent);
    }
    const left = new Set<string>();
    for (const { port, to } of graph.outgoing.get(step)!) {
      if (to !== id && !reached.has(to)) continue;
      const name = nameOfPort(nodes.get(step)!, port);
      if (left.has(name)) return true;
      left.add(name);
    }
  }
  return false;
}

function nameOfPort({ ports = [] }: CheckedNode, port: string | undefined): string {
  return port ?? defaultPort(ports) ?? 'out';
}

/** It sees what stood before the step that it undoes, and that step. */
function walkCompensation(compensation: string, undone: readonly string[], flow: CheckedFlow, seen: Map<string, SeenSteps>): void {
  const views = undone.flatMap((id) => {
    const before = seen.get(id);
    return before === undefined ? [] : [withPerhaps(before.steps, id, flow)];
  });
  // Nothing leads to what it undoes: then nothing is known of it.
  if (views.length === 0) return;
  const all = new Map<string, SeenStep>();
  for (const id of union(views.map((view) => new Set(view.keys())))) {
    const known = views.map((view) => view.get(id));
    all.set(id, {
      certain: known.every((one) => one?.certain === true),
      ports: union(known.map((one) => one?.ports ?? NONE)),
    });
  }
  follow(compensation, all, flow, seen);
}

/** What a compensation leads to sees the same, and it. */
function follow(id: string, steps: Steps, flow: CheckedFlow, seen: Map<string, SeenSteps>): void {
  if (seen.has(id)) return;
  seen.set(id, { steps, settled: false, ways: [new Map()] });
  for (const { to } of flow.graph.outgoing.get(id) ?? []) follow(to, withPerhaps(steps, id, flow), flow, seen);
}

function withPerhaps(steps: Steps, id: string, flow: CheckedFlow): Steps {
  return new Map([...steps, [id, { certain: false, ports: possiblePorts(flow.nodes.get(id)!, flow) }]]);
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}
