/** What a compensation sees as `compensated` (CMP-2): what its step was asked for and what it gave. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { PlanNode } from '../engine/plan.ts';
import type { ReferenceData } from '../engine/reference-data.ts';
import { findDetails } from '../engine/run-state.ts';
import type { ExpressionScope } from '../expressions/evaluator.ts';
import type { ActiveRun } from './active-run.ts';
import { Attempt } from './attempt.ts';
import { expressionScopeOf } from './expression-scopes.ts';
import { StepEvaluation } from './step-evaluation.ts';

/** The scope of a node, with `compensated` when it undoes a step. The step's config is evaluated again: the same data give the same. */
export function scopeWithCompensated(
  run: ActiveRun,
  node: PlanNode,
  reference: ReferenceData,
  nowMs: number,
): ExpressionScope | Promise<ExpressionScope> {
  const scope = expressionScopeOf(run, node.scope, reference);
  if (node.undoes === -1) return scope;
  const step = run.plan.nodes[node.undoes]!;
  const output = run.state.outputs[step.index] ?? null;
  const withInput = (config: Json): ExpressionScope => ({ ...scope, compensated: { input: inputOf(step, config), output } });
  const edited = findDetails(run.state, step.index)?.config;
  if (edited !== undefined) return withInput(edited);
  const attempt = new Attempt(step, run.state.attempt[step.index]!, nowMs);
  const config = step.config.evaluate(scope, new StepEvaluation(run, attempt, reference));
  return config instanceof Promise ? config.then(withInput) : withInput(config);
}

/** Of a call: what the flow was called with. */
function inputOf(step: PlanNode, config: Json): Json {
  return step.kind === 'call' ? ((config as JsonObject)['input'] ?? null) : config;
}
