/**
 * Runs one test of a flow: the real engine on rows in memory, other systems answered by the test's doubles, waits skipped. Ends when the
 * run ends, or stands still with nothing left that time would bring.
 */
import type { FlowTestResult } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowMessage, FlowTest } from '#flows/flow-test.ts';
import type { JsonSchema } from '#flows/json.ts';
import { isFinal, type RunState } from '#flows/run.ts';
import type { NodeType } from '#nodes/node.ts';
import { DEFAULT_LIMITS } from '../connections/connection-registry.ts';
import { createEmbeddedEngine } from '../embedded/create-embedded-engine.ts';
import type { PublishedVersion } from '../engine/deployed-flows.ts';
import type { StartResult } from '../engine/engine.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import { newId } from '../ids.ts';
import type { ValidateValue } from '../schema-validation.ts';
import type { EngineReads, RunRow } from '../store/engine-rows.ts';
import { closedConnection, referenceOf } from './closed-world.ts';
import { doubleNodes } from './doubled-nodes.ts';
import { judgeFlowTest } from './judge-flow-test.ts';
import { openMemoryRows } from './memory-rows.ts';
import { createSkippingClock, type SkippingClock } from './skipping-clock.ts';

export interface TestedFlow {
  readonly document: FlowDocument;
  readonly schemas: { readonly [ref: string]: JsonSchema };
}

export interface FlowTestParts {
  readonly nodeTypes: readonly NodeType[];
  readonly expressions: ExpressionEngine;
  readonly validate: ValidateValue;
  /** What the test does not say itself. */
  readonly reference: ReferenceData;
  /** Newest published version of a called flow with this contract. */
  findCalled(flow: string, major: number): TestedFlow | undefined;
}

const ENVIRONMENT = 'development';
/** Of real time; waits of the flow are skipped. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 5;
/** How a run may end that is past its deadline. */
const AFTER_DEADLINE: ReadonlySet<RunState | undefined> = new Set(['parked', 'failed']);
const END_OF_TIME = '9999-12-31T23:59:59.999Z';
/** A system whose doubles stay down for so many trials of its circuit does not come back in this test: the run stands held. */
const MOST_TRIALS = 20;

export async function runFlowTest(parts: FlowTestParts, tested: TestedFlow, name: string, test: FlowTest): Promise<FlowTestResult> {
  const nodes = doubleNodes(parts.nodeTypes, test.doubles ?? {});
  const clock = createSkippingClock();
  const rows = openMemoryRows(() => new Date(clock.now()).toISOString());
  const flows = createFlows(parts, nodes.replaceCalls(tested.document), tested.schemas, nodes.replaceCalls);
  const engine = createEmbeddedEngine({
    writer: rows.writer,
    reads: rows.writer.reads,
    flows,
    nodeTypes: nodes.nodeTypes,
    connections: {
      open: (_environment, role) => closedConnection(ENVIRONMENT, role),
      limits: () => DEFAULT_LIMITS,
    },
    expressions: parts.expressions,
    reference: referenceOf(parts.reference, ENVIRONMENT, test),
    validate: parts.validate,
    clock,
    random: () => 0.5,
    newId,
    callbackKey: Buffer.alloc(32),
    callbackBaseUrl: () => 'http://127.0.0.1/resume/',
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const contract = takenContract(parts.nodeTypes, tested.document);
  async function send({ input, headers, query }: FlowMessage): Promise<StartResult> {
    const [fault] = contract === undefined ? [] : parts.validate(contract, tested.schemas, input);
    if (fault !== undefined)
      return { kind: 'refused', status: 400, code: 'input-invalid', message: `${fault.path || '/'} ${fault.message}` };
    return engine.start({
      environment: ENVIRONMENT,
      flow: tested.document.id,
      trigger: { body: input, ...(headers === undefined ? {} : { headers }), ...(query === undefined ? {} : { query }) },
      source: 'http',
    });
  }
  try {
    await engine.recovered;
    for (const message of test.earlier ?? []) {
      const started = await send(message);
      if (started.kind !== 'accepted') return notTaken(name, 'An earlier message', started);
      await untilItStands(started.runId, rows.writer.reads, clock, false);
    }
    const started = await send(test);
    if (started.kind !== 'accepted') return refused(name, test, started);
    const run = await untilItStands(started.runId, rows.writer.reads, clock, AFTER_DEADLINE.has(test.expect.state));
    const events = rows.writer.reads.readEvents(started.runId);
    const faults = [
      ...nodes.uncalled,
      ...judgeDuplicate(test, started),
      ...judgeFlowTest(test.expect, run, events, nodes.configsOf(started.runId)),
    ];
    return { name, passed: faults.length === 0, faults, state: run.state, events };
  } finally {
    clock.stop();
    await engine.close(0);
    rows.close();
  }
}

/** What a message must fit to be taken at all; undefined where the sender cannot correct it, so that the flow has to look for itself. */
function takenContract(nodeTypes: readonly NodeType[], { nodes, contract }: FlowDocument): JsonSchema | undefined {
  for (const node of Object.values(nodes)) {
    const type = nodeTypes.find(({ manifest }) => manifest.type === node.type);
    if (type === undefined || !('trigger' in type)) continue;
    if (type.trigger.kind !== 'http') return contract.input;
    return type.trigger.checksBody === true ? ((node.config['body'] as JsonSchema | undefined) ?? contract.input) : undefined;
  }
  return undefined;
}

/**
 * Gives the run as it stands when it has ended, or when no time that passes would change it. Its deadline is no wait: it passes only in a
 * test that looks for what comes then.
 */
async function untilItStands(
  runId: string,
  reads: Pick<EngineReads, 'findRun' | 'dueTimers'>,
  clock: SkippingClock,
  deadlinePasses: boolean,
): Promise<RunRow> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let trials = 0;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const run = reads.findRun(runId)!;
    if (isFinal(run.state) || run.state === 'parked' || Date.now() > giveUpAt) return run;
    if (run.state !== 'waiting' && run.state !== 'held') continue;
    const [next] = reads.dueTimers(END_OF_TIME, 1);
    if (next !== undefined && (next.kind !== 'deadline' || deadlinePasses)) clock.skipTo(Date.parse(next.dueAt));
    else if (run.state === 'waiting' || trials++ === MOST_TRIALS) return run;
    // A circuit tries again by a clock of its own.
    else clock.skipTo(clock.now() + DEFAULT_LIMITS.trialAfterMs);
  }
}

type NotAccepted = Exclude<StartResult, { kind: 'accepted' }>;

function refused(name: string, { expect }: FlowTest, started: NotAccepted): FlowTestResult {
  if (started.kind !== 'refused' || started.code !== expect.refused) return notTaken(name, 'The message', started);
  return { name, passed: true, faults: [], state: 'failed', events: [] };
}

function notTaken(name: string, what: string, started: NotAccepted): FlowTestResult {
  const words = started.kind === 'refused' ? `${started.message} (${started.code})` : started.message;
  return { name, passed: false, faults: [`${what} was not taken: ${words}`], state: 'failed', events: [] };
}

function judgeDuplicate({ expect }: FlowTest, { duplicate }: Extract<StartResult, { kind: 'accepted' }>): readonly string[] {
  if (duplicate === (expect.duplicate === true)) return [];
  return [duplicate ? 'The message is known as one of the earlier ones' : 'The message started a run of its own, it is no duplicate'];
}

function createFlows(
  { findCalled }: FlowTestParts,
  document: FlowDocument,
  schemas: TestedFlow['schemas'],
  replaceCalls: (document: FlowDocument, prefix?: string) => FlowDocument,
) {
  const VERSION = 1;
  const found = (flow: string, major: number | undefined) =>
    flow === document.id || major === undefined ? undefined : findCalled(flow, major);
  const called = new Map<string, PublishedVersion>();
  return {
    findDeployed(_environment: string, flow: string, major?: number) {
      if (flow === document.id) return { version: VERSION, major: document.contract.major };
      const other = found(flow, major);
      if (other === undefined || major === undefined) return undefined;
      called.set(`${flow}@${major}`, { flow, version: major, document: replaceCalls(other.document), schemas: other.schemas });
      // In a test the contract stands for the version: there is one of each.
      return { version: major, major };
    },
    getVersion(flow: string, version: number): PublishedVersion {
      if (flow === document.id) return { flow, version, document, schemas };
      const other = called.get(`${flow}@${version}`);
      if (other === undefined) throw new Error(`The test knows no flow "${flow}" with contract ${version}.`);
      return other;
    },
    subscribers: () => [],
  };
}
