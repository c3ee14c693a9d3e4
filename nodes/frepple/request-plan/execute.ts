import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { InvalidError, NetworkError, UnavailableError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { DemandAnswer } from '../../scheduler/contract.ts';
import type { RequestPlanConfig } from '../../scheduler/request-plan/manifest.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { type CallContext, callFrepple, listFrepple } from '../client.ts';
import { namesIn, toAnswer } from '../demands.ts';
import { freppleSettingsOf } from '../settings.ts';
import { readOrder } from '../upsert-demand/execute.ts';
import { freppleRequestPlanManifest } from './manifest.ts';

export const freppleRequestPlan: StepNode = {
  manifest: freppleRequestPlanManifest,
  checkConfig: ({ mode }): readonly ConfigFinding[] =>
    mode === 'what-if' ? [{ path: ['mode'], message: `${NO_WHAT_IF}.`, help: FIRM_INSTEAD }] : [],
  async execute(step) {
    const config = step.config as RequestPlanConfig;
    if (config.mode === 'what-if')
      throw new InvalidError(NO_WHAT_IF, { code: 'what-if-not-supported', help: FIRM_INSTEAD, target: 'mode' });
    // While it waits for the plan the step comes by here again and again: the ledger has the days by then.
    const now = await step.read(
      'read-commitments',
      {},
      async (exchange): Promise<Days> => (step.resume === undefined ? committedDays(step, exchange) : {}),
    );
    let before = now;
    const started = await step.write<Started>('run-plan', { requestId: config.requestId }, (exchange) => start(step, before, exchange), {
      object: { type: 'plan', key: config.requestId },
      before: now,
      probe: async ({ before: kept }) => {
        // frePPLe does not say which run was ours. A second one does no harm, but the first may have moved orders: told is what was before it.
        before = kept as Days;
        return { verdict: 'not-applied' };
      },
    });
    const { taskId } = started;
    const task = await step.read('read-task', { taskId }, (exchange) => readTask(step, taskId, exchange));
    const plan = { planId: taskId, requestId: config.requestId, mode: config.mode };
    if (task.state === 'failed')
      return { kind: 'done', port: 'failed', output: { ...plan, status: 'failed', demands: [], error: task.message } };
    if (task.state === 'waiting') return waitOrGiveUp(step, config, plan);
    const answer = await step.read('read-plan', { taskId }, (exchange) => readPlan(step, config.demandIds, started.before, exchange));
    return decide(config.demandIds, { ...plan, status: 'done', planVersion: Number(taskId), ...answer });
  },
};

/** The days that are committed to our orders, by the name of the demand. */
type Days = { readonly [name: string]: string };
type Started = { readonly taskId: string; readonly before: Days };

async function start(step: StepContext, before: Days, exchange: CallContext): Promise<Started> {
  const { constraint, environment } = freppleSettingsOf(step.connection);
  const query = new URLSearchParams({ constraint, plantype: '1', env: environment });
  const answer = await callFrepple(step.connection, exchange, { method: 'POST', path: `/execute/api/runplan/?${query}` });
  const { taskid, message } = (answer ?? {}) as JsonObject;
  // Also what it could not start is answered with 200.
  if (typeof taskid === 'number' || typeof taskid === 'string') return { taskId: String(taskid), before };
  throw new UnavailableError(`frePPLe started no plan: ${typeof message === 'string' ? message : 'it says nothing'}`, {
    code: 'plan-not-started',
    maybeApplied: false,
  });
}

async function committedDays(step: StepContext, exchange: CallContext): Promise<Days> {
  const rows = await listFrepple(step.connection, exchange, 'demand', { status: 'open' }, MOST_DEMANDS);
  return Object.fromEntries(
    rows
      .filter((row) => namesIn(row['name']) !== undefined)
      .map((row) => [String(row['name']), String(row['deliverydate'] ?? '').slice(0, 10)]),
  );
}

type Task = { readonly state: 'waiting' | 'done' | 'failed'; readonly message: string };

async function readTask(step: StepContext, taskId: string, exchange: CallContext): Promise<Task> {
  const answer = await callFrepple(step.connection, exchange, {
    method: 'GET',
    path: `/execute/api/status/?id=${encodeURIComponent(taskId)}`,
  });
  const task = (answer as JsonObject | null)?.[taskId] as JsonObject | undefined;
  if (task === undefined) throw new NetworkError(`frePPLe does not know task ${taskId}`, { code: 'task-unknown' });
  const status = String(task['status'] ?? '').toLowerCase();
  const message = String(task['message'] ?? '') || `The plan ended as ${String(task['status'])}.`;
  if (status === 'done') return { state: 'done', message };
  // Everything else is on its way: Waiting, or a share such as 40%.
  return { state: status === 'failed' || status === 'canceled' ? 'failed' : 'waiting', message };
}

function waitOrGiveUp(
  step: StepContext,
  { pollMs, planTimeoutMs }: RequestPlanConfig,
  { planId }: { readonly planId: string },
): StepOutcome {
  const waitedMs = Number((step.resume?.state as JsonObject | undefined)?.['waitedMs'] ?? 0);
  if (waitedMs >= planTimeoutMs) return { kind: 'done', port: 'timed-out', output: { planId, status: 'waiting' } };
  const afterMs = Math.min(pollMs, planTimeoutMs - waitedMs);
  return { kind: 'again', afterMs, state: { waitedMs: waitedMs + afterMs } };
}

async function readPlan(step: StepContext, demandIds: readonly string[], before: Days, exchange: CallContext): Promise<JsonObject> {
  const { revisionField } = freppleSettingsOf(step.connection);
  const asked = new Map<string, readonly JsonObject[]>();
  for (const demandId of demandIds) asked.set(demandId, await readOrder(step, demandId, exchange));
  const rows = await listFrepple(step.connection, exchange, 'demand', { status: 'open' }, MOST_DEMANDS);
  const moved = new Set(
    rows.flatMap((row) => {
      const names = namesIn(row['name']);
      const was = before[String(row['name'])] ?? '';
      const isMoved =
        names !== undefined && !asked.has(names.demandId) && was !== '' && was !== String(row['deliverydate'] ?? '').slice(0, 10);
      return isMoved ? [names.demandId] : [];
    }),
  );
  const own = [...asked.values()].flat().map((row) => String(row['name']));
  const orders =
    own.length === 0 ? [] : await listFrepple(step.connection, exchange, 'manufacturingorder', { demand__in: own.join(',') }, MOST_DEMANDS);
  const demands = [...asked].map(([demandId, held]) => toAnswer(demandId, held, orders, revisionField));
  const displaced = [...moved].map((demandId): DemandAnswer => {
    const held = rows.filter((row) => namesIn(row['name'])?.demandId === demandId);
    const previousDate =
      held
        .map((row) => before[String(row['name'])] ?? '')
        .sort()
        .at(-1) ?? '';
    return { ...toAnswer(demandId, held, [], revisionField), ...(previousDate === '' ? {} : { previousDate }) };
  });
  return { demands, displaced } as unknown as JsonObject;
}

function decide(demandIds: readonly string[], plan: JsonObject): StepOutcome {
  const demands = plan['demands'] as unknown as readonly DemandAnswer[];
  const missing = demandIds.filter((id) => !demands.some(({ demandId, demandRevision }) => demandId === id && demandRevision >= 0));
  if (missing.length > 0)
    throw new InvalidError(`frePPLe has no demand of ${missing.join(', ')}`, {
      code: 'unknown-demand',
      help: 'Send the demand first, and check which field of the connection keeps the revision.',
    });
  if (demands.some(({ outcome }) => outcome === 'infeasible')) return { kind: 'done', port: 'failed', output: plan };
  return { kind: 'done', port: demands.every(({ outcome }) => outcome === 'committed') ? 'feasible' : 'offers', output: plan };
}

const NO_WHAT_IF = 'frePPLe plans what-if only in a scenario of its own, which this node does not make';
const FIRM_INSTEAD = 'Use mode firm with a connection to a scenario, or a scheduler that knows what-if.';
const MOST_DEMANDS = 20_000;
