/** Asks for, grants, declines and ends waivers (flows/waivers/SPEC.md). Nobody decides what they asked for. */
import { randomBytes } from 'node:crypto';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { type SystemApi, systemApisFor } from '#flows/waivers/system-apis.ts';
import { createSameSystem } from '../connections/same-system.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import type { ConnectionDefinitions } from '../store/connection-definitions.ts';
import type { WaiverDefinitions, WaiverRow } from '../store/waiver-definitions.ts';
import type { Actor } from '../versions/actor.ts';

export interface WaiverParts {
  readonly definitions: WaiverDefinitions;
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  readonly systemApis: () => readonly SystemApi[];
  readonly listConnections: ConnectionDefinitions['listConnections'];
  readonly now: () => number;
}

export interface WaiverQuestion {
  readonly nodeType: string;
  readonly reason: string;
  readonly until: string;
}

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export async function askWaiver(parts: WaiverParts, flow: FlowDocument, question: WaiverQuestion, actor: Actor): Promise<WaiverRow> {
  const { definitions, nodeTypes, now } = parts;
  const { nodeType, reason, until } = question;
  const manifest = nodeTypes(nodeType);
  if (manifest === undefined) throw refusals.notFound('node type', nodeType);
  const api = apiPassed(parts, flow, manifest);
  if (api === undefined)
    throw new ApiError(
      409,
      'nothing-to-waive',
      `"${flow.id}" may use "${nodeType}": no system API stands for it there.`,
      'A waiver is asked for where checking warns of a system API.',
    );
  requireDay(until, now());
  const row = await definitions.insertWaiver(
    {
      waiverId: `wvr_${randomBytes(9).toString('base64url')}`,
      flowId: flow.id,
      folder: flow.owner,
      nodeType,
      reason,
      until,
      requestedBy: actor.name,
      requestedById: actor.userId,
    },
    dayOf(now()),
    { by: actor.name, action: 'waiver-requested', object: `flow ${flow.id}`, reason, detail: { nodeType, until, insteadOf: api.flowId } },
  );
  if (row !== undefined) return row;
  throw new ApiError(
    409,
    'already-requested',
    `For "${nodeType}" in "${flow.id}" a waiver is asked for or holds already.`,
    'See it under Approvals.',
  );
}

/** What a step of the type may go past, by whichever connection of its kind there is; or none is chosen yet. */
function apiPassed({ systemApis, listConnections }: WaiverParts, flow: FlowDocument, manifest: NodeManifest): SystemApi | undefined {
  const { type: nodeType, kind, connection: connectionType } = manifest;
  if (flow.layer === 'system' || kind === 'trigger' || connectionType === undefined) return undefined;
  const others = systemApis().filter(({ flowId }) => flowId !== flow.id);
  const isSame = createSameSystem(listConnections);
  const names = listConnections().flatMap(({ type, name }) => (type === connectionType ? [name] : []));
  return [undefined, ...new Set(names)].flatMap((connection) => systemApisFor(others, { nodeType, connectionType, connection }, isSame))[0];
}

/** `until`: shorter than what was asked for. */
export async function decideWaiver(
  { definitions, now }: WaiverParts,
  waiver: WaiverRow,
  decision: { readonly state: 'granted' | 'declined'; readonly reason: string; readonly until?: string },
  actor: Actor,
): Promise<WaiverRow> {
  const { waiverId, flowId, nodeType } = waiver;
  if (waiver.state === 'requested' && waiver.requestedById === actor.userId)
    throw new ApiError(
      403,
      'four-eyes',
      'You have asked for this waiver yourself: a second person decides.',
      'Ask somebody else who may approve here.',
    );
  const until = decision.until ?? waiver.until;
  if (decision.state === 'granted') {
    requireDay(until, now());
    if (until > waiver.until)
      throw new ApiError(400, 'waiver-longer', `It was asked for until ${waiver.until}, not ${until}.`, 'Grant it so long or shorter.');
  }
  const { state, reason } = decision;
  const decided = await definitions.decideWaiver(
    waiverId,
    { state, until, by: actor.name, reason },
    { by: actor.name, action: `waiver-${state}`, object: `flow ${flowId}`, reason, detail: { waiverId, nodeType, until } },
  );
  if (decided !== undefined) return decided;
  throw notOpen(definitions, waiver);
}

export async function endWaiver({ definitions }: WaiverParts, waiver: WaiverRow, reason: string, actor: Actor): Promise<WaiverRow> {
  const { waiverId, flowId, nodeType } = waiver;
  const ended = await definitions.endWaiver(
    waiverId,
    { by: actor.name, reason },
    { by: actor.name, action: 'waiver-ended', object: `flow ${flowId}`, reason, detail: { waiverId, nodeType } },
  );
  if (ended !== undefined) return ended;
  throw notOpen(definitions, waiver);
}

function requireDay(until: string, now: number): void {
  if (isDay(until) && until >= dayOf(now) && until <= dayOf(now + LONGEST_DAYS * DAY_MS)) return;
  throw new ApiError(
    400,
    'waiver-day',
    `A waiver ends on a day between today and a year from now, not on "${until}".`,
    'Write it as YYYY-MM-DD.',
  );
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && dayOf(at) === text;
}

function notOpen(definitions: WaiverDefinitions, { waiverId }: WaiverRow): ApiError {
  const { state } = definitions.findWaiver(waiverId)!;
  return new ApiError(409, 'already-decided', `This waiver is ${state} already.`);
}
