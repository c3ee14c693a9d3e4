/** The places where a field is used, one a line, and the address of each. Pure. */
import type { FieldUsesOfFlow } from '#flows/api/flows.ts';
import type { PageSearch } from '../ui/search-text.ts';

export interface UseRow {
  readonly key: string;
  readonly flowId: string;
  readonly name: string;
  /** The first line of this flow. */
  readonly isFirst: boolean;
  readonly version?: number | undefined;
  readonly draftId?: string | undefined;
  readonly liveIn: readonly string[];
  readonly nodeId?: string | undefined;
  /** Of the node, as people know it. */
  readonly nodeName?: string | undefined;
  /** JSON Pointer into the flow. */
  readonly pointer: string;
  /** Within the node, as people read it: `rows 3 · expression`. */
  readonly place: string;
  /** `steps.read.items.quantity`. */
  readonly reads: string;
  /** It has the field in it, and is read as a whole. */
  readonly whole: boolean;
}

/** `asked`: the name of the field, or the end of its path. */
export function rowsOfUses(flows: readonly FieldUsesOfFlow[], asked: string): readonly UseRow[] {
  const isNamed = (path: string) => path === asked || path.endsWith(`.${asked}`);
  const seen = new Set<string>();
  return flows.flatMap(({ flowId, name, version, draftId, liveIn, uses }) =>
    uses.map(({ nodeId, label, pointer, place, source, field, canonical }): UseRow => {
      const isFirst = !seen.has(flowId);
      seen.add(flowId);
      const root = source.kind === 'trigger' ? 'trigger.body' : `steps.${source.nodeId}`;
      return {
        key: `${flowId} ${version ?? draftId ?? ''} ${pointer} ${place.offset} ${root}.${field}`,
        flowId,
        name,
        isFirst,
        version,
        draftId,
        liveIn,
        nodeId,
        nodeName: label ?? nodeId,
        pointer,
        place: placeText(pointer, nodeId),
        reads: field === '' ? root : `${root}.${field}`,
        whole: !isNamed(field) && !canonical.some((one) => isNamed(one.field)),
      };
    }),
  );
}

/** Lists are counted from 1. */
function placeText(pointer: string, nodeId: string | undefined): string {
  const parts = pointer.split('/').slice(nodeId === undefined ? 1 : 4);
  return parts
    .map((part) => (/^\d+$/.test(part) ? ` ${Number(part) + 1}` : ` · ${part.replaceAll('~1', '/').replaceAll('~0', '~')}`))
    .join('')
    .replace(/^ · /, '');
}

/** Of the page where the text stands, with the field open. */
export function addressOfUse({ flowId, version, draftId, nodeId, pointer }: UseRow): { readonly to: string; readonly search: PageSearch } {
  const at: PageSearch = { at: pointer, ...(nodeId === undefined ? {} : { node: nodeId }) };
  return draftId === undefined
    ? { to: `/flows/${flowId}`, search: { ...at, ...(version === undefined ? {} : { version: String(version) }) } }
    : { to: `/flows/${flowId}/drafts/${draftId}`, search: at };
}
