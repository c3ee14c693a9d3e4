/** The embedded engine over a memory store and a clock of the test's own: everything in one turn of the hand. */
import type { FlowDocument, FlowEdge, FlowLane, FlowNode } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import type { RunState } from '#flows/run.ts';
import type { EffectRow, TraceEvent } from '#flows/trace.ts';
import { coreApproval } from '#nodes/core/approval/execute.ts';
import { coreBatchWindow } from '#nodes/core/batch-window/execute.ts';
import { coreCallFlow } from '#nodes/core/call-flow/execute.ts';
import { coreCollect } from '#nodes/core/collect/execute.ts';
import { coreDelay } from '#nodes/core/delay/execute.ts';
import { coreEmitEvent } from '#nodes/core/emit-event/execute.ts';
import { coreEvent } from '#nodes/core/event/execute.ts';
import { coreFlowCall } from '#nodes/core/flow-call/execute.ts';
import { coreForEach } from '#nodes/core/for-each/manifest.ts';
import { coreJoin } from '#nodes/core/join/execute.ts';
import { coreManual } from '#nodes/core/manual/execute.ts';
import { coreMap } from '#nodes/core/map/execute.ts';
import { coreMoveWatermark } from '#nodes/core/move-watermark/execute.ts';
import { coreRaiseException } from '#nodes/core/raise-exception/execute.ts';
import { coreReadWatermark } from '#nodes/core/read-watermark/execute.ts';
import { coreReleaseLane } from '#nodes/core/release-lane/execute.ts';
import { coreRespond } from '#nodes/core/respond/execute.ts';
import { coreScope } from '#nodes/core/scope/manifest.ts';
import { coreSwitch } from '#nodes/core/switch/execute.ts';
import type { NodeType } from '#nodes/node.ts';
import { createEmbeddedEngine, type EmbeddedEngine } from '#runtime/embedded/create-embedded-engine.ts';
import type { EmbeddedParts } from '#runtime/embedded/parts.ts';
import type { DeployedFlows, PublishedVersion } from '#runtime/engine/deployed-flows.ts';
import type { StartRequest } from '#runtime/engine/engine.ts';
import { noReferenceData } from '#runtime/engine/reference-data.ts';
import type { EngineReads, ExceptionRow, RunRow, Writer } from '#runtime/store/engine-rows.ts';
import { createFakeWorld, type FakeWorld } from './fake-world.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { evaluateTestMerge, testExpressions } from './test-expressions.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface FlowSketch {
  readonly id: string;
  readonly trigger?: string;
  readonly nodes: { readonly [nodeId: string]: Partial<FlowNode> & { readonly type: string } };
  /** `a > b`, `a:error > b`. */
  readonly edges: readonly string[];
  readonly lane?: Partial<FlowLane>;
  readonly more?: Partial<FlowDocument>;
}

/** A flow with a manual trigger `start` unless it says otherwise. */
export function aFlow({ id, trigger = 'core/manual', nodes, edges, lane, more }: FlowSketch): FlowDocument {
  const drawn: Record<string, FlowNode> = { start: { type: trigger, version: 1, config: {} } };
  for (const [nodeId, node] of Object.entries(nodes)) drawn[nodeId] = { version: 1, config: {}, ...node };
  return {
    format: 1,
    id,
    name: id,
    layer: 'process',
    owner: 'order-management',
    contract: { major: 1 },
    nodes: drawn,
    edges: edges.map(readEdge),
    ...(lane === undefined ? {} : { lane: { name: 'order', key: '= trigger.body.order', ...lane } }),
    ...more,
  };
}

function readEdge(text: string): FlowEdge {
  const [from = '', to = ''] = text.split('>').map((part) => part.trim());
  const [node = '', port] = from.split(':');
  return port === undefined ? { from: node, to } : { from: node, port, to };
}

export interface TestFlows extends DeployedFlows {
  deploy(document: FlowDocument, version?: number): void;
  /** The version is there no more, or nobody can read it. */
  lose(flow: string, version: number): void;
}

export function createTestFlows(): TestFlows {
  const versions = new Map<string, PublishedVersion>();
  const deployed = new Map<string, { version: number; major: number }>();
  return {
    deploy(document, version = (deployed.get(document.id)?.version ?? 0) + 1) {
      versions.set(`${document.id}@${version}`, { flow: document.id, version, document, schemas: {} });
      deployed.set(document.id, { version, major: document.contract.major });
    },
    lose: (flow, version) => void versions.delete(`${flow}@${version}`),
    findDeployed: (_environment, flow, major) => {
      const found = deployed.get(flow);
      return found === undefined || (major !== undefined && found.major !== major) ? undefined : found;
    },
    getVersion(flow, version) {
      const found = versions.get(`${flow}@${version}`);
      if (found === undefined) throw new Error(`There is no version ${version} of ${flow}.`);
      return found;
    },
    subscribers: (_environment, eventType) =>
      [...deployed].flatMap(([flow, { version, major }]) => {
        const { document } = versions.get(`${flow}@${version}`)!;
        const listens = Object.values(document.nodes).some(({ type, config }) => type === 'core/event' && config['type'] === eventType);
        return listens ? [{ flow, major, version }] : [];
      }),
  };
}

export const coreNodeTypes: readonly NodeType[] = [
  coreManual,
  coreEvent,
  coreFlowCall,
  coreMap,
  coreSwitch,
  coreJoin,
  coreForEach,
  coreScope,
  coreDelay,
  coreCollect,
  coreBatchWindow,
  coreReadWatermark,
  coreMoveWatermark,
  coreCallFlow,
  coreEmitEvent,
  coreReleaseLane,
  coreRespond,
  coreRaiseException,
  coreApproval,
];

/** Storage that a bench can kill and open again. */
export interface TestStorage {
  /** The current life's. */
  readonly writer: Writer;
  readonly reads: EngineReads;
  /** What is not committed is lost; nobody hears of the old life any more. */
  crash(): void;
  open(): void | Promise<void>;
  exceptions(): readonly ExceptionRow[];
  /** Oldest first. */
  listRuns(): readonly { readonly runId: string; readonly flow: string; readonly state: RunState }[];
  onCommit(act: (() => void) | undefined): void;
  /** Changes what is written in the run's journal, as a bad disk or a curious person would. */
  damage(runId: string): void | Promise<void>;
  /** What the last opening found. */
  readonly damagedRuns: readonly string[];
}

export interface EngineBench {
  readonly clock: VirtualClock;
  readonly storage: TestStorage;
  readonly world: FakeWorld;
  readonly flows: TestFlows;
  engine: EmbeddedEngine;
  /** Flows of which nothing begins. */
  readonly paused: Set<string>;
  readonly errors: unknown[];
  start(flow: string, body: Json, more?: Partial<StartRequest>): Promise<string>;
  /** kill -9: memory is gone, rows stay, a new engine begins after `downMs`. */
  crash(downMs?: number): Promise<void>;
  /** The first half of a crash: call `crash` to begin again. */
  killNow(): void;
  onCommit(act: (() => void) | undefined): void;
  types(runId: string): readonly string[];
  events(runId: string): readonly TraceEvent[];
  state(runId: string): string | undefined;
  row(runId: string): RunRow | undefined;
  /** Recorded output of a step. */
  output(runId: string, path: string): Json | undefined;
  effects(runId: string): readonly EffectRow[];
  approvalOf(runId: string): string;
  exceptions(): readonly ExceptionRow[];
  listRuns(): ReturnType<TestStorage['listRuns']>;
}

export interface BenchOptions {
  readonly flows: readonly FlowDocument[];
  /** Left out: rows in memory. */
  readonly storage?: ((clock: VirtualClock) => TestStorage) | undefined;
  readonly parts?: Partial<EmbeddedParts>;
  readonly nodeTypes?: readonly NodeType[];
}

const CALLBACK_KEY = new Uint8Array(32).fill(7);

export function createBench(options: BenchOptions): EngineBench {
  const clock = createVirtualClock();
  const storage = options.storage?.(clock) ?? memoryStorage(createMemoryStore(clock), clock);
  const world = createFakeWorld();
  const flows = createTestFlows();
  const errors: unknown[] = [];
  const paused = new Set<string>();
  let ids = 0;
  for (const flow of options.flows) flows.deploy(flow);

  function createEngine(): EmbeddedEngine {
    return createEmbeddedEngine({
      writer: storage.writer,
      reads: storage.reads,
      flows,
      nodeTypes: [...coreNodeTypes, ...world.nodeTypes, ...(options.nodeTypes ?? [])],
      connections: world.connections,
      expressions: { ...testExpressions, runCode: () => Promise.reject(new Error('the tests of the engine run no code')) },
      evaluateMerge: evaluateTestMerge,
      reference: noReferenceData,
      validate: () => [],
      clock,
      random: () => 0.5,
      newId: () => `id-${String(++ids).padStart(6, '0')}`,
      damagedRuns: storage.damagedRuns,
      callbackKey: CALLBACK_KEY,
      callbackBaseUrl: () => 'http://127.0.0.1/resume/',
      isPaused: (_environment, flow) => paused.has(flow),
      logger: { info: () => undefined, warn: () => undefined, error: (_message, error) => errors.push(error) },
      ...options.parts,
    });
  }

  const bench: EngineBench = {
    clock,
    storage,
    world,
    flows,
    errors,
    engine: createEngine(),
    paused,
    async start(flow, body, more = {}) {
      const started = bench.engine.start({ environment: 'test', flow, trigger: { body }, source: 'manual', ...more });
      await clock.settle();
      const result = await started;
      if (result.kind !== 'accepted')
        throw new Error(`not accepted: ${result.kind} ${'code' in result ? result.code : ''} ${result.message}`);
      return result.runId;
    },
    killNow() {
      storage.crash();
      clock.reset();
    },
    async crash(downMs = 0) {
      bench.killNow();
      await clock.advance(downMs);
      await storage.open();
      bench.engine = createEngine();
      await clock.settle();
    },
    onCommit: (act) => storage.onCommit(act),
    types: (runId) => storage.reads.readEvents(runId).map(({ type }) => type),
    events: (runId) => storage.reads.readEvents(runId),
    state: (runId) => storage.reads.findRun(runId)?.state,
    row: (runId) => storage.reads.findRun(runId),
    output(runId, path) {
      const done = storage.reads.readEvents(runId).findLast((event) => event.type === 'step-completed' && event.path === path);
      return done?.type === 'step-completed' ? done.output : undefined;
    },
    effects: (runId) => storage.reads.listEffects(runId),
    approvalOf(runId) {
      const opened = storage.reads.readEvents(runId).findLast((event) => event.type === 'wait-started' && event.wait.kind === 'approval');
      if (opened?.type !== 'wait-started' || opened.wait.kind !== 'approval') throw new Error('The run waits for no approval.');
      return opened.wait.approvalId;
    },
    exceptions: () => storage.exceptions(),
    listRuns: () => storage.listRuns(),
  };
  return bench;
}

export function memoryStorage(store: MemoryStore, clock: VirtualClock): TestStorage {
  let current: { readonly writer: Writer; readonly reads: EngineReads } = store;
  const damaged: string[] = [];
  let found: readonly string[] = [];
  return {
    get writer() {
      return current.writer;
    },
    get reads() {
      return current.reads;
    },
    crash: () => store.crash(),
    open() {
      current = store.open(clock);
      found = [...damaged];
    },
    exceptions: () => [...store.exceptions.values()],
    listRuns: () => [...store.runs.values()].map(({ runId, flow, state }) => ({ runId, flow, state })),
    onCommit(act) {
      store.afterCommit = act;
    },
    damage(runId) {
      store.damage(runId);
      damaged.push(runId);
    },
    get damagedRuns() {
      return found;
    },
  };
}
