/** What finding out what every step sees costs, counted in sets put together and looked into: a large drawing must not cost more a node. */
import { expect, test, vi } from 'vitest';
import { prepare } from '../check/checked-flow.ts';
import type { FlowDocument, FlowEdge } from '../flow.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { findSeenInParts, findSeenSteps } from './steps-seen.ts';

const work = vi.hoisted(() => ({ sets: 0 }));
vi.mock('./bits.ts', async (original) => {
  const bits = await original<typeof import('./bits.ts')>();
  const counted = (act: (...given: never[]) => unknown) =>
    function count(...given: never[]) {
      work.sets += 1;
      return act(...given);
    };
  return Object.fromEntries(Object.entries(bits).map(([name, act]) => [name, counted(act)]));
});

function manifest(type: string, kind: NodeManifest['kind']): NodeManifest {
  const words = { label: type, summary: 'Any.', category: 'logic', icon: '', help: '', effects: 'pure' } as const;
  const ports = [{ name: 'out', label: 'Done', kind: 'out' }] as const;
  return { type, kind, ports, version: 1, config: {}, output: {}, ...words };
}

const types = new Map([manifest('core/start', 'trigger'), manifest('core/step', 'step')].map((one) => [one.type, one]));

type Leads = readonly (readonly [from: number, to: number])[];

function prepared(size: number, leads: Leads) {
  const node = (at: number) => ({ type: at === 0 ? 'core/start' : 'core/step', version: 1, config: {} });
  const nodes = Object.fromEntries(Array.from({ length: size }, (_, at) => [`n${at}`, node(at)]));
  const edges = leads.map(([from, to]): FlowEdge => ({ from: `n${from}`, to: `n${to}` }));
  return prepare({ nodes, edges } as unknown as FlowDocument, { nodeTypes: (type) => types.get(type) });
}

const chain = (size: number): Leads => Array.from({ length: size - 1 }, (_, at) => [at, at + 1] as const);

/** Rows that go on in the next one; every third node also leads to the row below: ways part everywhere and meet again behind others. */
function grid(size: number): Leads {
  const across = Math.ceil(Math.sqrt(size));
  return [...chain(size), ...chain(size).flatMap(([, at]) => (at % 3 === 0 && at > across ? [[at - across - 1, at] as const] : []))];
}

/** Two ways part and meet, again and again. */
function blocks(size: number): Leads {
  const leads = chain(size).flatMap(([from, to]) => {
    if (to % 3 === 1) return [[from, to] as const, [from, to + 1] as const];
    return [to % 3 === 2 ? ([from, to + 1] as const) : ([from, to] as const)];
  });
  return leads.filter(([, to]) => to < size);
}

/** One way leaves at the begin and never comes back. */
const beside = (size: number): Leads => [...chain(size - 1), [0, size - 1]];

test.each([
  ['a grid', grid],
  ['blocks', blocks],
  ['a long way with another beside it', beside],
])('FTY-11 in %s of four times as many nodes there is hardly more to do for each', (_, drawn) => {
  const costOf = (size: number): number => {
    const flow = prepared(size, drawn(size));
    work.sets = 0;
    expect(findSeenSteps(flow).size).toBe(size);
    return work.sets / size;
  };
  const small = costOf(300);
  expect(small).toBeGreaterThan(1);
  expect(costOf(1_200) / small).toBeLessThan(1.5);
});

test('FTY-11 it is found in parts, none of which is a large one', () => {
  const finding = findSeenInParts(prepared(600, grid(600)));
  finding.next();
  let most = 0;
  let all = 0;
  let parts = 0;
  for (let done: boolean | undefined = false; done !== true; parts += 1) {
    work.sets = 0;
    ({ done } = finding.next());
    all += work.sets;
    most = Math.max(most, work.sets);
  }
  expect(parts).toBeGreaterThanOrEqual(600);
  expect(most).toBeLessThan(all / 10);
});
