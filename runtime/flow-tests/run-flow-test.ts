/**
 * Runs one test of a flow: the real engine on rows in memory, other systems answered by the test's doubles, waits skipped. Ends when the
 * run ends, or stands still with nothing left that time would bring.
 */
import type { FlowTestResult } from '#flows/api/flow-tests.ts';
import type { FlowMessage, FlowTest } from '#flows/flow-test.ts';
import type { RunState } from '#flows/run.ts';
import type { NodeType } from '#nodes/node.ts';
import { DEFAULT_LIMITS } from '../connections/connection-registry.ts';
import { createEmbeddedEngine } from '../embedded/create-embedded-engine.ts';
import type { StartResult } from '../engine/engine.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import { newId } from '../ids.ts';
import type { ValidateValue } from '../schema-validation.ts';
import { closedConnection, referenceOf } from './closed-world.ts';
import { doubleNodes } from './doubled-nodes.ts';
import { judgeFlowTest } from './judge-flow-test.ts';
import { openMemoryRows } from './memory-rows.ts';
import { createSkippingClock } from './skipping-clock.ts';
import { takenContract } from './taken-contract.ts';
import { createTestedFlows, type TestedFlow } from './tested-flows.ts';
import { untilItStands } from './until-it-stands.ts';

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
/** How a run may end that is past its deadline. */
const AFTER_DEADLINE: ReadonlySet<RunState | undefined> = new Set(['parked', 'failed']);

export async function runFlowTest(parts: FlowTestParts, tested: TestedFlow, name: string, test: FlowTest): Promise<FlowTestResult> {
  const nodes = doubleNodes(parts.nodeTypes, test.doubles ?? {});
  const clock = createSkippingClock();
  const rows = openMemoryRows(() => new Date(clock.now()).toISOString());
  const flows = createTestedFlows(parts.findCalled, nodes.replaceCalls(tested.document), tested.schemas, nodes.replaceCalls);
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
      await untilItStands(started.runId, rows.writer.reads, clock, { deadlinePasses: false });
    }
    const started = await send(test);
    if (started.kind !== 'accepted') return refused(name, test, started);
    const run = await untilItStands(started.runId, rows.writer.reads, clock, { deadlinePasses: AFTER_DEADLINE.has(test.expect.state) });
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
