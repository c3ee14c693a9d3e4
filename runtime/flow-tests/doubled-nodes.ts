/**
 * Node types as a test sees them: a step with a double ends as the double says, everything that stays in the process really runs, and
 * what would call another system without a double is refused. Nothing ever leaves the process.
 */
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest, StepDouble } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import type { Port } from '#flows/node-manifest.ts';
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
import type { NodeType, StepContext, StepNode, StepOutcome } from '#nodes/node.ts';

export interface DoubledNodes {
  readonly nodeTypes: readonly NodeType[];
  /** Calls that have a double of their own stand in the document as steps. */
  replaceCalls(document: FlowDocument, prefix?: string): FlowDocument;
  /** What each step's config came to, by path, in the order of its runs. */
  readonly configs: ReadonlyMap<string, readonly Json[]>;
  /** Steps that would have called somebody, as sentences. */
  readonly uncalled: readonly string[];
}

const DOUBLED_CALL = 'core/doubled-call';

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
  const configs = new Map<string, Json[]>();
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
    const known = configs.get(step.path);
    if (known === undefined) configs.set(step.path, [step.config]);
    else known.push(step.config);
    const double = nextDouble(step.path);
    if (double !== undefined) return endAs(double, type);
    if (type.manifest.connection === undefined) return type.execute(step);
    uncalled.push(`The step "${step.path}" (${type.manifest.type}) would have called another system: give it a double.`);
    throw new InvalidError('A test calls no other system.', { code: 'no-double' });
  }

  const doubledCall: StepNode = {
    manifest: {
      ...coreMap.manifest,
      type: DOUBLED_CALL,
      config: {},
      ports: [
        { name: 'out', label: 'Done', kind: 'out' },
        { name: 'error', label: 'Failed', kind: 'error' },
      ],
      output: {},
    } as StepNode['manifest'],
    execute: (step) => perform(doubledCall, step),
  };

  return {
    configs,
    uncalled,
    nodeTypes: [
      ...installed.map((type): NodeType => ('execute' in type ? { ...type, execute: (step) => perform(type, step) } : type)),
      doubledCall,
    ],
    replaceCalls(document, prefix = '') {
      const nodes = Object.entries(document.nodes).map(([nodeId, node]) =>
        node.type === 'core/call-flow' && `${prefix}${nodeId}` in doubles
          ? ([nodeId, { ...node, type: DOUBLED_CALL }] as const)
          : ([nodeId, node] as const),
      );
      return { ...document, nodes: Object.fromEntries(nodes) };
    },
  };
}

function endAs(double: StepDouble, { manifest }: StepNode): StepOutcome {
  // Where the ports depend on the config, the double says which.
  const first = Array.isArray(manifest.ports) ? (manifest.ports as readonly Port[])[0]?.name : undefined;
  if ('output' in double) return { kind: 'done', port: double.port ?? first ?? 'out', output: double.output };
  const { class: kind, code, message = `A double failed with ${code}.` } = double.error;
  throw new ERRORS[kind](message, { code, maybeApplied: false });
}
