/**
 * One message of sample history: the real engine on rows in memory and a clock that stands in the past, other systems answered by the
 * doubles of the example flows' own tests. People decide and set aside after as long as it would take them. Nothing leaves the process.
 */
import type { FlowTest, StepDouble } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { Wait } from '#flows/trace.ts';
import type { NodeType, StepNode } from '#nodes/node.ts';
import type { StepContext } from '#nodes/step.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { DEFAULT_LIMITS } from '../../connections/connection-registry.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from '../../embedded/create-embedded-engine.ts';
import type { DeployedFlows } from '../../engine/deployed-flows.ts';
import type { StartRequest } from '../../engine/engine.ts';
import type { ReferenceData } from '../../engine/reference-data.ts';
import type { ExpressionEngine } from '../../expressions/evaluator.ts';
import { closedConnection, referenceOf } from '../../flow-tests/closed-world.ts';
import { doubleNodes } from '../../flow-tests/doubled-nodes.ts';
import { type MemoryRows, openMemoryRows } from '../../flow-tests/memory-rows.ts';
import { createSkippingClock, type SkippingClock } from '../../flow-tests/skipping-clock.ts';
import { newIdAt } from '../../ids.ts';
import type { ValidateValue } from '../../schema-validation.ts';
import type { RunRow } from '../../store/engine-rows.ts';
import type { SampleRun } from '../../store/sample-history.ts';
import { SANDBOX_ENVIRONMENT } from '../sandbox-connections.ts';
import { listApprovals, takeSampleRun } from './take-sample-run.ts';

export interface PlayParts {
  readonly nodeTypes: readonly NodeType[];
  /** As they are live: a sample run is one of a version that is there. */
  readonly flows: Pick<DeployedFlows, 'findDeployed' | 'getVersion'>;
  readonly expressions: Pick<ExpressionEngine, 'compileConfig' | 'runCode'>;
  readonly validate: ValidateValue;
  readonly reference: ReferenceData;
}

export interface Scene {
  readonly flow: string;
  readonly source: StartRequest['source'];
  readonly test: Pick<FlowTest, 'input' | 'headers' | 'query' | 'earlier' | 'variables' | 'valueMaps' | 'doubles'>;
  readonly correlationId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  /** How long a system stays away once runs are held for it. */
  readonly outageMs: number;
  /** Left where it parks or asks somebody; these messages come after it and wait behind. */
  readonly stands?: readonly Json[];
}

const LOOK_MS = 1;
/** Of real time: a scene that does not come to its end is left out. */
const PATIENCE_MS = 10_000;
const MOST_TRIALS = 40;
const MINUTE_MS = 60_000;
const END_OF_TIME = '9999-12-31T23:59:59.999Z';
const SET_ASIDE = {
  action: 'set-aside',
  by: 'Grace Hopper',
  reason: 'Sales entered the change by hand after a call with the customer',
} as const;

export interface Stage {
  /** All runs of the scene, in the order of their acceptance; none when it did not come to its end. One scene at a time. */
  play(scene: Scene): Promise<readonly SampleRun[]>;
  close(): Promise<void>;
}

/** One engine for all scenes, so that nothing is compiled twice; its clock is set anew for each. */
export function openStage(parts: PlayParts): Stage {
  const clock = createSkippingClock();
  const rows = openMemoryRows(() => new Date(clock.now()).toISOString());
  let random: () => number = () => 0.5;
  let doubled: ReadonlyMap<string, NodeType> = new Map();
  let told: Pick<FlowTest, 'variables' | 'valueMaps'> = {};
  const reference = (): ReferenceData => referenceOf(parts.reference, SANDBOX_ENVIRONMENT, told);
  const engine = createEmbeddedEngine({
    writer: rows.writer,
    reads: rows.writer.reads,
    flows: { findDeployed: parts.flows.findDeployed, getVersion: parts.flows.getVersion, subscribers: () => [] },
    nodeTypes: parts.nodeTypes.map((type): NodeType => ('execute' in type ? { ...type, execute: (step) => perform(type, step) } : type)),
    connections: { open: (_environment, role) => closedConnection(SANDBOX_ENVIRONMENT, role), limits: () => DEFAULT_LIMITS },
    expressions: parts.expressions,
    reference: {
      revision: (environment) => reference().revision(environment),
      variables: (environment, revision) => reference().variables(environment, revision),
      valueMap: (environment, revision, name) => reference().valueMap(environment, revision, name),
      master: (environment, revision, kind, name) => reference().master(environment, revision, kind, name),
    },
    validate: parts.validate,
    clock,
    random: () => random(),
    newId: () => newIdAt(clock.now()),
    callbackKey: Buffer.alloc(32),
    callbackBaseUrl: () => 'http://127.0.0.1/resume/',
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const newest = rows.database.prepare<[], number>('SELECT coalesce(max(number), 0) FROM run').pluck();
  const since = rows.database.prepare<[number], string>('SELECT run_id FROM run WHERE number > ? ORDER BY number').pluck();

  /** Doubled answers come at once; those of systems take as long as they do. */
  function perform(type: StepNode, step: StepContext): StepOutcome | Promise<StepOutcome> {
    if (type.manifest.connection !== undefined) clock.skipTo(clock.now() + 40 + 260 * random() ** 3);
    return (doubled.get(type.manifest.type) as StepNode).execute(step);
  }

  async function queueBehind(
    { flow, source, correlationId }: Scene,
    later: readonly Json[],
    before: number,
  ): Promise<readonly SampleRun[]> {
    for (const body of later) {
      const started = await engine.start({ environment: SANDBOX_ENVIRONMENT, flow, trigger: { body }, source, correlationId });
      if (started.kind !== 'accepted') return [];
      clock.skipTo(clock.now() + 4 * MINUTE_MS * random());
    }
    return since.all(before).map((runId) => takeSampleRun(rows, runId));
  }

  return {
    async play(scene) {
      await engine.recovered;
      const before = newest.get()!;
      const { doubles = {}, input, headers, query, earlier = [] } = scene.test;
      const approvals = new Map(Object.entries(doubles).filter(([path]) => isApproval(parts, scene.flow, path)));
      const nodes = doubleNodes(parts.nodeTypes, Object.fromEntries(Object.entries(doubles).filter(([path]) => !approvals.has(path))));
      doubled = new Map(nodes.nodeTypes.map((type) => [type.manifest.type, type]));
      told = scene.test;
      random = scene.random;
      clock.setTo(scene.at);
      for (const message of [...earlier, { input, ...(headers && { headers }), ...(query && { query }) }]) {
        const { input: body, ...more } = message;
        const { flow, source, correlationId } = scene;
        const started = await engine.start({ environment: SANDBOX_ENVIRONMENT, flow, trigger: { body, ...more }, source, correlationId });
        if (started.kind !== 'accepted') return [];
        if (!(await untilItEnds(started.runId, { engine, rows, clock, scene, approvals }))) return [];
        clock.skipTo(clock.now() + 2 * MINUTE_MS * random());
      }
      if (scene.stands !== undefined) return await queueBehind(scene, scene.stands, before);
      return nodes.uncalled.length > 0 ? [] : since.all(before).map((runId) => takeSampleRun(rows, runId));
    },
    async close() {
      clock.stop();
      await engine.close(0);
      rows.close();
    },
  };
}

interface Playing {
  readonly engine: EmbeddedEngine;
  readonly rows: MemoryRows;
  readonly clock: SkippingClock;
  readonly scene: Scene;
  readonly approvals: ReadonlyMap<string, readonly StepDouble[]>;
}

async function untilItEnds(runId: string, playing: Playing): Promise<boolean> {
  const { rows, clock, scene, engine } = playing;
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let trials = 0; Date.now() < giveUpAt; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const run = rows.writer.reads.findRun(runId)!;
    if (isFinal(run.state)) return scene.stands === undefined;
    if (scene.stands !== undefined && standsAtPerson(run, playing)) return true;
    if (run.state === 'parked') {
      clock.skipTo(clock.now() + (20 + 100 * scene.random()) * MINUTE_MS);
      await engine.act(runId, SET_ASIDE);
    } else if (run.state === 'waiting') {
      if (await decide(run, playing)) continue;
      const [next] = rows.writer.reads.dueTimers(END_OF_TIME, 1);
      if (next !== undefined) clock.skipTo(Date.parse(next.dueAt));
    } else if (run.state === 'held') {
      if (trials++ === MOST_TRIALS) return false;
      clock.skipTo(clock.now() + (trials === 1 ? scene.outageMs : DEFAULT_LIMITS.trialAfterMs));
    }
  }
  return false;
}

function standsAtPerson(run: RunRow, { rows }: Playing): boolean {
  if (run.state === 'parked') return true;
  return run.state === 'waiting' && listApprovals(rows, run.runId).length > 0;
}

/** As the test's double of the approval says; false when the run asks nobody, or nobody would answer. */
async function decide(run: RunRow, { rows, clock, scene, engine, approvals }: Playing): Promise<boolean> {
  const stored = rows.database.prepare<[], { path: string; wait: string }>("SELECT path, wait FROM wait WHERE kind = 'approval'").get();
  const double = stored === undefined ? undefined : approvals.get(stored.path)?.[0];
  if (stored === undefined || double === undefined || !('output' in double)) return false;
  const { approvalId } = JSON.parse(stored.wait) as Wait & { readonly kind: 'approval' };
  const { choice, reason } = double.output as { readonly choice: string; readonly reason: string };
  clock.skipTo(clock.now() + (5 + 90 * scene.random()) * MINUTE_MS);
  const { kind } = await engine.decide(approvalId, { choice, by: 'Ada Lovelace', reason });
  return kind === 'done' && run.runId !== '';
}

function isApproval({ flows }: PlayParts, flow: string, path: string): boolean {
  const deployed = flows.findDeployed(SANDBOX_ENVIRONMENT, flow);
  return deployed !== undefined && flows.getVersion(flow, deployed.version).document.nodes[path]?.type === 'core/approval';
}
