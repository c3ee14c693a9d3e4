import type { Json, JsonObject } from '#flows/json.ts';
import type { StepContext, StepNode, StepOutcome } from '../../node.ts';
import { callScheduler } from '../client.ts';
import type { DemandAnswer } from '../contract.ts';
import { type RequestPlanConfig, requestPlanManifest } from './manifest.ts';

export const schedulerRequestPlan: StepNode = {
  manifest: requestPlanManifest,
  async execute(step) {
    const config = step.config as RequestPlanConfig;
    const body: JsonObject = {
      requestId: config.requestId,
      mode: config.mode,
      demandIds: config.demandIds,
      frozenFenceDays: config.frozenFenceDays,
      options: { allowSplit: config.allowSplit, alternativePlants: config.alternativePlants },
    };
    // The scheduler knows a repeated request by its id, so asking again is harmless.
    const asked = await step.write(
      'request-plan',
      body,
      (exchange) =>
        callScheduler(step.connection, exchange, {
          method: 'POST',
          path: '/v1/plans',
          body: { ...body, callbackUrl: step.callbackUrl() },
        }).then(required),
      {
        object: { type: 'plan', key: config.requestId },
        repeatable: true,
      },
    );
    const called = step.resume?.by === 'callback' ? asPlan(step.resume.answer) : undefined;
    const known = called ?? (isOver(asked) ? asked : step.resume === undefined ? undefined : await readPlan(step, asked));
    if (known !== undefined && isOver(known)) return decide(known);
    const since = typeof step.resume?.state === 'string' ? step.resume.state : step.startedAt;
    const leftMs = Date.parse(since) + config.planTimeoutMs - Date.parse(step.startedAt);
    if (leftMs <= 0) return { kind: 'done', port: 'timed-out', output: { planId: asked['planId'] ?? '', status: 'waiting' } };
    return { kind: 'wait', for: { kind: 'callback', pollMs: Math.min(config.pollMs, leftMs), timeoutMs: leftMs, state: since } };
  },
};

function readPlan(step: StepContext, asked: JsonObject): Promise<JsonObject> {
  const planId = String(asked['planId']);
  return step.read('read-plan', { planId }, (exchange) =>
    callScheduler(step.connection, exchange, { method: 'GET', path: `/v1/plans/${encodeURIComponent(planId)}` }).then(required),
  );
}

/** A callback is only believed for the plan run it is about; everything else is asked for. */
function asPlan(answer: Json | undefined): JsonObject | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const plan = answer as JsonObject;
  return isOver(plan) && Array.isArray(plan['demands']) ? plan : undefined;
}

function isOver({ status }: JsonObject): boolean {
  return status === 'done' || status === 'failed';
}

function decide(plan: JsonObject): StepOutcome {
  const demands = (plan['demands'] ?? []) as unknown as readonly DemandAnswer[];
  if (plan['status'] === 'failed' || demands.some(({ outcome }) => outcome === 'infeasible'))
    return { kind: 'done', port: 'failed', output: plan };
  return { kind: 'done', port: demands.every(({ outcome }) => outcome === 'committed') ? 'feasible' : 'offers', output: plan };
}

function required(body: JsonObject | undefined): JsonObject {
  return body ?? {};
}
