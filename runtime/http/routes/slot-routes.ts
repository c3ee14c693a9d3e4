/** Times of a schedule, run by hand (WAI-1). */
import type { SlotsRun } from '#flows/api/environments.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ScheduleConfig } from '#nodes/core/schedule/manifest.ts';
import { compileDirectValue, directText } from '../../engine/direct-expressions.ts';
import type { ReferenceData } from '../../engine/reference-data.ts';
import type { AuditDefinitions } from '../../store/audit-definitions.ts';
import type { LiveFlow } from '../../versions/deployed-flow-registry.ts';
import { type RunSlotsParts, runSlots } from '../../versions/run-slots.ts';
import { ApiError, refusals } from '../api-error.ts';
import type { Route } from '../route.ts';
import { anyObject, closed, instant, text } from '../schemas.ts';
import type { RunRouteParts } from './run-routes.ts';

export interface SlotRouteParts extends RunSlotsParts, Pick<RunRouteParts, 'inputFaults'> {
  readonly audit: Pick<AuditDefinitions, 'append'>;
  readonly live: () => readonly LiveFlow[];
  readonly folderOf: (flow: string) => string | undefined;
  readonly reference: Pick<ReferenceData, 'revision' | 'variables'>;
}

/** As it is computed when a message is taken (INT-2). */
function ownKeyOf(
  { published: { document, version } }: LiveFlow,
  environment: string,
  reference: SlotRouteParts['reference'],
): ((body: Json) => string | undefined) | undefined {
  const { idempotency, id, name, contract } = document;
  if (idempotency === undefined) return undefined;
  const key = compileDirectValue(idempotency.key);
  const vars = reference.variables(environment, reference.revision(environment));
  return (body) =>
    directText(key, { trigger: { body }, vars, run: { environment, version }, flow: { id, name, major: contract.major, version } });
}

const MOST_ERRORS = 20;

export function slotRoutes(parts: SlotRouteParts): readonly Route[] {
  /** The newest contract, which the schedule itself starts. */
  function findLive(environment: string, flow: string): LiveFlow | undefined {
    return parts
      .live()
      .filter(({ deployment }) => deployment.environment === environment && deployment.flowId === flow)
      .toSorted((a, b) => b.deployment.major - a.deployment.major)[0];
  }

  return [
    {
      method: 'POST',
      path: '/api/environments/{environment}/deployments/{flowId}/slots',
      summary:
        'Runs the times of a schedule between two days of its plant’s calendar, each that has not run; "dryRun" only says which, "again" takes those that have run, too.',
      right: 'runs.start',
      body: closed(
        {
          from: text(40),
          to: text(40),
          parameters: anyObject,
          until: instant,
          again: { type: 'boolean' },
          dryRun: { type: 'boolean' },
        },
        ['from', 'to'],
      ),
      answer: 'SlotsRun',
      async handle({ params, body: asked, require, caller }) {
        const { environment = '', flowId = '' } = params;
        require('runs.start', { environment, folder: parts.folderOf(flowId) ?? '' });
        const live = findLive(environment, flowId);
        if (live === undefined) throw refusals.notFound('deployment', `${environment}/${flowId}`);
        if (live.triggerNode.type !== 'core/schedule')
          throw new ApiError(409, 'no-schedule', `"${flowId}" is started by no schedule.`, 'Start a run of it instead.');
        const {
          again = false,
          dryRun = false,
          ...range
        } = asked as {
          readonly from: string;
          readonly to: string;
          readonly parameters?: JsonObject;
          readonly until?: string;
          readonly again?: boolean;
          readonly dryRun?: boolean;
        };
        const schedule = live.triggerNode.config as unknown as ScheduleConfig;
        const ownKey = ownKeyOf(live, environment, parts.reference);
        const parameters = { ...schedule.parameters, ...range.parameters } as JsonObject;
        const body: Json = {
          slot: new Date(parts.now()).toISOString(),
          missed: 0,
          ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
          ...(range.until === undefined ? {} : { until: range.until }),
        };
        const errors = parts.inputFaults(environment, flowId, live.deployment.major, body).slice(0, MOST_ERRORS);
        // Before any of them: half of the times would run, the rest would be kept as exceptions.
        if (errors[0] !== undefined)
          throw new ApiError(
            400,
            'input-invalid',
            `What the runs would get does not fit what "${flowId}" takes: ${errors[0].path || '/'} ${errors[0].message}.`,
            'Correct the parameters and send it again; nothing was started.',
            { errors },
          );
        const done = await runSlots(parts, {
          environment,
          flow: flowId,
          major: live.deployment.major,
          schedule,
          ...(ownKey === undefined ? {} : { ownKey }),
          ...range,
          again,
          dryRun,
        });
        if (done.started > 0)
          await parts.audit.append({
            by: caller.name,
            action: 'slots-run',
            object: `flow ${flowId}`,
            detail: { environment, from: range.from, to: range.to, again, started: done.started },
          });
        return { body: done satisfies SlotsRun };
      },
    },
  ];
}
