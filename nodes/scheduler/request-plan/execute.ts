import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
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
        }).then(withPlanId),
      {
        object: { type: 'plan', key: config.requestId },
        repeatable: true,
      },
    );
    const { resume } = step;
    const ranOut = resume?.by === 'timer' && resume.state === undefined;
    const known = findAnswer(asked, config.requestId) ?? findAnswer(resume?.answer, config.requestId);
    const plan = known ?? (resume === undefined ? undefined : findAnswer(await readPlan(step, asked), config.requestId));
    if (plan !== undefined) return decide(plan, config.demandIds);
    if (ranOut) return { kind: 'done', port: 'timed-out', output: { planId: asked['planId'] ?? '', status: 'waiting' } };
    const { pollMs, planTimeoutMs } = config;
    return { kind: 'wait', for: { kind: 'callback', pollMs: Math.min(pollMs, planTimeoutMs), timeoutMs: planTimeoutMs, state: {} } };
  },
};

function readPlan(step: StepContext, asked: JsonObject): Promise<JsonObject> {
  const planId = String(asked['planId']);
  return step.read('read-plan', { planId }, (exchange) =>
    callScheduler(step.connection, exchange, { method: 'GET', path: `/v1/plans/${encodeURIComponent(planId)}` }).then(withPlanId),
  );
}

/** A finished plan of this request; a callback about another one is not believed, and the plan is read instead. */
function findAnswer(answer: Json | undefined, requestId: string): JsonObject | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const plan = answer as JsonObject;
  const isOver = plan['status'] === 'done' || plan['status'] === 'failed';
  return isOver && plan['requestId'] === requestId && Array.isArray(plan['demands']) ? plan : undefined;
}

function decide(plan: JsonObject, demandIds: readonly string[]): StepOutcome {
  if (plan['status'] === 'failed') return { kind: 'done', port: 'failed', output: plan };
  const demands = plan['demands'] as unknown as readonly DemandAnswer[];
  const missing = demandIds.filter((asked) => !demands.some(({ demandId }) => demandId === asked));
  if (missing.length > 0)
    throw new InvalidError(`The plan says nothing about ${missing.join(', ')}`, { code: 'answer-incomplete', maybeApplied: true });
  if (demands.some(({ outcome }) => outcome === 'infeasible')) return { kind: 'done', port: 'failed', output: plan };
  return { kind: 'done', port: demands.every(({ outcome }) => outcome === 'committed') ? 'feasible' : 'offers', output: plan };
}

/** Without it nothing could be asked for: better said at once than polled for in vain. */
function withPlanId(body: JsonObject | undefined): JsonObject {
  if (typeof body?.['planId'] === 'string') return body;
  throw new InvalidError('The scheduler answers without planId', { code: 'answer-incomplete', maybeApplied: true });
}
