import { expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { aFlow, coreNodeTypes } from '../../test/support/engine-fixture.ts';
import { createFakeWorld } from '../../test/support/fake-world.ts';
import { testExpressions } from '../../test/support/test-expressions.ts';
import { compilePlan } from './compile-plan.ts';
import { ownPlan } from './plan-instances.ts';
import { acceptRun, advance } from './planner.ts';

const document = aFlow({
  id: 'looping',
  nodes: {
    each: { type: 'core/for-each', config: { items: [] } },
    change: { type: 'test/echo', parent: 'each' },
    inner: { type: 'core/scope', parent: 'each' },
    told: { type: 'test/echo', parent: 'inner' },
  },
  edges: ['start > each', 'change > inner'],
});
const shared = compilePlan(
  { flow: 'looping', version: 1, document, schemas: {} },
  {
    nodeTypes: new Map([...coreNodeTypes, ...createFakeWorld().nodeTypes].map((type) => [type.manifest.type, type])),
    expressions: testExpressions,
    callee: () => {
      throw new Error('It calls nothing.');
    },
  },
);
const at = '2026-11-24T08:00:00.000Z';

/** Plays a run that goes through so many items, and gives the most nodes that its plan had. */
function loopOver(count: number, concurrency: number): { readonly nodes: number; readonly items: readonly Json[] } {
  const plan = ownPlan(shared);
  const accepted = { type: 'run-accepted', at, version: 1, callees: {}, trigger: { body: null }, keys: {}, correlationId: 'c' } as const;
  const state = acceptRun(plan, 'r', accepted);
  const tell = (event: Parameters<typeof advance>[2]) => advance(plan, state, event);
  tell({ type: 'run-started', at });
  const items = Array.from({ length: count }, (_, index) => index);
  tell({ type: 'loop-started', at, path: 'each', items, concurrency, onItemError: 'fail' });
  const ended = (path: string, output: Json) => tell({ type: 'step-completed', at, path, attempt: 1, port: 'out', output, durationMs: 0 });
  let commands = tell({ type: 'lane-released', at, path: 'each' }).commands;
  for (let number = 0; number < count; number += 1) {
    ended(`change@${number}`, number);
    tell({ type: 'scope-entered', at, path: `inner@${number}` });
    ended(`told@${number}`, number * 10);
    commands = ended(`inner@${number}`, number * 10).commands;
  }
  const done = commands.find(({ kind }) => kind === 'complete-step');
  const output = done?.kind === 'complete-step' ? (done.output as { items: readonly Json[] }) : { items: [] };
  return { nodes: plan.nodes.length, items: output.items };
}

test('CMP-3: a long list takes up no more of the plan than what runs at once', () => {
  const short = loopOver(4, 4);
  const long = loopOver(1_000, 4);
  expect(long.nodes).toBe(short.nodes);
  expect(long.items).toEqual(Array.from({ length: 1_000 }, (_, index) => index * 10));
});

test('CMP-3: the plan that runs share stays as it is', () => {
  const before = shared.nodes.length;
  loopOver(10, 10);
  expect(shared.nodes).toHaveLength(before);
  expect(shared.indexByPath.has('change@0')).toBe(false);
});
