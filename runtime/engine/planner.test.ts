/** The planner alone: no engine, no clock, no storage. What a run does must follow from its drawing and its events. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { aFlow, coreNodeTypes } from '../../test/support/engine-fixture.ts';
import { createFakeWorld } from '../../test/support/fake-world.ts';
import { testExpressions } from '../../test/support/test-expressions.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import type { Command } from './commands.ts';
import { compilePlan } from './compile-plan.ts';
import type { Plan } from './plan.ts';
import { acceptRun, advance, fold, resume } from './planner.ts';
import { type PlanState, runStateOf, STATUS } from './run-state.ts';

const AT = '2026-11-24T08:00:00.000Z';
const accepted: TimedBody & { readonly type: 'run-accepted' } = {
  type: 'run-accepted',
  at: AT,
  version: 1,
  callees: {},
  trigger: { body: {} },
  keys: {},
  correlationId: 'c',
};
const nodeTypes = new Map([...coreNodeTypes, ...createFakeWorld().nodeTypes].map((type) => [type.manifest.type, type]));

function planOf(document: FlowDocument): Plan {
  return compilePlan(
    { flow: document.id, version: 1, document, schemas: {} },
    {
      nodeTypes,
      expressions: testExpressions,
      callee() {
        throw new Error('This flow calls nobody.');
      },
    },
  );
}

/** Which port each step leaves by. */
type Choices = { readonly [nodeId: string]: string };

interface Played {
  readonly state: PlanState;
  readonly journal: readonly TimedBody[];
  readonly ran: readonly string[];
}

/** Performs what is asked for in an order of `pick`'s choosing, until nothing is asked any more. */
function play(plan: Plan, choices: Choices, pick: (length: number) => number, before: readonly TimedBody[] = [accepted]): Played {
  const state = before.length === 1 ? acceptRun(plan, 'run', accepted) : fold(plan, 'run', before);
  const journal = [...before];
  const ran: string[] = [];
  const open: Command[] = [];
  const give = (event: TimedBody) => {
    journal.push(event);
    open.push(...advance(plan, state, event).commands);
  };
  if (before.length === 1) give({ type: 'run-started', at: AT });
  else open.push(...resume(plan, state).commands);
  while (open.length > 0) {
    const [command] = open.splice(pick(open.length), 1);
    switch (command!.kind) {
      case 'run-step': {
        const { path, nodeId } = plan.nodes[command!.node]!;
        ran.push(path);
        const port = choices[nodeId] ?? 'out';
        const error = { class: 'rejected', code: 'no', message: 'refused' } as const;
        if (port === 'error') give({ type: 'attempt-failed', at: AT, path, attempt: 1, error, durationMs: 0 });
        else give({ type: 'step-completed', at: AT, path, attempt: 1, port, output: nodeId, durationMs: 0 });
        break;
      }
      case 'fail-step':
        give({ type: 'step-failed', at: AT, path: plan.nodes[command!.node]!.path, error: command!.error });
        break;
      case 'complete':
        give({ type: 'run-completed', at: AT });
        break;
      default:
        throw new Error(`The planner asks for "${command!.kind}", which no such flow needs.`);
    }
  }
  return { state, journal, ran };
}

/** What the drawing says, read off without any planner: a step runs when enough of the ways to it were taken. */
function expectedToRun({ nodes, edges }: FlowDocument, choices: Choices): ReadonlySet<string> {
  const runs = new Set(['start']);
  const isTaken = ({ from, port = 'out' }: FlowDocument['edges'][number]) =>
    runs.has(from) && (from === 'start' || (choices[from] ?? 'out') === port);
  for (const nodeId of Object.keys(nodes).sort()) {
    const incoming = edges.filter(({ to }) => to === nodeId);
    const taken = incoming.filter(isTaken).length;
    const { mode, count } = nodes[nodeId]!.config as { readonly mode?: string; readonly count?: number };
    if (taken >= (mode === 'count' ? count! : 1)) runs.add(nodeId);
  }
  return runs;
}

/** Ids sort in the order of the ways: edges only lead from lower to higher ones. */
const drawings = fc
  .record({
    kinds: fc.array(fc.constantFrom('step', 'step', 'step', 'any', 'count'), { minLength: 1, maxLength: 9 }),
    edges: fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.boolean()), { maxLength: 24 }),
    fails: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    order: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }),
  })
  .map(({ kinds, edges, fails, order }) => {
    const name = (index: number) => (index === 0 ? 'start' : `n${index}`);
    const drawn = new Set<string>();
    // Publishing refuses what the trigger does not reach, so nothing leads from there.
    const reached = new Set([0]);
    const sorted = edges
      .map(([one, other, onError]) => [Math.min(one, other), Math.max(one, other), onError] as const)
      .sort(([a], [b]) => a - b);
    for (const [from, to, onError] of sorted) {
      if (from === to || to > kinds.length || !reached.has(from)) continue;
      reached.add(to);
      drawn.add(`${name(from)}${onError && from > 0 ? ':error' : ''} > ${name(to)}`);
    }
    const document = aFlow({
      id: 'drawn',
      nodes: Object.fromEntries(
        kinds.map((kind, index) => [
          name(index + 1),
          kind === 'step'
            ? { type: 'test/echo' }
            : { type: 'core/join', config: kind === 'any' ? { mode: 'any' } : { mode: 'count', count: 2 } },
        ]),
      ),
      edges: [...drawn],
      more: { lane: { name: 'order', key: '=trigger.body.order', onFailure: 'continue' } },
    });
    const hasErrorEdge = (nodeId: string) => document.edges.some(({ from, port }) => from === nodeId && port === 'error');
    const choices = Object.fromEntries(
      kinds.map((kind, index) => [
        name(index + 1),
        kind === 'step' && fails[index] === true && hasErrorEdge(name(index + 1)) ? 'error' : 'out',
      ]),
    );
    return { document, choices, order };
  });

const inOrder = (order: readonly number[]) => {
  let turn = 0;
  return (length: number) => order[turn++ % order.length]! % length;
};

describe('any drawing', () => {
  test('a step runs once, when enough ways to it were taken, in whatever order the steps before it end', () => {
    fc.assert(
      fc.property(drawings, ({ document, choices, order }) => {
        const plan = planOf(document);
        const { state, ran } = play(plan, choices, inOrder(order));
        expect(new Set(ran).size).toBe(ran.length);
        expect(new Set(['start', ...ran])).toEqual(expectedToRun(document, choices));
        expect(runStateOf(state)).toBe('completed');
      }),
      { numRuns: 500 },
    );
  });

  test('TRC-2, RES-1: cut off after any event it goes on from its journal and comes to the same end', () => {
    fc.assert(
      fc.property(drawings, fc.nat(1_000), ({ document, choices, order }, cut) => {
        const plan = planOf(document);
        const whole = play(plan, choices, inOrder(order));
        const kept = whole.journal.slice(0, 2 + (cut % Math.max(1, whole.journal.length - 1)));
        const again = play(plan, choices, inOrder(order), kept);
        expect([...again.state.status]).toEqual([...whole.state.status]);
        expect(runStateOf(again.state)).toBe('completed');
        // What was recorded is not run again.
        const recorded = new Set(kept.flatMap((event) => (event.type === 'step-completed' ? [event.path] : [])));
        expect(again.ran.filter((path) => recorded.has(path))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the state of a run', () => {
  const plan = planOf(
    aFlow({
      id: 'three',
      nodes: { a: { type: 'test/echo' }, b: { type: 'test/echo' }, c: { type: 'test/echo' } },
      edges: ['start > a', 'start > b', 'start > c'],
    }),
  );
  const error = { class: 'internal', code: 'bug', message: 'ours' } as const;
  const begun: readonly TimedBody[] = [accepted, { type: 'run-started', at: AT }];
  const parked = (path: string): TimedBody => ({ type: 'run-parked', at: AT, path, error, reason: 'internal' });
  const held = (path: string): TimedBody => ({ type: 'step-held', at: AT, path, connection: 'sap', reason: 'circuit-open' });
  const waiting = (path: string): TimedBody => ({ type: 'wait-started', at: AT, path, wait: { kind: 'delay', dueAt: AT } });
  const stateAfter = (...events: readonly TimedBody[]) => runStateOf(fold(plan, 'run', [...begun, ...events]));

  test('TRC-2: running while anything is at work, else parked, else held, else waiting', () => {
    expect(runStateOf(fold(plan, 'run', [accepted]))).toBe('accepted');
    expect(stateAfter()).toBe('running');
    expect(stateAfter(parked('a'), held('b'))).toBe('running');
    expect(stateAfter(parked('a'), held('b'), waiting('c'))).toBe('parked');
    expect(stateAfter(waiting('a'), held('b'), waiting('c'))).toBe('held');
    expect(stateAfter(waiting('a'), waiting('b'), waiting('c'))).toBe('waiting');
  });

  test('LAN-3: a run that could not go on at all stands still as a whole, and each step can be retried', () => {
    const state = fold(plan, 'run', [...begun, waiting('a'), parked('')]);
    expect(runStateOf(state)).toBe('parked');
    const { commands } = advance(plan, state, { type: 'operator-acted', at: AT, action: 'retry', by: 'olga', reason: 'mended', path: 'b' });
    expect(commands).toEqual([{ kind: 'run-step', node: plan.indexByPath.get('b') }]);
  });

  test('LAN-3: a run that could not even begin begins when an operator retries it', () => {
    const state = fold(plan, 'run', [accepted, parked('')]);
    expect(runStateOf(state)).toBe('parked');
    const { commands } = advance(plan, state, {
      type: 'operator-acted',
      at: AT,
      action: 'retry',
      by: 'olga',
      reason: 'mended',
      path: 'start',
    });
    expect(commands.map(({ kind }) => kind)).toEqual(['run-step', 'run-step', 'run-step']);
    expect(state.status[plan.indexByPath.get('start')!]).toBe(STATUS.completed);
  });
});
