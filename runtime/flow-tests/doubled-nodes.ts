/**
 * Node types as a test sees them: a step with a double ends as the double says, everything that stays in the process really runs, and
 * what would call another system without a double is refused. Nothing ever leaves the process.
 */
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest, StepDouble } from '#flows/flow-test.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { Port } from '#flows/node-manifest.ts';
import { ANSWERED_STEP } from '#flows/part-of-flow.ts';
import type { ErrorClass } from '#flows/run.ts';
import { withoutIteration } from '#flows/step-views.ts';
import { coreMap } from '#nodes/core/map/execute.ts';
import {
  ConflictError,
  DeniedError,
  InternalError,
  InvalidError,
  NetworkError,
  RejectedError,
  type StepError,
  type StepErrorOptions,
  ThrottledError,
  TimeoutError,
  UnavailableError,
} from '#nodes/errors.ts';
import type { NodeType, StepNode } from '#nodes/node.ts';
import type { ProbeAnswer, StepContext } from '#nodes/step.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';

export interface DoubledNodes {
  readonly nodeTypes: readonly NodeType[];
  /** Calls that have a double of their own stand in the document as steps. */
  replaceCalls(document: FlowDocument, prefix?: string): FlowDocument;
  /** What each step's config came to in a run, by path, in the order in which it was performed. */
  configsOf(runId: string): ReadonlyMap<string, readonly Json[]>;
  /** Steps that would have called somebody, as sentences. */
  readonly uncalled: readonly string[];
}

const ERRORS: { readonly [C in ErrorClass]: new (message: string, options: StepErrorOptions) => StepError } = {
  network: NetworkError,
  timeout: TimeoutError,
  throttled: ThrottledError,
  unavailable: UnavailableError,
  conflict: ConflictError,
  invalid: InvalidError,
  rejected: RejectedError,
  denied: DeniedError,
  internal: InternalError,
};

export function doubleNodes(installed: readonly NodeType[], doubles: NonNullable<FlowTest['doubles']>): DoubledNodes {
  const configs = new Map<string, Map<string, Json[]>>();
  /** Steps whose answer was lost and that have not asked yet what became of their write, by run and path. */
  const lost = new Map<string, LostAnswer>();
  const uncalled: string[] = [];
  const used = new Map<string, number>();

  /** `change@2` first, then what is said for every iteration: `change`. */
  function nextDouble(path: string): StepDouble | undefined {
    const key = path in doubles ? path : path.split('/').map(withoutIteration).join('/');
    const list = doubles[key];
    if (list === undefined) return undefined;
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    return list[Math.min(count, list.length - 1)];
  }

  function perform(type: StepNode, step: StepContext): StepOutcome | Promise<StepOutcome> {
    keepConfig(step);
    const place = `${step.run.id}/${step.path}`;
    const double = lost.get(place) ?? nextDouble(step.path);
    if (double !== undefined) {
      if (type.manifest.effects === 'write') return write(type, step, place, double);
      if (type.manifest.connection === undefined) return toOutcome(answerOf(double, type));
      return step.read(type.manifest.type, step.config, async () => answerOf(double, type)).then(toOutcome);
    }
    if (type.manifest.connection === undefined && type.manifest.effects !== 'write') return type.execute(step);
    uncalled.push(`The step "${step.path}" (${type.manifest.type}) would have called another system: give it a double.`);
    throw new InvalidError('A test calls no other system.', { code: 'no-double' });
  }

  function keepConfig({ run, path, config }: StepContext): void {
    let ofRun = configs.get(run.id);
    if (ofRun === undefined) configs.set(run.id, (ofRun = new Map()));
    const known = ofRun.get(path);
    if (known === undefined) ofRun.set(path, [config]);
    else known.push(config);
  }

  /** Through the ledger, as the real step would: what it sends, asks for and repeats is what production would. */
  async function write(type: StepNode, step: StepContext, place: string, double: StepDouble): Promise<StepOutcome> {
    let next: StepDouble | undefined = lost.has(place) ? undefined : double;
    async function send(): Promise<JsonObject> {
      lost.delete(place);
      // Asked, the system had not applied it: the next double answers the second try.
      const sent = next ?? nextDouble(step.path);
      next = undefined;
      if (sent === undefined || !('lost' in sent)) return answerOf(sent ?? double, type);
      lost.set(place, sent);
      throw new NetworkError('The answer was lost.', { code: 'answer-lost', maybeApplied: true });
    }
    async function probe(): Promise<ProbeAnswer<JsonObject>> {
      const asked = lost.get(place);
      if (asked?.lost === 'applied') return { verdict: 'confirmed', answer: answerOf(asked, type) };
      if (asked?.lost === 'changed-by-somebody-else') return { verdict: asked.lost, found: {} };
      return { verdict: 'not-applied' };
    }
    const canAsk = !('lost' in double) || double.lost !== 'unanswerable';
    return toOutcome(await step.write(type.manifest.type, step.config, send, canAsk ? { probe } : {}));
  }

  const doubledCall = answeredStep((step) => perform(doubledCall, step));

  return {
    configsOf: (runId) => configs.get(runId) ?? new Map(),
    uncalled,
    nodeTypes: [
      ...installed.map((type): NodeType => ('execute' in type ? { ...type, execute: (step) => perform(type, step) } : type)),
      doubledCall,
    ],
    replaceCalls(document, prefix = '') {
      const nodes = Object.entries(document.nodes).map(([nodeId, node]) =>
        node.type === 'core/call-flow' && `${prefix}${nodeId}` in doubles
          ? ([nodeId, { ...node, type: ANSWERED_STEP }] as const)
          : ([nodeId, node] as const),
      );
      return { ...document, nodes: Object.fromEntries(nodes) };
    },
  };
}

/** What stands in the place of a step that is answered for. */
export function answeredStep(execute: StepNode['execute']): StepNode {
  return {
    manifest: {
      ...coreMap.manifest,
      type: ANSWERED_STEP,
      config: {},
      ports: [
        { name: 'out', label: 'Done', kind: 'out' },
        { name: 'error', label: 'Failed', kind: 'error' },
      ],
      output: {},
    } as StepNode['manifest'],
    execute,
  };
}

type LostAnswer = Extract<StepDouble, { readonly lost: unknown }>;

/** What the other system answers; throws when it fails. */
export function answerOf(double: StepDouble, { manifest }: StepNode): { readonly port: string; readonly output: Json } {
  // Where the ports depend on the config, the double says which.
  const first = Array.isArray(manifest.ports) ? (manifest.ports as readonly Port[])[0]?.name : undefined;
  if ('output' in double) return { port: double.port ?? first ?? 'out', output: double.output };
  if ('lost' in double) throw new InvalidError('Only a write can lose its answer.', { code: 'no-write' });
  const { class: kind, code, message = `A double failed with ${code}.` } = double.error;
  throw new ERRORS[kind](message, { code, maybeApplied: false });
}

function toOutcome(answer: JsonObject): StepOutcome {
  return { kind: 'done', port: answer['port'] as string, output: answer['output']! };
}
