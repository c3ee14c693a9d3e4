/** A drawing with its steps and their ports numbered, so that sets of them are bits. What can be known of it before it is walked over. */
import type { CheckedFlow, CheckedNode } from '../check/checked-flow.ts';
import { defaultPort } from '../derive-ports.ts';
import { topologicalOrder } from '../graph.ts';
import { addBit, type Bits, bitsOf, hasBit, noBits } from './bits.ts';

export interface NumberedStep {
  readonly number: number;
  readonly checked: CheckedNode;
  readonly parent: string | undefined;
  /** Names of its ports, those that only an edge names too; their numbers begin at `firstPort`. */
  readonly ports: readonly string[];
  readonly firstPort: number;
  /** Numbers of ports by which it may end: one that fails without an edge at `error` ends the run, or what is around it. */
  readonly possible: readonly number[];
  readonly incoming: readonly Wire[];
  readonly outgoing: readonly Wire[];
  /** Steps that its edges lead to. */
  readonly targets: Bits;
  /** Of ports from which several edges lead: where these lead. */
  readonly forks: readonly (readonly number[])[];
}

export interface Wire {
  readonly from: number;
  readonly to: number;
  /** Number of the port. */
  readonly port: number;
}

export interface NumberedDrawing {
  readonly flow: CheckedFlow;
  /** Sources before targets; nodes in or behind a cycle last. */
  readonly steps: readonly NumberedStep[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly portCount: number;
  /** By the container that they stand in; without nodes in or behind a cycle. */
  readonly bodies: ReadonlyMap<string | undefined, readonly NumberedStep[]>;
  /** The same with all nodes. */
  readonly members: ReadonlyMap<string | undefined, Bits>;
  /** Nodes that the bodies of containers begin with, whether they are reached or not. */
  readonly begins: ReadonlyMap<string, Bits>;
  readonly forking: Bits;
  readonly triggers: Bits;
}

export function numberDrawing(flow: CheckedFlow): NumberedDrawing {
  const order = topologicalOrder(flow.graph);
  const walked = new Set(order);
  const ids = [...order, ...flow.graph.nodeIds.filter((id) => !walked.has(id))];
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const count = ids.length;
  const named = ids.map((id) => portNames(flow.nodes.get(id)!, flow));
  const firstPorts: number[] = [];
  let portCount = 0;
  for (const { length } of named) {
    firstPorts.push(portCount);
    portCount += length;
  }
  const wireOf = ({ from, port, to }: { readonly from: string; readonly port?: string; readonly to: string }): Wire => {
    const number = numbers.get(from)!;
    const name = nameOfPort(flow.nodes.get(from)!, port);
    return { from: number, to: numbers.get(to)!, port: firstPorts[number]! + named[number]!.indexOf(name) };
  };
  const steps = ids.map((id, number): NumberedStep => {
    const checked = flow.nodes.get(id)!;
    const outgoing = flow.graph.outgoing.get(id)!.map(wireOf);
    const caught = flow.graph.outgoing.get(id)!.some(({ port }) => port === 'error');
    const possible = (checked.ports ?? []).filter(({ kind }) => kind !== 'error' || caught);
    const firstPort = firstPorts[number]!;
    return {
      number,
      checked,
      parent: checked.node.parent,
      ports: named[number]!,
      firstPort,
      possible: possible.map(({ name }) => firstPort + named[number]!.indexOf(name)),
      incoming: flow.graph.incoming.get(id)!.map(wireOf),
      outgoing,
      targets: bitsOf(
        count,
        outgoing.map(({ to }) => to),
      ),
      forks: [...grouped(outgoing, ({ port }) => port).values()].flatMap((wires) => (wires.length < 2 ? [] : [wires.map(({ to }) => to)])),
    };
  });
  return {
    flow,
    steps,
    numbers,
    portCount,
    bodies: grouped(steps.slice(0, order.length), ({ parent }) => parent),
    members: membersOf(steps),
    begins: beginsOf(steps),
    forking: bitsOf(
      count,
      steps.flatMap(({ number, forks }) => (forks.length === 0 ? [] : [number])),
    ),
    triggers: bitsOf(
      count,
      steps.flatMap(({ number, checked }) => (checked.manifest?.kind === 'trigger' ? [number] : [])),
    ),
  };
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function membersOf(steps: readonly NumberedStep[]): ReadonlyMap<string | undefined, Bits> {
  const members = new Map<string | undefined, Bits>();
  for (const { number, parent } of steps) {
    const bits = members.get(parent) ?? noBits(steps.length);
    members.set(parent, bits);
    addBit(bits, number);
  }
  return members;
}

function beginsOf(steps: readonly NumberedStep[]): ReadonlyMap<string, Bits> {
  const begins = new Map<string, Bits>();
  for (const { number, parent, incoming } of steps) {
    if (parent === undefined || incoming.length > 0) continue;
    const bits = begins.get(parent) ?? noBits(steps.length);
    begins.set(parent, bits);
    addBit(bits, number);
  }
  return begins;
}

function portNames(checked: CheckedNode, { graph }: CheckedFlow): readonly string[] {
  const edges = graph.outgoing.get(checked.id)!.map(({ port }) => nameOfPort(checked, port));
  return [...new Set([...(checked.ports ?? []).map(({ name }) => name), ...edges])];
}

function nameOfPort({ ports = [] }: CheckedNode, port: string | undefined): string {
  return port ?? defaultPort(ports) ?? 'out';
}

/** Names of a step's ports that are in the set. */
export function portsIn({ ports, firstPort }: NumberedStep, bits: Bits): ReadonlySet<string> {
  return new Set(ports.filter((_, at) => hasBit(bits, firstPort + at)));
}
