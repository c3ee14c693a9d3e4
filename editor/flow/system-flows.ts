/**
 * What a process or experience flow is offered before the connectors themselves: the published flows of layer system, which wrap a
 * system for all. A connector says which, where all systems of its kind are wrapped. Pure.
 */
import type { ConnectionView } from '#flows/api/connections.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { systemApisFor } from '#flows/waivers/system-apis.ts';
import { originOf, type PaletteEntry } from '../services/palette-entries.ts';
import { t } from '../text.ts';
import { dayText } from '../ui/day-text.ts';

export const SYSTEM_GROUP = t('palette.system', 'System APIs');
const CALL_FLOW = 'core/call-flow';

type SystemFlow = Pick<
  FlowSummary,
  'flowId' | 'name' | 'layer' | 'description' | 'latestVersion' | 'major' | 'connections' | 'connectionTypes'
>;

/** A connection of the environment that is looked at. */
type Known = Pick<ConnectionView, 'name' | 'type'>;

export interface CalledEntry {
  readonly type: string;
  readonly config: { readonly flow: string; readonly major: number; readonly input: JsonObject };
}

/** Of an entry that calls a system flow: the node that it becomes, whose input has no field yet, so that each that is missing is named. Undefined for any other. */
export function calledFlowOf(entry: string): CalledEntry | undefined {
  const [type, flow, major] = entry.split('@');
  return type !== CALL_FLOW || flow === undefined || major === undefined
    ? undefined
    : { type, config: { flow, major: Number(major), input: {} } };
}

/** What a node of the entry will be: an operation of a service is one of its type. */
export function nodeTypeOf({ type }: Pick<PaletteEntry, 'type'>): string {
  return originOf(type)?.type ?? type;
}

export interface Around {
  readonly flows: readonly SystemFlow[];
  readonly connections: readonly Known[];
  /** Of the flow, that are asked for or hold. */
  readonly waivers: readonly Pick<WaiverView, 'nodeType' | 'state' | 'until'>[];
}

/** The entries with the system flows first; as they were for a system flow. */
export function offerSystemFlows(
  entries: readonly PaletteEntry[],
  flow: Pick<FlowDocument, 'id' | 'layer'>,
  { flows, connections, waivers }: Around,
): readonly PaletteEntry[] {
  const call = entries.find(({ type }) => type === CALL_FLOW);
  const systems = flows
    .filter(({ flowId, layer, latestVersion }) => layer === 'system' && latestVersion !== undefined && flowId !== flow.id)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  if (flow.layer === 'system' || call === undefined || systems.length === 0) return entries;
  const first = systems.map(
    ({ flowId, name, major, description }): PaletteEntry => ({
      ...call,
      type: `${CALL_FLOW}@${flowId}@${major}`,
      label: `${name} v${major}`,
      summary: description ?? flowId,
      group: SYSTEM_GROUP,
    }),
  );
  const advised = entries.map((entry): PaletteEntry => {
    // Triggers cannot be called: there is nothing to take instead.
    if (entry.kind === 'trigger' || entry.connection === undefined) return entry;
    const wrapping = wrappingFlows(systems, entry.type, entry.connection, connections);
    if (wrapping.length === 0) return entry;
    const waiver = waivers.find(({ nodeType }) => nodeType === nodeTypeOf(entry));
    return { ...entry, advice: adviceText(wrapping), ...(waiver === undefined ? {} : { waiver: waiverText(waiver) }) };
  });
  return [...first, ...advised];
}

/** None where a system of the kind is free to be used, such as one of several services that speak HTTP. */
function wrappingFlows(systems: readonly SystemFlow[], nodeType: string, connectionType: string, connections: readonly Known[]) {
  const names = new Set(connections.flatMap(({ type, name }) => (type === connectionType ? [name] : [])));
  const isFree = [...names].some((name) => systems.every((system) => !system.connections.includes(name)));
  return isFree ? [] : systemApisFor(systems, { nodeType, connectionType });
}

function adviceText(wrapping: readonly SystemFlow[]): string {
  const [first] = wrapping;
  return t('palette.advice', 'Use {flow} v{major}{more, plural, =0 {} one { or # other} other { or # others}}', {
    flow: first!.name,
    major: first!.major,
    more: wrapping.length - 1,
  });
}

function waiverText({ state, until }: Around['waivers'][number]): string {
  return state === 'requested'
    ? t('palette.waiver-asked', 'a waiver is asked for')
    : t('palette.waiver-holds', 'waived until {day}', { day: dayText(until) });
}
