import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import { aFlow, coreNodeTypes } from '../../test/support/engine-fixture.ts';
import { createFakeWorld } from '../../test/support/fake-world.ts';
import { testExpressions } from '../../test/support/test-expressions.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { compilePlan } from './compile-plan.ts';
import type { Plan } from './plan.ts';
import { ownPlan } from './plan-instances.ts';
import { acceptRun, advance, fold, recall } from './planner.ts';
import type { PlanState } from './run-state.ts';

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
function compile(flow: FlowDocument): Plan {
  return compilePlan(
    { flow: flow.id, version: 1, document: flow, schemas: {} },
    {
      nodeTypes: new Map([...coreNodeTypes, ...createFakeWorld().nodeTypes].map((type) => [type.manifest.type, type])),
      expressions: testExpressions,
      callee: () => {
        throw new Error('It calls nothing.');
      },
    },
  );
}
const shared = compile(document);
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

describe('CMP-1, CMP-3: a long list whose items write', () => {
  const COUNT = 1_000;
  const write = aFlow({
    id: 'writing',
    nodes: {
      each: { type: 'core/for-each', config: { items: [] } },
      book: { type: 'test/write', connection: 'sap', parent: 'each', compensate: 'unbook' },
      unbook: { type: 'test/write', connection: 'sap', parent: 'each' },
      behind: { type: 'test/echo' },
    },
    edges: ['start > each', 'each > behind'],
  });
  const events: TimedBody[] = [
    { type: 'run-accepted', at, version: 1, callees: {}, trigger: { body: null }, keys: {}, correlationId: 'c' },
    { type: 'run-started', at },
    {
      type: 'loop-started',
      at,
      path: 'each',
      items: Array.from({ length: COUNT }, (_, index) => index),
      concurrency: 4,
      onItemError: 'fail',
    },
  ];
  for (let number = 0; number < COUNT; number += 1) {
    const path = `book@${number}`;
    const effect = { at, path, attempt: 1, effectKey: `r/${path}/0/0`, operation: 'book' };
    events.push(
      { type: 'step-started', at, path, attempt: 1 },
      { type: 'effect-intended', ...effect },
      { type: 'effect-confirmed', ...effect },
    );
    events.push({ type: 'step-completed', at, path, attempt: 1, port: 'out', output: { number }, durationMs: 1 });
  }
  events.push({ type: 'step-completed', at, path: 'each', attempt: 1, port: 'out', output: { items: [], errors: [] }, durationMs: 1 });

  const plays: [string, (plan: Plan) => PlanState][] = [
    [
      'while it runs',
      (plan) => {
        const [accepted, ...others] = events as [TimedBody & { type: 'run-accepted' }, ...TimedBody[]];
        const state = acceptRun(plan, 'r', accepted);
        for (const event of others) advance(plan, state, event);
        return state;
      },
    ],
    ['after a restart', (plan) => fold(plan, 'r', events)],
  ];

  test.each(plays)('keeps nothing of those that have ended, %s', (_when, play) => {
    const plan = ownPlan(compile(write));
    const state = play(plan);
    expect(plan.nodes.length).toBeLessThan(30);
    expect(plan.indexByPath.size).toBeLessThan(30);
    expect([state.confirmed.size, state.details.size, state.loops.size]).toEqual([0, 0, 0]);
    expect(state.outputs.filter((output) => output !== undefined)).toHaveLength(1);
  });

  test.each(plays)('undoes all of them all the same, last first, %s', (_when, play) => {
    const plan = ownPlan(compile(write));
    const state = play(plan);
    recall(plan, state, events);
    expect([...state.confirmed].map((index) => plan.nodes[index]!.path)).toEqual(
      Array.from({ length: COUNT }, (_, number) => `book@${number}`),
    );
    const cause: RunError = { class: 'rejected', code: 'no', message: 'No.' };
    const { commands } = advance(plan, state, { type: 'compensation-started', at, cause });
    expect(commands).toEqual([{ kind: 'run-step', node: plan.indexByPath.get(`unbook@${COUNT - 1}`) }]);
    expect(state.outputs[plan.indexByPath.get('book@7')!]).toEqual({ number: 7 });
    expect(state.loops.get(plan.indexByPath.get('each')!)?.items[7]).toBe(7);
  });
});

test('CMP-3: the plan that runs share stays as it is', () => {
  const before = shared.nodes.length;
  loopOver(10, 10);
  expect(shared.nodes).toHaveLength(before);
  expect(shared.indexByPath.has('change@0')).toBe(false);
});
