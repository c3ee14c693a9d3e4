/** What operators look at beside single runs: lanes, circuits, approvals, exceptions, effects, object timelines, events, metrics. */
import type { CircuitState } from '#flows/api/connections.ts';
import type { ApprovalView, LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { ROLES } from '#flows/api/people.ts';
import type { EventsPage, RunSummary } from '#flows/api/runs.ts';
import { toConnectionHold } from '#flows/connection-hold.ts';
import { holdsRole, type Right, type Scope, wholeEnvironment } from '#flows/policy.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { auditedAs } from '../../connections/stored-connection.ts';
import type { Engine } from '../../engine/engine.ts';
import { withoutPayload } from '../../live/event-text.ts';
import { circuitWithoutDetails, withoutErrorDetails } from '../../runs/error-details.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { ConnectionDefinitions } from '../../store/connection-definitions.ts';
import type { EngineReads } from '../../store/engine-rows.ts';
import type { ExceptionDefinitions } from '../../store/exception-definitions.ts';
import type { RunQueries } from '../../store/run-queries.ts';
import { ApiError, refusals } from '../api-error.ts';
import { requireCursor } from '../position.ts';
import type { ApiRequest, Route } from '../route.ts';
import { closed, PAGE_QUERY, pageLimit, reason, text } from '../schemas.ts';

export interface OperationsRouteParts {
  readonly engine: Pick<Engine, 'circuits' | 'setCircuit' | 'decide'>;
  readonly reads: Pick<EngineReads, 'findRun'>;
  readonly queries: RunQueries;
  readonly definitions: ExceptionDefinitions & Pick<AuditDefinitions, 'append'> & Pick<ConnectionDefinitions, 'findConnection'>;
  readonly isEnvironment: (name: string) => boolean;
  readonly folderOf: (flow: string) => string | undefined;
  readonly readEvents: (
    of: { readonly environment: string; readonly flow?: string },
    after: number,
    limit: number,
  ) => readonly TraceEvent[];
  readonly now: () => number;
}

const EVENTS_PER_PAGE = 1_000;

export function operationsRoutes(parts: OperationsRouteParts): readonly Route[] {
  const { engine, reads, queries, definitions, isEnvironment, folderOf, now } = parts;

  /** Known, and the right is there somewhere; each object in it is asked for by itself. */
  function requireEnvironment({ params, requireSomewhere }: ApiRequest, right: Right = 'runs.read'): string {
    const environment = params['environment']!;
    if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
    requireSomewhere(right, environment);
    return environment;
  }

  /** Where an object of a flow belongs: a plant's own things are nobody's who has no right for the plant. */
  function scopeOf(environment: string, flow: string, plant?: string): Scope {
    return { environment, folder: folderOf(flow) ?? '', ...(plant === undefined ? {} : { plant }) };
  }
  const scopeOfSummary = ({ environment, flowId, plant }: Pick<RunSummary, 'environment' | 'flowId' | 'plant'>) =>
    scopeOf(environment, flowId, plant);
  const mayReadRun = (request: ApiRequest, run: RunSummary) => request.may('runs.read', scopeOfSummary(run));
  const runFor = (request: ApiRequest, run: RunSummary) =>
    request.may('payloads.read', scopeOfSummary(run)) ? run : withoutErrorDetails(run);
  /** A window that was announced is no outage, and says when it ends. */
  function reasonOf({ head, reason }: LaneView): string {
    const circuit = engine
      .circuits(head.environment)
      .find((one) => one.maintenanceUntil !== undefined && toConnectionHold(one) === head.heldBy);
    return circuit === undefined ? reason : `${reason}, in maintenance until ${circuit.maintenanceUntil}`;
  }
  const laneFor = (request: ApiRequest, lane: LaneView): LaneView => ({
    ...lane,
    reason: reasonOf(lane),
    head: runFor(request, lane.head),
    waiting: lane.waiting.filter((run) => mayReadRun(request, run)).map((run) => runFor(request, run)),
  });
  const scopeOfApproval = ({ environment, flowId, runId }: ApprovalView) => scopeOf(environment, flowId, reads.findRun(runId)?.plant);

  /** An approval that asks one of our roles is decided by who has it; any other word is told to the approvers. */
  function mayDecide(request: ApiRequest, approval: ApprovalView): boolean {
    if (approval.sample === true) return false;
    const scope = scopeOfApproval(approval);
    if (!request.may('approvals.decide', scope)) return false;
    const asked = ROLES.find((role) => role === approval.role);
    return asked === undefined || holdsRole(request.caller.grants, asked, scope);
  }

  return [
    {
      method: 'GET',
      path: '/api/environments/{environment}/lanes',
      summary: 'Lanes with more than their head, or with a head that does not move: the parking board.',
      right: 'runs.read',
      query: PAGE_QUERY,
      answer: 'Page<LaneView>',
      async handle(request) {
        const environment = requireEnvironment(request);
        requireCursor(request.query, ['number']);
        const page = await queries.listLanes(environment, request.query['cursor'], pageLimit(request.query));
        const visible = page.items.filter(({ head }) => mayReadRun(request, head));
        return {
          body: { ...page, items: visible.map((lane) => laneFor(request, lane)) },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/lanes/{name}/{key}',
      summary: 'One lane with all that waits in it.',
      right: 'runs.read',
      answer: 'LaneView',
      async handle(request) {
        const environment = requireEnvironment(request);
        const lane = await queries.findLane(environment, request.params['name']!, request.params['key']!);
        if (lane === undefined || !mayReadRun(request, lane.head))
          throw refusals.notFound('lane with open runs', `${request.params['name']}/${request.params['key']}`);
        return { body: laneFor(request, lane) };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/circuits',
      summary: 'State of every connection that runs have used; one that a plant has to itself has a circuit of its own.',
      right: 'runs.read',
      answer: 'Page<CircuitState>',
      handle(request) {
        const environment = requireEnvironment(request);
        const payloads = request.may('payloads.read', wholeEnvironment(environment));
        const items = engine.circuits(environment).map((circuit) => (payloads ? circuit : circuitWithoutDetails(circuit)));
        return { body: { items } satisfies Page<CircuitState> };
      },
    },
    {
      method: 'POST',
      path: '/api/environments/{environment}/circuits/{connection}',
      summary:
        'Opens or closes a circuit by hand; flows of every folder hold or go on. One that a plant has to itself is not meant with the one for all.',
      right: 'circuits.act',
      query: { plant: { description: "The plant's own connection; left out: the one for all plants that have none." } },
      body: closed({ state: { enum: ['open', 'closed'] }, reason }),
      async handle(request) {
        const environment = requireEnvironment(request, 'circuits.act');
        request.require('circuits.act', wholeEnvironment(environment));
        const { plant } = request.query;
        const called = { environment, connection: request.params['connection']!, ...(plant === undefined ? {} : { plant }) };
        // Also before its first call: a system that is about to be moved is held beforehand.
        if (definitions.findConnection(environment, called.connection, plant) === undefined)
          throw refusals.notFound('connection', toConnectionHold(called));
        const { state, reason: why } = request.body as { state: 'open' | 'closed'; reason: string };
        const action = state === 'open' ? 'circuit-opened' : 'circuit-closed';
        await definitions.append({ by: request.caller.name, action, object: auditedAs(called), reason: why });
        await engine.setCircuit(called, state, request.caller.name, why);
        return {};
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/events',
      summary: 'Events of the environment, or of one flow, after a seq: the stream of /live by asking.',
      right: 'runs.read',
      query: {
        after: { description: 'Last seq that is known; 0 for all that is kept.', pattern: '\\d{1,15}' },
        flow: { description: 'Only of this flow.' },
      },
      answer: 'EventsPage',
      handle(request) {
        const environment = requireEnvironment(request);
        const { flow, after = '0' } = request.query;
        if (flow !== undefined && folderOf(flow) === undefined) throw refusals.notFound('flow', flow);
        const scope = flow === undefined ? wholeEnvironment(environment) : scopeOf(environment, flow);
        request.require('runs.read', scope);
        const found = parts.readEvents({ environment, ...(flow === undefined ? {} : { flow }) }, Number(after), EVENTS_PER_PAGE + 1);
        const events = found.slice(0, EVENTS_PER_PAGE);
        const payloads = request.may('payloads.read', scope);
        return {
          body: {
            events: payloads ? events : events.map(withoutPayload),
            ...(found.length > EVENTS_PER_PAGE ? { next: events.at(-1)!.seq } : {}),
          } satisfies EventsPage,
        };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/exceptions',
      summary: 'Exceptions, newest first.',
      right: 'runs.read',
      query: {
        ...PAGE_QUERY,
        state: { description: 'Only in this state; several separated by commas.', pattern: '(open|taken|closed)(,(open|taken|closed))*' },
      },
      answer: 'Page<ExceptionView>',
      async handle(request) {
        const environment = requireEnvironment(request);
        requireCursor(request.query, ['at', 'id']);
        const page = await queries.listExceptions(
          environment,
          request.query['cursor'],
          pageLimit(request.query),
          request.query['state']?.split(','),
        );
        const items = page.items.flatMap((exception) => {
          const plant = exception.runId === undefined ? undefined : reads.findRun(exception.runId)?.plant;
          const scope = scopeOf(environment, exception.flowId, plant);
          if (!request.may('runs.read', scope)) return [];
          if (request.may('payloads.read', scope)) return [exception];
          const { detail: _detail, ...rest } = exception;
          return [rest];
        });
        return { body: { ...page, items } };
      },
    },
    {
      method: 'POST',
      path: '/api/environments/{environment}/exceptions/{exceptionId}',
      summary: 'Takes an exception, gives it back, or closes it; with a reason, audited.',
      right: 'runs.act',
      body: closed({ state: { enum: ['taken', 'open', 'closed'] }, reason }),
      answer: 'ExceptionView',
      async handle(request) {
        const environment = requireEnvironment(request, 'runs.act');
        const exceptionId = request.params['exceptionId']!;
        const exception = await queries.findException(environment, exceptionId);
        if (exception === undefined) throw refusals.notFound('exception', exceptionId);
        request.require(
          'runs.act',
          scopeOf(environment, exception.flowId, exception.runId === undefined ? undefined : reads.findRun(exception.runId)?.plant),
        );
        if (exception.sample === true) throw sampleHistory();
        const { state, reason: why } = request.body as { state: 'taken' | 'open' | 'closed'; reason: string };
        const by = request.caller.name;
        const change = { state, ...(state === 'open' ? {} : { takenBy: by }) };
        const audit = {
          by,
          action: `exception-${state === 'open' ? 'given-back' : state}`,
          object: `exception ${exceptionId}`,
          reason: why,
        };
        if (!(await definitions.changeException(exceptionId, change, audit)))
          throw new ApiError(409, 'already-closed', 'This exception is closed already.');
        return { body: { ...exception, ...change } };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/effects',
      summary: 'The effect ledger, by effect key or by the key of a business object.',
      right: 'payloads.read',
      query: { key: { description: 'Effect key.' }, object: { description: 'Key of a business object.' } },
      answer: 'Page<EffectRow>',
      async handle(request) {
        const environment = requireEnvironment(request, 'payloads.read');
        const { key, object } = request.query;
        if (key === undefined && object === undefined)
          throw new ApiError(400, 'parameter-missing', 'Give "key" or "object".', 'The ledger is searched, not listed.');
        const effects = await queries.listEffects({
          environment,
          limit: 200,
          ...(key === undefined ? {} : { effectKey: key }),
          ...(object === undefined ? {} : { objectKey: object }),
        });
        const items = effects.filter(({ runId }) => {
          const run = reads.findRun(runId);
          return run !== undefined && request.may('payloads.read', scopeOf(environment, run.flow, run.plant));
        });
        return { body: { items } };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{environment}/objects/{type}/{key}',
      summary: 'What happened to one business object across all flows.',
      right: 'runs.read',
      answer: 'ObjectTimeline',
      async handle(request) {
        const environment = requireEnvironment(request);
        const timeline = await queries.objectTimeline(environment, request.params['type']!, request.params['key']!);
        const runs = timeline.runs.filter((run) => mayReadRun(request, run)).map((run) => runFor(request, run));
        const milestones = timeline.milestones.filter(({ runId }) => {
          const run = reads.findRun(runId);
          return run !== undefined && request.may('runs.read', scopeOf(environment, run.flow, run.plant));
        });
        const visible = new Set(runs.map(({ runId }) => runId));
        const writes = timeline.writes.filter(({ runId }) => visible.has(runId));
        return { body: { ...timeline, runs, milestones, writes } };
      },
    },
    {
      method: 'GET',
      path: '/api/approvals',
      summary: 'Approvals that wait for a person.',
      right: 'runs.read',
      query: { environment: { description: 'Only in this environment.' } },
      answer: 'Page<ApprovalView>',
      async handle(request) {
        const all = await queries.listApprovals(request.query['environment']);
        const items = all.flatMap((approval) => {
          const scope = scopeOfApproval(approval);
          if (!request.may('runs.read', scope)) return [];
          const { detail: _detail, ...bare } = approval;
          const shown = request.may('payloads.read', scope) ? approval : bare;
          return [{ ...shown, mayDecide: mayDecide(request, approval) }];
        });
        return { body: { items } satisfies Page<ApprovalView> };
      },
    },
    {
      method: 'POST',
      path: '/api/approvals/{approvalId}/decide',
      summary: 'Decides an approval; choice, reason and person go into the journal.',
      right: 'approvals.decide',
      body: closed({ choice: text(64), reason }),
      answer: 'ApprovalDecided',
      async handle(request) {
        const approval = (await queries.listApprovals(undefined)).find(({ approvalId }) => approvalId === request.params['approvalId']);
        if (approval === undefined || !request.may('runs.read', scopeOfApproval(approval)))
          throw refusals.notFound('open approval', request.params['approvalId']!);
        if (approval.sample === true) throw sampleHistory();
        if (!mayDecide(request, approval))
          throw refusals.notAllowed('approvals.decide', ` as ${approval.role} in ${approval.environment} for ${approval.flowId}`);
        const { choice, reason: why } = request.body as { choice: string; reason: string };
        if (!approval.choices.includes(choice))
          throw new ApiError(400, 'unknown-choice', `"${choice}" is not one of ${approval.choices.join(', ')}.`, 'Choose one of them.');
        const result = await engine.decide(approval.approvalId, { choice, by: request.caller.name, reason: why });
        if (result.kind === 'refused') throw new ApiError(409, result.code, result.message);
        return { body: { runId: approval.runId } };
      },
    },
    {
      method: 'GET',
      path: '/api/metrics',
      summary: 'Per flow: how many in which state, and how long they took.',
      right: 'runs.read',
      query: {
        environment: { description: 'Which environment; production when left out.' },
        minutes: { description: 'How far back, 1 to 10080; 60 when left out.', pattern: '\\d{1,5}' },
        sample: { description: '`only` tells of sample history, all of it, instead of real runs.', pattern: 'only' },
      },
      answer: 'Page<FlowMetrics>',
      async handle(request) {
        const environment = request.query['environment'] ?? 'production';
        if (!isEnvironment(environment)) throw refusals.notFound('environment', environment);
        request.requireSomewhere('runs.read', environment);
        const minutes = Math.min(10_080, Math.max(1, Number(request.query['minutes'] ?? 60)));
        const metrics =
          request.query['sample'] === 'only'
            ? await queries.sampleMetrics(environment)
            : await queries.metrics(environment, new Date(now() - minutes * 60_000).toISOString());
        return { body: { items: metrics.filter(({ flowId }) => request.may('runs.read', scopeOf(environment, flowId))) } };
      },
    },
  ];
}

function sampleHistory(): ApiError {
  return new ApiError(
    409,
    'sample-history',
    'This is sample history: it never touched another system, and nothing can be done with it.',
    'Start traffic in the sandbox, or send a change there, for work that can be acted on.',
  );
}
