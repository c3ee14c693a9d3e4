/** Plans by version and called versions, compiled once and kept (they are immutable). */
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeType } from '#nodes/node.ts';
import { compilePlan } from '../engine/compile-plan.ts';
import type { DeployedFlows, PublishedVersion } from '../engine/deployed-flows.ts';
import { compileDirectValue, type DirectValue } from '../engine/direct-expressions.ts';
import { type Plan, PlanError } from '../engine/plan.ts';
import type { ExpressionEngine } from '../expressions/evaluator.ts';
import { StorageError } from '../store/engine-rows.ts';

/** `{ "sap-sales-order/1": 4 }`: flow and contract major → version. */
export type Callees = { readonly [flowAndMajor: string]: number };

/** What intake computes of every arriving event, compiled. */
export interface Intake {
  readonly document: FlowDocument;
  readonly laneKey: DirectValue | undefined;
  readonly sequence: DirectValue | undefined;
  readonly idempotencyKey: DirectValue | undefined;
  readonly plant: DirectValue | undefined;
  readonly objectKeys: readonly (readonly [name: string, value: DirectValue])[];
  readonly calls: readonly { readonly flow: string; readonly major: number }[];
}

/** All of it throws PlanError for a version that cannot be compiled (any more). */
export interface Plans {
  intakeOf(flow: string, version: number): Intake;
  /** The versions that calls of this version (and of what they call) are served by now. Throws PlanError when one is not deployed. */
  resolveCallees(environment: string, flow: string, version: number): Callees;
  planOf(flow: string, version: number, callees: Callees): Plan;
}

const MOST_PLANS = 2_000;

export function createPlans(
  flows: DeployedFlows,
  nodeTypes: readonly NodeType[],
  expressions: Pick<ExpressionEngine, 'compileConfig'>,
): Plans {
  const types = new Map(nodeTypes.map((type) => [type.manifest.type, type]));
  const intakes = new Map<string, Intake>();
  const plans = new Map<string, Plan>();

  function intakeOf(flow: string, version: number): Intake {
    const key = `${flow}@${version}`;
    let intake = intakes.get(key);
    if (intake === undefined) {
      intake = compiled(flow, version, () => compileIntake(flows.getVersion(flow, version)));
      remember(intakes, key, intake);
    }
    return intake;
  }

  function collectCallees(environment: string, flow: string, version: number, into: Record<string, number>): void {
    for (const call of intakeOf(flow, version).calls) {
      const key = `${call.flow}/${call.major}`;
      if (into[key] !== undefined) continue;
      const deployed = flows.findDeployed(environment, call.flow, call.major);
      if (deployed === undefined)
        throw new PlanError(`Flow "${flow}" calls "${call.flow}" with contract ${call.major}, which is not deployed in ${environment}.`);
      into[key] = deployed.version;
      collectCallees(environment, call.flow, deployed.version, into);
    }
  }

  return {
    intakeOf,
    resolveCallees(environment, flow, version) {
      if (intakeOf(flow, version).calls.length === 0) return NO_CALLEES;
      const callees: Record<string, number> = {};
      collectCallees(environment, flow, version, callees);
      return callees;
    },
    planOf(flow, version, callees) {
      const key =
        callees === NO_CALLEES || Object.keys(callees).length === 0
          ? `${flow}@${version}`
          : `${flow}@${version} ${JSON.stringify(callees)}`;
      let plan = plans.get(key);
      if (plan === undefined) {
        plan = compiled(flow, version, () =>
          compilePlan(flows.getVersion(flow, version), {
            nodeTypes: types,
            expressions,
            callee(called, major) {
              const calledVersion = callees[`${called}/${major}`];
              if (calledVersion === undefined) throw new PlanError(`No version of "${called}" was fixed for this run.`);
              return flows.getVersion(called, calledVersion);
            },
          }),
        );
        remember(plans, key, plan);
      }
      return plan;
    },
  };
}

const NO_CALLEES: Callees = {};

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  const oldest = map.size >= MOST_PLANS ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}

/** Whatever is wrong with a version that was fit when it was published: its runs are parked with these words, new ones are refused. */
function compiled<T>(flow: string, version: number, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new PlanError(`Version ${version} of "${flow}" cannot be run: ${message}`, { cause: error });
  }
}

function compileIntake({ document }: PublishedVersion): Intake {
  const { lane, idempotency, plant, object } = document;
  const compile = (text: string | undefined) => (text === undefined ? undefined : compileDirectValue(text));
  return {
    document,
    laneKey: compile(lane?.key),
    sequence: compile(lane?.sequence),
    idempotencyKey: compile(idempotency?.key),
    plant: compile(plant),
    objectKeys: Object.entries(object?.keys ?? {}).map(([name, text]) => [name, compileDirectValue(text)] as const),
    calls: Object.values(document.nodes)
      .filter(({ type }) => type === 'core/call-flow')
      .map(({ config }) => ({ flow: String(config['flow']), major: Number(config['major']) })),
  };
}
