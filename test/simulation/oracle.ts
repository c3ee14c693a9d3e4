/** Judges a history by what the systems applied and what the journal says: lost, ghost, doubled, reordered, changed, stuck, final changed. */
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { compilePlan } from '#runtime/engine/compile-plan.ts';
import { ownPlan } from '#runtime/engine/plan-instances.ts';
import { fold } from '#runtime/engine/planner.ts';
import { runStateOf } from '#runtime/engine/run-state.ts';
import type { RunRow } from '#runtime/store/engine-rows.ts';
import { coreNodeTypes, type EngineBench } from '../support/engine-fixture.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { testExpressions } from '../support/test-expressions.ts';
import { ITEMS, simulatedFlows } from './simulated-flows.ts';

export interface Message {
  readonly id: string;
  readonly flow: string;
  readonly order: string;
  readonly value: string;
  readonly number: number;
  /** Every run the sender was told of. */
  readonly runIds: Set<string>;
  acknowledged: boolean;
  /** Hard stop of its window. */
  until: string;
}

export interface Verdict {
  readonly violations: readonly string[];
  readonly runs: number;
  readonly applied: number;
  /** How runs ended. */
  readonly ends: { readonly [state: string]: number };
}

export function judge(bench: EngineBench, store: MemoryStore, messages: readonly Message[], skipped: ReadonlySet<string>): Verdict {
  const violations: string[] = [];
  const runs = [...store.runs.values()].sort((a, b) => a.acceptedSeq - b.acceptedSeq);
  const found = (what: string, detail: string) => violations.push(`${what}: ${detail}`);
  const bodyOf = (run: RunRow) => {
    const [accepted] = store.eventsOf(run.runId);
    return accepted?.type === 'run-accepted' ? (accepted.trigger.body as { value: string; order: string }) : { value: '', order: '' };
  };

  for (const { id, acknowledged, runIds, value, flow } of messages) {
    if (acknowledged && runIds.size === 0) found('lost', `${id} was acknowledged and has no run`);
    if (runIds.size > 1) found('doubled', `${id} became the runs ${[...runIds].join(', ')}`);
    for (const runId of runIds) if (!store.runs.has(runId)) found('lost', `${id} was acknowledged as ${runId}, which is not stored`);
    const stored = runs.filter((run) => run.flow === flow && run.idempotencyKey === id);
    if (stored.length > 1) found('doubled', `${id} is stored as ${stored.length} runs`);
    for (const run of stored) if (bodyOf(run).value !== value) found('changed', `${id} carries another body`);
  }

  for (const run of runs) {
    const events = store.eventsOf(run.runId);
    if (!isFinal(run.state))
      found(
        'stuck',
        `${run.runId} of ${run.flow} is ${run.state} at ${run.blockedAt ?? 'nowhere'} (${events.map(({ type }) => type).join(' ')})`,
      );
    events.forEach((event, index) => {
      if (event.runSeq !== index + 1) found('journal', `${run.runId} has a gap before event ${event.runSeq}`);
    });
    const finals = events.filter(({ type }) => FINAL_EVENTS.has(type));
    if (finals.length > 1 || (finals.length === 1 && events.at(-1) !== finals[0]))
      found('final changed', `${run.runId} went on after it had ended`);
    const folded = foldedState(bench, run, events);
    if (folded !== run.state) found('journal', `${run.runId} folds to ${folded}, its row says ${run.state}`);
  }
  for (const { runId, path } of store.timers.values()) found('stuck', `a timer of ${runId} at ${path} is left`);
  for (const { runId, path } of store.waits.values()) found('stuck', `a wait of ${runId} at ${path} is left`);

  let applied = 0;
  for (const system of bench.world.systems.values()) {
    applied += system.applied.length;
    const seen = new Map<string, number>();
    for (const { body, operation } of system.applied) {
      if (operation === 'ask') continue;
      // What `gathering` has brought together.
      for (const value of String(body).split('&')) {
        // An item of a message in `looping`, or what `undoing` takes back.
        const ofMessage = value.split('#', 1)[0]!.replace(/^undo /, '');
        seen.set(value, (seen.get(value) ?? 0) + 1);
        if (!messages.some((message) => message.value === ofMessage)) found('ghost', `${system.name} applied "${value}"`);
      }
    }
    for (const [value, times] of seen) if (times > 1) found('doubled', `${system.name} applied "${value}" ${times} times`);
  }

  for (const { document, ordered, leaves } of simulatedFlows) {
    const own = runs.filter(({ flow }) => flow === document.id);
    if (leaves === undefined) continue;
    const system = bench.world.system(leaves);
    const place = (run: RunRow) => system.applied.find(({ body }) => body === bodyOf(run).value)?.order;
    for (const run of own) {
      const effect = place(run);
      if (run.state === 'completed' && effect === undefined && !skipped.has(run.runId))
        found('lost', `${run.runId} of ${run.flow} completed without its effect`);
      if ((run.state === 'superseded' || run.state === 'stale') && effect !== undefined)
        found('ghost', `${run.runId} is ${run.state} and has an effect`);
    }
    if (!ordered) continue;
    for (const order of new Set(own.map((run) => run.laneKey))) {
      const places = own
        .filter(({ laneKey }) => laneKey === order)
        .map(place)
        .filter((at) => at !== undefined);
      if (places.some((at, index) => index > 0 && at < places[index - 1]!))
        found('reordered', `${document.id} ${order}: ${places.join(' ')}`);
    }
  }

  for (const run of runs.filter(({ flow, runId }) => flow === 'undoing' && !skipped.has(runId))) {
    const { value } = bodyOf(run);
    for (const name of ['sap', 'crm']) {
      const bodies = bench.world.system(name).applied.map(({ body }) => body);
      const done = bodies.indexOf(value);
      const undone = bodies.indexOf(`undo ${value}`);
      if (undone !== -1 && (done === -1 || done > undone))
        found('ghost', `${name} undid "${value}" of ${run.runId}, which it had not done`);
      if (run.state === 'failed' && done !== -1 && undone === -1) found('lost', `${run.runId} failed and left "${value}" in ${name}`);
      if (run.state === 'completed' && undone !== -1) found('ghost', `${run.runId} completed and "${value}" is undone in ${name}`);
    }
  }

  for (const run of runs.filter(({ flow, runId }) => flow === 'scoping-in-time' && !skipped.has(runId))) {
    const { value } = bodyOf(run);
    const has = (name: string, body: string) => bench.world.system(name).applied.some((one) => one.body === body);
    const left = ['sap', 'crm'].filter((name) => has(name, value) && !has(name, `undo ${value}`));
    const undone = ['sap', 'crm'].filter((name) => has(name, `undo ${value}`));
    if (left.length > 0 && undone.length > 0)
      found('torn', `the scope of ${run.runId} is undone in ${undone.join()} and not in ${left.join()}, and the run is ${run.state}`);
  }

  for (const run of runs.filter(({ flow, state, runId }) => flow === 'scoping' && state === 'completed' && !skipped.has(runId))) {
    const { value } = bodyOf(run);
    const has = (name: string, body: string) => bench.world.system(name).applied.some((one) => one.body === body);
    const wentWell = has('scheduler', value);
    for (const name of ['sap', 'crm']) {
      const [done, undone] = [has(name, value), has(name, `undo ${value}`)];
      if (undone && (wentWell || !done))
        found('ghost', `${name} undid "${value}" of ${run.runId}, ${done ? 'whose scope went well' : 'which it had not done'}`);
      if (done && !undone && !wentWell) found('lost', `the scope of ${run.runId} failed and left "${value}" in ${name}`);
      if (wentWell && !done) found('lost', `the scope of ${run.runId} went well without "${value}" in ${name}`);
    }
  }

  for (const run of runs.filter(({ flow, state, runId }) => flow === 'looping' && state === 'completed' && !skipped.has(runId))) {
    const bodies = bench.world.system('sap').applied.map(({ body }) => body);
    const missing = ITEMS.filter((item) => !bodies.includes(`${bodyOf(run).value}#${item}`));
    if (missing.length > 0) found('lost', `${run.runId} completed without its items ${missing.join(', ')}`);
  }

  judgeBatches();

  function judgeBatches(): void {
    const bodies = bench.world.system('sap').applied.map(({ body }) => body);
    const own = runs.filter(({ flow }) => flow === 'batching');
    const isDone = (value: string) => ITEMS.every((item) => bodies.includes(`${value}#${item}`));
    const isOver = (runId: string) =>
      store.eventsOf(runId).some((event) => event.type === 'step-completed' && event.path === 'each' && isWindowOver(event.output));
    for (const order of new Set(own.map(({ laneKey }) => laneKey!))) {
      const kept = store.reads.findFlowWatermark({ environment: 'test', flow: 'batching', name: 'done', key: order })?.value ?? 0;
      const ofOrder = own.filter(({ laneKey }) => laneKey === order);
      const movers = ofOrder.filter((run) => messages.find(({ value }) => value === bodyOf(run).value)?.number === kept);
      if (kept !== 0 && !movers.some((run) => skipped.has(run.runId) || isDone(bodyOf(run).value)))
        found('lost', `the watermark of ${order} stands at ${JSON.stringify(kept)}, which was not done`);
      for (const run of ofOrder) {
        if (run.state !== 'completed' || skipped.has(run.runId) || isOver(run.runId)) continue;
        const { number } = messages.find(({ value }) => value === bodyOf(run).value)!;
        if (!isDone(bodyOf(run).value)) found('lost', `${run.runId} went through its window without all of its items`);
        if (Number(kept) < number) found('lost', `${run.runId} is done, and the watermark of ${order} stands before it`);
      }
    }
  }

  const gathered = bench.world.system('sap').applied.flatMap(({ body }) => String(body).split('&'));
  for (const run of runs.filter(({ flow, state }) => flow === 'gathering' && state === 'completed')) {
    const holder = holderOf(run, store.eventsOf(run.runId));
    if (skipped.has(run.runId) || skipped.has(holder) || gathered.includes(bodyOf(run).value)) continue;
    found('lost', `${run.runId} completed, and what it left with ${holder} did not go on`);
  }
  for (const { groupId } of runs.flatMap(({ runId }) => store.reads.listGroupsOf(runId))) found('stuck', `group ${groupId} still waits`);

  const emitted = runs.filter(({ flow, state }) => flow === 'emitting' && state === 'completed');
  for (const run of emitted) {
    if (skipped.has(run.runId)) continue;
    const started = runs.filter(({ flow, correlationId }) => flow === 'listening' && correlationId === run.correlationId);
    if (started.length !== 1) found(started.length === 0 ? 'lost' : 'doubled', `the event of ${run.runId} started ${started.length} runs`);
  }

  for (const error of bench.errors) found('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  const ends: Record<string, number> = {};
  for (const { state } of runs) ends[state] = (ends[state] ?? 0) + 1;
  return { violations, runs: runs.length, applied, ends };
}

function isWindowOver(output: Json): boolean {
  return (output as { readonly windowOver?: boolean } | null)?.windowOver === true;
}

/** The run itself, or the one that it left its member with. */
function holderOf({ runId }: RunRow, events: ReturnType<MemoryStore['eventsOf']>): string {
  const done = events.findLast((event) => event.type === 'step-completed' && event.path === 'together');
  const first = done?.type === 'step-completed' ? (done.output as { readonly first?: string } | null)?.first : undefined;
  return first ?? runId;
}

const FINAL_EVENTS: ReadonlySet<string> = new Set([
  'run-completed',
  'run-failed',
  'run-cancelled',
  'run-set-aside',
  'run-superseded',
  'run-stale',
]);

function foldedState(bench: EngineBench, run: RunRow, events: ReturnType<MemoryStore['eventsOf']>): string {
  const [accepted] = events;
  if (accepted?.type !== 'run-accepted') return 'nothing';
  const plan = ownPlan(
    compilePlan(bench.flows.getVersion(run.flow, run.version), {
      nodeTypes: new Map([...coreNodeTypes, ...bench.world.nodeTypes].map((type) => [type.manifest.type, type])),
      expressions: testExpressions,
      callee: (flow, major) => bench.flows.getVersion(flow, accepted.callees[`${flow}/${major}`]!),
    }),
  );
  return runStateOf(fold(plan, run.runId, events));
}
