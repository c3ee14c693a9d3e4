/**
 * What a node is said to see is held against what happens: random drawings with joins and containers, each run many times in random
 * order with random outcomes. The oracle knows the rules of running (edges taken or dead, scopes, failures) and nothing of typing.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepare } from '../check/checked-flow.ts';
import type { FlowDocument, FlowEdge, FlowNode } from '../flow.ts';
import type { NodeManifest, Port } from '../node-manifest.ts';
import { findSeenSteps, type SeenSteps } from './steps-seen.ts';

const out: Port = { name: 'out', label: 'Done', kind: 'out' };
const refused: Port = { name: 'refused', label: 'Refused', kind: 'business', optional: true };
const failed: Port = { name: 'error', label: 'Failed', kind: 'error' };

function manifest(type: string, kind: NodeManifest['kind'], ports: NodeManifest['ports']): NodeManifest {
  const words = { label: type, summary: 'Any.', category: 'logic', icon: '', help: '', effects: 'pure' } as const;
  return { type, kind, ports, version: 1, config: {}, output: {}, ...words };
}

const types = [
  manifest('core/start', 'trigger', [out]),
  manifest('core/step', 'step', [out, refused, failed]),
  manifest('core/join', 'step', [out]),
  manifest('core/scope', 'container', [out, failed]),
  manifest('core/for-each', 'container', [out, failed]),
];
const typeOf = (type: string) => types.find((one) => one.type === type);

/** Places in a fixed order; edges lead on only, between nodes of one body. */
const PLACES = ['t', 'a', 'b', 's', 'x', 'y', 'z', 'w', 'c', 'd', 'e', 'f'] as const;
const INSIDE = new Set<string>(['x', 'y', 'z', 'w']);

interface Drawn {
  readonly container: 'core/scope' | 'core/for-each';
  readonly joins: readonly string[];
  readonly picks: readonly number[];
  /** Hardly anything runs side by side. */
  readonly sparse: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  container: fc.constantFrom('core/scope', 'core/for-each'),
  joins: fc.subarray(['b', 'z', 'd', 'e', 'f']),
  picks: fc.array(fc.nat(9), { minLength: 110, maxLength: 110 }),
  sparse: fc.boolean(),
});

function draw({ container, joins, picks, sparse }: Drawn): FlowDocument {
  const edges: FlowEdge[] = [];
  let pick = 0;
  const isInside = (id: string) => INSIDE.has(id);
  for (const [at, from] of PLACES.entries())
    for (const to of PLACES.slice(at + 1)) {
      if (isInside(from) !== isInside(to)) continue;
      const chance = picks[pick++ % picks.length]!;
      const ports = portsOf(from, container, joins);
      // The body begins with two nodes at least; outside of it, few edges and no loose ends.
      if (isInside(to) ? to !== 'y' && chance < 4 : chance < (sparse ? 1 : 2))
        edges.push({ from, port: ports[chance % ports.length]!, to });
    }
  // Each goes on from the one before it, by the next way out.
  for (const [at, id] of PLACES.entries())
    if (id !== 't' && !isInside(id) && !edges.some(({ to }) => to === id)) {
      const from = PLACES.slice(0, at).findLast((other) => !isInside(other))!;
      const ports = portsOf(from, container, joins);
      edges.push({ from, port: ports[picks[at]! % ports.length]!, to: id });
    }
  const node = (id: string): FlowNode => ({
    type: typeAt(id, container, joins),
    version: 1,
    config: joins.includes(id) ? { mode: 'any' } : {},
    ...(isInside(id) ? { parent: 's' } : {}),
  });
  return { nodes: Object.fromEntries(PLACES.map((id) => [id, node(id)])), edges } as unknown as FlowDocument;
}

function typeAt(id: string, container: string, joins: readonly string[]): string {
  return id === 't' ? 'core/start' : id === 's' ? container : joins.includes(id) ? 'core/join' : 'core/step';
}

function portsOf(id: string, container: string, joins: readonly string[]): readonly string[] {
  return (typeOf(typeAt(id, container, joins))!.ports as readonly Port[]).map(({ name }) => name);
}

/** One run; `begins` is told with what has ended, and how, whenever a node begins. */
function run(flow: FlowDocument, random: () => number, begins: (id: string, ended: ReadonlyMap<string, string>) => void): void {
  const edges = flow.edges.map((edge) => ({ ...edge, state: 'open' as 'open' | 'taken' | 'dead' }));
  const known = new Map<string, 'running' | 'skipped' | 'ended'>();
  const ended = new Map<string, string>();
  const bodyOf = (parent: string | undefined) => Object.keys(flow.nodes).filter((id) => flow.nodes[id]!.parent === parent);
  const isContainer = (id: string) => typeOf(flow.nodes[id]!.type)!.kind === 'container';
  const leads = (id: string, port: string) => flow.edges.some((edge) => edge.from === id && edge.port === port);
  let isOver = false;

  function begin(id: string): void {
    known.set(id, 'running');
    begins(id, ended);
    if (!isContainer(id)) return;
    for (const root of bodyOf(id)) if (!flow.edges.some(({ to }) => to === root)) begin(root);
    settle(id);
  }
  function end(id: string, port: string): void {
    // Nobody catches it: what is around fails, or the run.
    if (port === 'error' && !leads(id, 'error')) {
      const around = flow.nodes[id]!.parent;
      if (around === undefined) isOver = true;
      else {
        for (const inner of bodyOf(around)) if (known.get(inner) !== 'ended') known.set(inner, 'skipped');
        end(around, 'error');
      }
      return;
    }
    known.set(id, 'ended');
    ended.set(id, port);
    resolve(id, port);
    const around = flow.nodes[id]!.parent;
    if (around !== undefined) settle(around);
  }
  function resolve(id: string, port: string | undefined): void {
    const own = edges.filter((edge) => edge.from === id);
    for (const edge of own) edge.state = edge.port === port ? 'taken' : 'dead';
    for (const to of new Set(own.map((edge) => edge.to))) look(to);
  }
  function look(id: string): void {
    if (known.has(id) || isOver) return;
    const into = edges.filter(({ to }) => to === id);
    const isEarly = flow.nodes[id]!.config['mode'] === 'any' && into.some(({ state }) => state === 'taken');
    if (!isEarly && into.some(({ state }) => state === 'open')) return;
    if (into.some(({ state }) => state === 'taken')) return begin(id);
    known.set(id, 'skipped');
    resolve(id, undefined);
    const around = flow.nodes[id]!.parent;
    if (around !== undefined) settle(around);
  }
  /** A container ends when all that is in it has. */
  function settle(id: string): void {
    if (known.get(id) !== 'running' || bodyOf(id).some((inner) => known.get(inner) === undefined || known.get(inner) === 'running')) return;
    end(id, 'out');
  }

  begin('t');
  for (;;) {
    const running = [...known].filter(([id, state]) => state === 'running' && !isContainer(id)).map(([id]) => id);
    if (isOver || running.length === 0) return;
    const id = running[Math.floor(random() * running.length)]!;
    const ports = typeOf(flow.nodes[id]!.type)!.ports as readonly Port[];
    end(id, ports[Math.floor(random() * ports.length)]!.name);
  }
}

/** Undefined: all that is said of the node is so. */
function wrongIn({ steps, ways, beside }: SeenSteps, ended: ReadonlyMap<string, string>): string | undefined {
  for (const [id, { certain, ports }] of steps) {
    const port = ended.get(id);
    if (port === undefined ? certain : !ports.has(port)) return `${id} is said to have ended by ${[...ports]}${certain ? '' : ', perhaps'}`;
  }
  const seen = [...steps.keys()];
  if (ways.length < 2) return undefined;
  const fits = ways.some((way) =>
    seen.every((id) => (way.has(id) ? ended.has(id) && way.get(id)!.has(ended.get(id)!) : beside(id) || !ended.has(id))),
  );
  return fits ? undefined : `none of the ways ${ways.map((way) => `[${[...way.keys()]}]`)}`;
}

test('FTY-1 FTY-3 what is said to be certain is, and one of the ways is the one that was gone, whatever happens', () => {
  const counted = { begun: 0, certain: 0, severalWays: 0, inside: 0 };
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1 }), (given, seed) => {
      const flow = draw(given);
      const seen = findSeenSteps(prepare(flow, { nodeTypes: typeOf }));
      const random = randomFrom(seed);
      for (let turn = 0; turn < 12; turn += 1)
        run(flow, random, (id, ended) => {
          const said = seen.get(id);
          if (said === undefined) throw new Error(`nothing is said of ${id}, which runs`);
          counted.begun += 1;
          counted.certain += [...said.steps.values()].filter(({ certain }) => certain).length;
          counted.severalWays += said.ways.length > 1 ? 1 : 0;
          counted.inside += INSIDE.has(id) ? 1 : 0;
          const wrong = wrongIn(said, ended);
          const drawing = flow.edges.map(({ from, port, to }) => `${from}:${port}>${to}`).join(' ');
          if (wrong !== undefined)
            throw new Error(`${id}: ${wrong}; ended: ${JSON.stringify([...ended])}; ${given.container} ${given.joins} ${drawing}`);
        });
    }),
    { numRuns: 1_000 },
  );
  // It was worth the while.
  for (const count of Object.values(counted)) expect(count).toBeGreaterThan(200);
});

/** The same numbers for the same seed, between 0 and 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
