/** What the expressions of a flow see: built once for each flow in the run, then kept up as steps complete. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { Plan } from '../engine/plan.ts';
import { getNode } from '../engine/plan.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import type { ExpressionScope } from '../expressions/evaluator.ts';
import type { ActiveRun } from './active-run.ts';

const flowViews = new WeakMap<Plan, JsonObject[]>();

export function expressionScopeOf(run: ActiveRun, scope: number, reference: ReferenceData): ExpressionScope {
  const trigger = run.state.triggers[scope] as unknown as Json;
  const known = run.expressionScopes[scope];
  if (known !== undefined && known.trigger === trigger) return known;
  const { facts, plan, state } = run;
  const steps: Record<string, Json> = {};
  for (const index of plan.scopes[scope]!.nodes) {
    const output = state.outputs[index];
    if (output !== undefined) steps[plan.nodes[index]!.nodeId] = output;
  }
  const built: ExpressionScope = {
    trigger: trigger ?? null,
    steps,
    vars: reference.variables(facts.environment, facts.referenceRevision),
    run: {
      id: facts.runId,
      correlationId: facts.correlationId,
      startedAt: facts.startedAt,
      environment: facts.environment,
      version: facts.version,
    },
    flow: flowView(plan, scope),
  };
  run.expressionScopes[scope] = built;
  return built;
}

/** A completed step is seen by those after it. */
export function rememberOutput(run: ActiveRun, path: string): void {
  const node = getNode(run.plan, path);
  const scope = run.expressionScopes[node.scope];
  const output = run.state.outputs[node.index];
  // The object is this run's own and nobody keeps it between steps.
  if (scope !== undefined && output !== undefined) (scope.steps as Record<string, Json>)[node.nodeId] = output;
}

function flowView(plan: Plan, scope: number): JsonObject {
  let views = flowViews.get(plan);
  if (views === undefined) flowViews.set(plan, (views = []));
  const { document, version } = plan.scopes[scope]!;
  views[scope] ??= { id: document.id, name: document.name, major: document.contract.major, version };
  return views[scope]!;
}
