/**
 * What a process flow is offered before the connectors themselves: the published flows of layer system, which wrap a system for all.
 * A connector of a kind that such a flow wraps says which. Pure.
 */
import type { FlowSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { systemApisFor } from '#flows/waivers/system-apis.ts';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { t } from '../text.ts';

export const SYSTEM_GROUP = t('palette.system', 'System APIs');
const CALL_FLOW = 'core/call-flow';

type SystemFlow = Pick<FlowSummary, 'flowId' | 'name' | 'layer' | 'description' | 'latestVersion' | 'major' | 'connectionTypes'>;

export interface CalledEntry {
  readonly type: string;
  readonly config: { readonly flow: string; readonly major: number };
}

/** Of an entry that calls a system flow: the node that it becomes. Undefined for any other. */
export function calledFlowOf(entry: string): CalledEntry | undefined {
  const [type, flow, major] = entry.split('@');
  return type !== CALL_FLOW || flow === undefined || major === undefined ? undefined : { type, config: { flow, major: Number(major) } };
}

/** The entries with the system flows first; as they were for a flow that is none of layer process. */
export function offerSystemFlows(
  entries: readonly PaletteEntry[],
  flow: Pick<FlowDocument, 'id' | 'layer'>,
  flows: readonly SystemFlow[],
): readonly PaletteEntry[] {
  const call = entries.find(({ type }) => type === CALL_FLOW);
  const systems = flows
    .filter(({ flowId, layer, latestVersion }) => layer === 'system' && latestVersion !== undefined && flowId !== flow.id)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  if (flow.layer !== 'process' || call === undefined || systems.length === 0) return entries;
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
    const wrapping = systemApisFor(systems, entry.connection, entry.type);
    return wrapping.length === 0 ? entry : { ...entry, advice: adviceText(wrapping) };
  });
  return [...first, ...advised];
}

function adviceText(wrapping: readonly SystemFlow[]): string {
  const [first] = wrapping;
  return t('palette.advice', 'Use {flow} v{major}{more, plural, =0 {} one { or # other} other { or # others}}, or ask for a waiver', {
    flow: first!.name,
    major: first!.major,
    more: wrapping.length - 1,
  });
}
