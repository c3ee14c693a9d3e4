/**
 * Tries a flow while it is drawn: the real engine on rows in memory, real reads from the systems of the environment, waits skipped, each
 * call made once. Writes are recorded and not sent unless the connection allows test writes. What comes of it is sealed as in any run,
 * and nothing of it stays.
 */
import type { TriedStep, TryReport } from '#flows/api/flow-tests.ts';
import { outputAt } from '#flows/derive.ts';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { ANSWERED_STEP, flowUpTo, itemAnswer, nodeAlone, withAnswers } from '#flows/part-of-flow.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import { findNodeByPath, foldSteps } from '#flows/step-views.ts';
import { connectionTypes } from '#nodes/catalog.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { collectedFolder } from '#nodes/files/work-folder.ts';
import type { NodeType } from '#nodes/node.ts';
import { type ConnectionRegistry, TRIED_IN } from '../connections/connection-registry.ts';
import { createEmbeddedEngine } from '../embedded/create-embedded-engine.ts';
import { maintenanceUntil } from '../engine/circuit.ts';
import type { CircuitView } from '../engine/engine.ts';
import { findFirstPort } from '../engine/ports.ts';
import { newId } from '../ids.ts';
import type { Redactor } from '../secrets/redact.ts';
import { sealEngineStore } from '../secrets/seal-engine-store.ts';
import type { SealedValues } from '../secrets/sealed-values.ts';
import { createTaggedPlaces } from '../secrets/tagged-places.ts';
import { createSealedValueReads } from '../store/sealed-value-reads.ts';
import { referenceOf } from './closed-world.ts';
import { openMemoryRows } from './memory-rows.ts';
import type { FlowTestParts } from './run-flow-test.ts';
import { createSkippingClock } from './skipping-clock.ts';
import { takenContract } from './taken-contract.ts';
import { createTestedFlows, type TestedFlow } from './tested-flows.ts';
import { type TriedAnswer, triedNodes } from './tried-nodes.ts';
import { untilItStands } from './until-it-stands.ts';

export interface TryParts extends FlowTestParts {
  readonly connections: Pick<ConnectionRegistry, 'open' | 'limits' | 'allowsTestWrites'>;
  /** Of the engine that runs what is live: what it does not call is not called by a try either. */
  circuits(environment: string): readonly CircuitView[];
  readonly redactor: Redactor;
  readonly sealed: SealedValues;
}

export interface TryRequest {
  /** Left out: what the schema of the trigger would take. */
  readonly input?: Json;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  /** Up to this node; it is the last one that runs. */
  readonly to?: string;
  /** This node alone, behind what the others gave. */
  readonly only?: string;
  /** What steps give instead of being performed, by node. */
  readonly answers: { readonly [nodeId: string]: TriedAnswer };
  /** Of the for-each around the node that runs alone. */
  readonly item?: Json;
}

export async function tryFlow(parts: TryParts, tested: TestedFlow, request: TryRequest): Promise<TryReport> {
  const given = { ...request.answers, ...(request.item === undefined ? {} : itemAnswer(request.item)) };
  const answers = withPorts(parts.nodeTypes, tested.document, withStandIns(given as unknown as Json) as unknown as typeof given);
  const document = partOf(parts.nodeTypes, tested.document, request, answers);
  const called = calledBy(tested.document, parts.findCalled);
  const nodes = triedNodes(parts.nodeTypes, answers, (path, manifest) => {
    const node = findNodeByPath(tested.document, called, path);
    if (node === undefined) return undefined;
    const port = findFirstPort(manifest, node);
    return { port, output: outputAt(manifest, node, port, tested.document) };
  });
  const clock = createSkippingClock();
  const rows = openMemoryRows(() => new Date(clock.now()).toISOString());
  const flows = createTestedFlows(parts.findCalled, callingOnce(document), tested.schemas, callingOnce);
  const store = sealEngineStore({
    writer: rows.writer,
    reads: rows.writer.reads,
    redactor: parts.redactor,
    sealed: parts.sealed,
    places: createTaggedPlaces({ flows, nodeTypes: nodes.nodeTypes, connectionTypes }),
    flows,
    find: createSealedValueReads(rows.database).find,
  });
  const shares = new Set<ConnectionAccess>();
  const engine = createEmbeddedEngine({
    ...store,
    flows,
    nodeTypes: nodes.nodeTypes,
    connections: {
      open(environment, role, plant) {
        const access = parts.connections.open(environment, role, plant);
        if (access.files !== undefined) shares.add(access);
        return access;
      },
      limits(environment, role, plant) {
        const limits = parts.connections.limits(environment, role, plant);
        // Waits are skipped, windows are not: a system that is in one now is in it for all of the try.
        const isIn = maintenanceUntil(limits.maintenance, Date.now()) !== undefined;
        return { ...limits, maintenance: isIn ? [ALWAYS] : [] };
      },
      withholdWrites: (environment, role, plant) => role === undefined || !parts.connections.allowsTestWrites(environment, role, plant),
    },
    expressions: parts.expressions,
    reference: referenceOf(parts.reference, TRIED_IN, {}),
    validate: parts.validate,
    clock,
    random: () => 0.5,
    newId,
    callbackKey: Buffer.alloc(32),
    callbackBaseUrl: () => 'http://127.0.0.1/resume/',
    redact: (_environment, _connection, value) => parts.redactor.json(value),
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  });
  let runId: string | undefined;
  try {
    await engine.recovered;
    for (const { connection, plant } of parts.circuits(TRIED_IN).filter(isNotCalled))
      await engine.setCircuit(
        { environment: TRIED_IN, connection, ...(plant === undefined ? {} : { plant }) },
        'open',
        'millrace',
        'not called now',
      );
    const input = withStandIns(request.input ?? madeUpInput(parts.nodeTypes, tested.document, request));
    const contract = request.only === undefined ? takenContract(parts.nodeTypes, document) : undefined;
    const [fault] = contract === undefined ? [] : parts.validate(contract, tested.schemas, input);
    if (fault !== undefined) return notTaken(`The message does not fit: ${fault.path || '/'} ${fault.message}`, input);
    const started = await engine.start({
      environment: TRIED_IN,
      flow: document.id,
      trigger: {
        body: input,
        ...(request.headers === undefined ? {} : { headers: request.headers }),
        ...(request.query === undefined ? {} : { query: request.query }),
      },
      source: 'http',
    });
    if (started.kind !== 'accepted') return notTaken(started.message, input);
    ({ runId } = started);
    const run = await untilItStands(runId, rows.writer.reads, clock, { deadlinePasses: false, mostTrials: 0 });
    const events = rows.writer.reads.readEvents(run.runId);
    const effects = rows.writer.reads.listEffects(run.runId);
    const completed = events.findLast((event) => event.type === 'run-completed');
    const steps = [...foldSteps(events, (path) => findNodeByPath(tested.document, called, path)).values()];
    const count = (...states: readonly string[]) => effects.filter(({ kind, state }) => kind === 'write' && states.includes(state)).length;
    return {
      state: run.state,
      input,
      steps: steps.map((step): TriedStep => {
        const output = events.findLast((event) => event.type === 'step-completed' && event.path === step.path);
        const config = nodes.configs.get(step.path);
        return {
          ...step,
          answered: step.path in answers,
          exchanges: effects.filter(({ path }) => path === step.path),
          ...(config === undefined ? {} : { input: store.cleanConfig(run.runId, step.path, parts.redactor.json(config) as JsonObject) }),
          ...(output?.type === 'step-completed' ? { output: output.output } : {}),
        };
      }),
      events,
      simulated: count('withheld'),
      sent: count('confirmed', 'refused', 'unknown', 'intended', 'sent'),
      ...(run.error === undefined ? {} : { error: run.error }),
      ...(completed?.type === 'run-completed' && completed.output !== undefined ? { output: completed.output } : {}),
    };
  } finally {
    clock.stop();
    await engine.close(0);
    rows.close();
    if (runId !== undefined) for (const share of shares) await removeCollected(share, runId);
  }
}

/** The step that would remove it was withheld, or never came. */
async function removeCollected(share: ConnectionAccess, runId: string): Promise<void> {
  try {
    await share.files?.remove(collectedFolder(share, runId));
  } catch {
    // A share that is away now tells so in the report, by the step that found it; the report is not lost for it.
  }
}

const ALWAYS = { from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' };

/** Opened, by a person or by its own failures, and not yet to be asked again. */
function isNotCalled({ state, nextTrialAt }: CircuitView): boolean {
  if (state !== 'open') return state === 'half-open';
  return nextTrialAt === undefined || Date.parse(nextTrialAt) > Date.now();
}

/** What of the flow is tried. */
function partOf(
  nodeTypes: readonly NodeType[],
  document: FlowDocument,
  { to, only, item }: TryRequest,
  answers: TryRequest['answers'],
): FlowDocument {
  const isTrigger = (type: string) => nodeTypes.some(({ manifest }) => manifest.type === type && manifest.kind === 'trigger');
  if (only !== undefined) {
    const given = new Map(
      Object.entries(answers).flatMap(([id, answer]) =>
        id in document.nodes && id !== only ? [[id, 'error' in answer ? 'error' : (answer.port ?? 'out')] as const] : [],
      ),
    );
    return nodeAlone(document, only, { given, hasItem: item !== undefined, isTrigger });
  }
  const part = to === undefined ? document : flowUpTo(document, to);
  const answered = Object.keys(answers).filter((id) => part.nodes[id] !== undefined && !isTrigger(part.nodes[id].type));
  return withAnswers(part, new Set(answered), (node) => firstPortOf(nodeTypes, node));
}

/** Answers that name no way out leave by the first one of their node. */
function withPorts(nodeTypes: readonly NodeType[], { nodes }: FlowDocument, answers: TryRequest['answers']): TryRequest['answers'] {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => {
      const node = nodes[id];
      return [
        id,
        node === undefined || 'error' in answer || answer.port !== undefined ? answer : { ...answer, port: firstPortOf(nodeTypes, node) },
      ];
    }),
  );
}

function firstPortOf(nodeTypes: readonly NodeType[], node: FlowNode): string {
  const type = nodeTypes.find(({ manifest }) => manifest.type === node.type);
  return type === undefined ? 'out' : findFirstPort(type.manifest, node);
}

/** Whoever tries a step wants to see how it fails: what would be tried again later is not waited for, and no system is pressed. */
function callingOnce(document: FlowDocument): FlowDocument {
  const once = (node: FlowNode): FlowNode => (node.type === ANSWERED_STEP ? node : { ...node, retry: { attempts: 1 } });
  return { ...document, nodes: Object.fromEntries(Object.entries(document.nodes).map(([id, node]) => [id, once(node)])) };
}

/** Of a run without a message: what its trigger is pinned to, else what its schema takes. */
function madeUpInput(nodeTypes: readonly NodeType[], document: FlowDocument, { answers }: TryRequest): Json {
  for (const [nodeId, { type }] of Object.entries(document.nodes)) {
    const answer = answers[nodeId];
    if (answer === undefined || !('output' in answer)) continue;
    if (nodeTypes.some(({ manifest }) => manifest.type === type && manifest.kind === 'trigger')) return answer.output;
  }
  const schema: JsonSchema | undefined = takenContract(nodeTypes, document) ?? document.contract.input;
  return schema === undefined ? {} : sampleOf(schema, resolveSchema);
}

function notTaken(refused: string, input: Json): TryReport {
  return { state: 'failed', input, refused, steps: [], events: [], simulated: 0, sent: 0 };
}

/** Documents of called flows by calling path. */
function calledBy(
  document: FlowDocument,
  findCalled: FlowTestParts['findCalled'],
  prefix = '',
  around: readonly string[] = [],
): { readonly [path: string]: FlowDocument } {
  const found: Record<string, FlowDocument> = {};
  for (const [nodeId, { type, config }] of Object.entries(document.nodes)) {
    const flow = String(config['flow']);
    if (type !== 'core/call-flow' || around.includes(flow)) continue;
    const called = findCalled(flow, Number(config['major']))?.document;
    if (called === undefined) continue;
    found[`${prefix}${nodeId}`] = called;
    Object.assign(found, calledBy(called, findCalled, `${prefix}${nodeId}/`, [...around, flow]));
  }
  return found;
}
