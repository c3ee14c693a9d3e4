/**
 * What the expressions of a node see: built once for each flow in the run and each iteration of a loop, then kept up as steps complete.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import type { Plan, PlanScope } from '../engine/plan.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import { flowScopeOf } from '../engine/step-decisions.ts';
import type { ExpressionScope } from '../expressions/evaluator.ts';
import type { ActiveRun } from './active-run.ts';

/** A view, and what it was built for: places of ended iterations are used again, calls are entered again. */
export interface KnownScope {
  readonly scope: PlanScope;
  readonly trigger: Json;
  readonly view: ExpressionScope;
}

const flowViews = new WeakMap<PlanScope, JsonObject>();

export function expressionScopeOf(run: ActiveRun, scope: number, reference: ReferenceData): ExpressionScope {
  const at = viewedScope(run.plan, scope);
  const flow = flowScopeOf(run.plan, at);
  const trigger = (run.state.triggers[flow] ?? null) as unknown as Json;
  const known = run.expressionScopes[at];
  if (known !== undefined && known.trigger === trigger && known.scope === run.plan.scopes[at]) return known.view;
  const view = at === flow ? flowView(run, flow, trigger, reference) : iterationView(run, at, reference);
  run.expressionScopes[at] = { scope: run.plan.scopes[at]!, trigger, view };
  return view;
}

/** A completed step is seen by those after it. */
export function rememberOutput(run: ActiveRun, path: string): void {
  const index = run.plan.indexByPath.get(path);
  // The last step of an iteration whose place is free again.
  if (index === undefined) return;
  const node = run.plan.nodes[index]!;
  const known = run.expressionScopes[viewedScope(run.plan, node.scope)];
  const output = run.state.outputs[index];
  // The object is this run's own and nobody keeps it between steps.
  if (known !== undefined && output !== undefined) (known.view.steps as Record<string, Json>)[node.nodeId] = output;
}

/** The body of a `core/scope` is seen as part of what it stands in. */
function viewedScope(plan: Plan, scope: number): number {
  let at = scope;
  while (plan.scopes[at]!.kind === 'block') at = plan.nodes[plan.scopes[at]!.caller]!.scope;
  return at;
}

function flowView(run: ActiveRun, scope: number, trigger: Json, reference: ReferenceData): ExpressionScope {
  const { facts, plan } = run;
  return {
    trigger,
    steps: outputsIn(run, scope),
    vars: reference.variables(facts.environment, facts.referenceRevision),
    run: {
      id: facts.runId,
      correlationId: facts.correlationId,
      startedAt: facts.startedAt,
      environment: facts.environment,
      version: facts.version,
    },
    flow: describeFlow(plan.scopes[scope]!),
  };
}

/** What the loop sees, its own steps, and the item. */
function iterationView(run: ActiveRun, scope: number, reference: ReferenceData): ExpressionScope {
  const { plan, state } = run;
  const { caller, iterations } = plan.scopes[scope]!;
  const around = expressionScopeOf(run, plan.nodes[caller]!.scope, reference);
  const index = iterations.at(-1)!;
  return { ...around, steps: { ...around.steps, ...outputsIn(run, scope) }, item: state.loops.get(caller)?.items[index] ?? null, index };
}

function outputsIn(run: Pick<ActiveRun, 'plan' | 'state'>, scope: number): Record<string, Json> {
  const { plan, state } = run;
  const steps: Record<string, Json> = {};
  for (const index of plan.scopes[scope]!.nodes) {
    const node = plan.nodes[index]!;
    const output = state.outputs[index];
    if (output !== undefined) steps[node.nodeId] = output;
    if (node.kind === 'block') Object.assign(steps, outputsIn(run, node.calls));
  }
  return steps;
}

function describeFlow(scope: PlanScope): JsonObject {
  let view = flowViews.get(scope);
  if (view === undefined) {
    const { document, version } = scope;
    view = { id: document.id, name: document.name, major: document.contract.major, version };
    flowViews.set(scope, view);
  }
  return view;
}
