/** Runs: start, list, look into, act on. */
import type { EventsPage, RunAccepted, RunActionResult, RunSummary } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { OPERATOR_ACTIONS, RUN_STATES } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { ActRequest, Engine } from '../../engine/engine.ts';
import { withoutPayload } from '../../live/event-text.ts';
import { withoutErrorDetails } from '../../runs/error-details.ts';
import { type RunDocuments, toRunSummary, toRunView, toStepDetail } from '../../runs/run-view.ts';
import type { ValueProblem } from '../../schema-validation.ts';
import type { OpenForPeople } from '../../secrets/open-for-people.ts';
import type { AuditDefinitions, AuditDraft } from '../../store/audit-definitions.ts';
import { DamagedError, type EngineReads, type RunRow } from '../../store/engine-rows.ts';
import type { RunQueries } from '../../store/run-queries.ts';
import { ApiError, refusals } from '../api-error.ts';
import { BIG_BODY_BYTES } from '../json-body.ts';
import { requireCursor } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { anyJson, closed, INSTANT, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

export interface RunRouteParts {
  readonly engine: Pick<Engine, 'start' | 'act'>;
  readonly reads: Pick<EngineReads, 'findRun' | 'readEvents' | 'listEffects'>;
  readonly queries: RunQueries;
  readonly isEnvironment: (name: string) => boolean;
  /** Owner of a flow; undefined when there is no such flow. */
  readonly folderOf: (flow: string) => string | undefined;
  readonly documentsOf: (run: RunRow) => RunDocuments;
  readonly audit: Pick<AuditDefinitions, 'append'>;
  /** What a person edits around sealed values goes on with the values themselves. */
  readonly opened: Pick<OpenForPeople, 'openData'>;
  /** What does not fit the contract of the deployed flow; empty when it fits, or when there is none. */
  readonly inputFaults: (environment: string, flow: string, major: number | undefined, input: Json) => readonly ValueProblem[];
}

const EVENTS_PER_PAGE = 1_000;
const MOST_ERRORS = 20;
const ONE_STATE = RUN_STATES.join('|');

export function runRoutes(parts: RunRouteParts): readonly Route[] {
  function scopeOf(run: Pick<RunSummary, 'environment' | 'plant'>, flow: string) {
    return { environment: run.environment, folder: parts.folderOf(flow) ?? '', ...(run.plant === undefined ? {} : { plant: run.plant }) };
  }

  function requireRun({ params, require }: ApiRequest, right: 'runs.read' | 'runs.act'): RunRow {
    const run = parts.reads.findRun(params['runId']!);
    if (run === undefined) throw refusals.notFound('run', params['runId']!);
    require(right, scopeOf(run, run.flow));
    return run;
  }

  /** Of a run whose journal was changed nothing is shown: what it says may not be what happened (RES-4). */
  function readEvents(run: RunRow): readonly TraceEvent[] {
    try {
      return parts.reads.readEvents(run.runId);
    } catch (error) {
      if (error instanceof DamagedError) return [];
      throw error;
    }
  }

  function withOpenedData(runId: string, act: Omit<ActRequest, 'by'>): Omit<ActRequest, 'by'> {
    if (act.data === undefined) return act;
    const opened = parts.opened.openData(runId, act.data);
    if ('data' in opened) return { ...act, data: opened.data };
    const help = 'Leave masked values as they are shown, or write a value in their place.';
    throw new ApiError(400, 'sealed-value-unknown', `The run has no sealed value "${opened.unknown}".`, help);
  }

  return [
    {
      method: 'POST',
      path: '/api/runs',
      summary: 'Starts a run of a deployed flow with this input as trigger.body.',
      right: 'runs.start',
      mostBytes: BIG_BODY_BYTES,
      body: closed(
        {
          environment: text(64),
          flow: text(128),
          major: { type: 'integer', minimum: 1 },
          input: anyJson,
          correlationId: text(128),
          idempotencyKey: text(256),
        },
        ['environment', 'flow', 'input'],
      ),
      answer: 'RunAccepted',
      status: 202,
      async handle({ body, require }) {
        const { environment, flow, major, input, correlationId, idempotencyKey } = body as {
          environment: string;
          flow: string;
          major?: number;
          input: Json;
          correlationId?: string;
          idempotencyKey?: string;
        };
        if (!parts.isEnvironment(environment)) throw refusals.notFound('environment', environment);
        const folder = parts.folderOf(flow);
        if (folder === undefined) throw refusals.notFound('flow', flow);
        require('runs.start', { environment, folder });
        const errors = parts.inputFaults(environment, flow, major, input).slice(0, MOST_ERRORS);
        if (errors[0] !== undefined)
          throw new ApiError(
            400,
            'input-invalid',
            `The input does not fit the contract of "${flow}": ${errors[0].path || '/'} ${errors[0].message}.`,
            'Correct the input and send it again.',
            { errors },
          );
        const result = await parts.engine.start({
          environment,
          flow,
          trigger: { body: input },
          source: 'manual',
          ...(major === undefined ? {} : { major }),
          ...(correlationId === undefined ? {} : { correlationId }),
          ...(idempotencyKey === undefined ? {} : { messageId: idempotencyKey }),
        });
        if (result.kind === 'refused') {
          const headers: { readonly [name: string]: string } =
            result.retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.ceil(result.retryAfterMs / 1000)) };
          throw new ApiError(result.status, result.code, result.message, undefined, {}, headers);
        }
        if (result.kind === 'exception')
          throw new ApiError(422, 'kept-as-exception', result.message, `See exception ${result.exceptionId}.`);
        return {
          body: { runId: result.runId, correlationId: result.correlationId, duplicate: result.duplicate } satisfies RunAccepted,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/runs',
      summary: 'Runs, newest first; by business key, state, flow, correlation, error or time.',
      right: 'runs.read',
      query: {
        ...PAGE_QUERY,
        environment: { description: 'Only in this environment.' },
        flow: { description: 'Only of this flow.' },
        state: { description: 'Only in this state; several separated by commas.', pattern: `(?:${ONE_STATE})(?:,(?:${ONE_STATE}))*` },
        key: { description: 'Business key, whole or from its beginning (three characters at least).', pattern: '.{3,}' },
        correlationId: { description: 'Only with this correlation id.' },
        error: { description: 'Error class or code.' },
        from: { description: 'Started at or after this ISO instant.', pattern: INSTANT },
        to: { description: 'Started before this ISO instant.', pattern: INSTANT },
        sample: { description: '`none` leaves sample history out, `only` gives nothing else.', pattern: 'only|none' },
      },
      answer: 'Page<RunSummary>',
      async handle({ query, may }) {
        requireCursor(query, ['number'], ['value']);
        const { limit: _limit, sample, ...filter } = query;
        const page = await parts.queries.listRuns({
          ...filter,
          ...(sample === undefined ? {} : { sample: sample as 'only' | 'none' }),
          limit: pageLimit(query),
        });
        const visible = page.items.filter((run) => may('runs.read', scopeOf(run, run.flowId)));
        return {
          body: { ...page, items: visible.map((run) => (may('payloads.read', scopeOf(run, run.flowId)) ? run : withoutErrorDetails(run))) },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/runs/{runId}',
      summary: 'One run: its documents, steps and what may be done with it.',
      right: 'runs.read',
      answer: 'RunView',
      handle(request) {
        const run = requireRun(request, 'runs.read');
        return {
          body: toRunView(run, readEvents(run), parts.documentsOf(run), request.may('payloads.read', scopeOf(run, run.flow))),
        };
      },
    },
    {
      method: 'GET',
      path: '/api/runs/{runId}/events',
      summary: 'Events of the run after a runSeq, in order.',
      right: 'runs.read',
      query: { after: { description: 'Last runSeq that is known; 0 for all.', pattern: '\\d{1,12}' } },
      answer: 'EventsPage',
      handle(request) {
        const run = requireRun(request, 'runs.read');
        const after = Number(request.query['after'] ?? 0);
        const all = readEvents(run).filter((event) => event.runSeq > after);
        const payloads = request.may('payloads.read', scopeOf(run, run.flow));
        const events = all.slice(0, EVENTS_PER_PAGE).map((event) => (payloads ? event : withoutPayload(event)));
        return { body: { events, ...(all.length > EVENTS_PER_PAGE ? { next: events.at(-1)!.runSeq } : {}) } satisfies EventsPage };
      },
    },
    {
      method: 'GET',
      path: '/api/runs/{runId}/steps/{path}',
      summary: 'One step: config, output, every request and answer. The path is URL-encoded.',
      right: 'runs.read',
      answer: 'StepDetail',
      handle(request) {
        const run = requireRun(request, 'runs.read');
        const path = request.params['path']!;
        const payloads = request.may('payloads.read', scopeOf(run, run.flow));
        const detail = toStepDetail(path, readEvents(run), parts.reads.listEffects(run.runId), parts.documentsOf(run), payloads);
        if (detail === undefined) throw refusals.notFound('step', path);
        return { body: detail };
      },
    },
    {
      method: 'POST',
      path: '/api/runs/{runId}/actions',
      summary:
        'Retry, edit, skip, set aside, compensate, cancel, send again, mark as confirmed or as not applied; always with a reason, always audited.',
      right: 'runs.act',
      mostBytes: BIG_BODY_BYTES,
      body: closed(
        {
          action: { enum: [...OPERATOR_ACTIONS] },
          reason,
          path: text(512),
          data: anyJson,
          port: text(64),
          effectKey: text(512),
          version: { type: 'integer', minimum: 1 },
        },
        ['action', 'reason'],
      ),
      answer: 'RunActionResult',
      async handle(request) {
        const run = requireRun(request, 'runs.act');
        const act: ActRequest = { ...withOpenedData(run.runId, request.body as Omit<ActRequest, 'by'>), by: request.caller.name };
        const result = await parts.engine.act(run.runId, act);
        if (result.kind === 'refused') throw new ApiError(409, result.code, result.message);
        // Committed with the run's journal already, person and reason with it; here it stands beside everything else that people did.
        await parts.audit.append(toAuditDraft(run, act));
        return {
          body: {
            runId: run.runId,
            warnings: result.warnings,
            ...(result.runId === undefined ? {} : { newRunId: result.runId }),
          } satisfies RunActionResult,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/runs/{runId}/summary',
      summary: 'State of a run, small.',
      right: 'runs.read',
      answer: 'RunSummary',
      handle(request) {
        const run = requireRun(request, 'runs.read');
        const summary = toRunSummary(run);
        return { body: request.may('payloads.read', scopeOf(run, run.flow)) ? summary : withoutErrorDetails(summary) };
      },
    },
  ];
}

/** Without `data`: payloads belong to the journal, where rights guard them. */
function toAuditDraft({ runId, environment, flow }: RunRow, { action, by, reason, path, effectKey }: ActRequest): AuditDraft {
  return {
    by,
    action: 'run-acted',
    object: `run ${runId}`,
    reason,
    detail: {
      action,
      environment,
      flow,
      ...(path === undefined ? {} : { step: path }),
      ...(effectKey === undefined ? {} : { effect: effectKey }),
    },
  };
}
