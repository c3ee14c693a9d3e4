/** What an edit did, in few words, as undo and redo name it: read off the two documents. Pure. */
import type { FlowDocument } from '#flows/flow.ts';
import { noteTitle } from '../canvas/draw-flow.ts';
import { t } from '../text.ts';

export function nameOfEdit(before: FlowDocument, after: FlowDocument): string {
  // Most edits of a large flow touch its places alone: then no node is looked at.
  const sameNodes = after.nodes === before.nodes;
  const added = sameNodes ? [] : Object.keys(after.nodes).filter((id) => before.nodes[id] === undefined);
  const gone = sameNodes ? [] : Object.keys(before.nodes).filter((id) => after.nodes[id] === undefined);
  if (added.length > 0 && added.length === gone.length && added.length === 1)
    return t('edit.renamed', 'give {node} another id', { node: labelOf(after, added[0]!) });
  if (added.length > 0) return t('edit.added', 'add {nodes}', { nodes: named(after, added) });
  if (gone.length > 0) return t('edit.removed', 'delete {nodes}', { nodes: named(before, gone) });
  const changed = sameNodes ? [] : Object.keys(after.nodes).filter((id) => after.nodes[id] !== before.nodes[id]);
  const grouped = changed.filter((id) => after.nodes[id]!.parent !== before.nodes[id]!.parent);
  if (grouped.length > 0)
    return after.nodes[grouped[0]!]!.parent === undefined
      ? t('edit.out', 'take {nodes} out of its container', { nodes: named(after, grouped) })
      : t('edit.into', 'put {nodes} into {container}', {
          nodes: named(after, grouped),
          container: labelOf(after, after.nodes[grouped[0]!]!.parent!),
        });
  if (changed.length > 0) return t('edit.changed', 'change {nodes}', { nodes: named(after, changed) });
  const wires = wireEdit(before, after);
  if (wires !== undefined) return wires;
  const noted = noteEdit(before, after);
  if (noted !== undefined) return noted;
  const moved = Object.keys(after.nodes).filter((id) => !isSamePlace(after.layout?.[id], before.layout?.[id]));
  if (moved.length > 0 && onlyLayout(before, after)) return t('edit.moved', 'move {nodes}', { nodes: named(after, moved) });
  return t('edit.settings', 'change the settings of the flow');
}

function wireEdit(before: FlowDocument, after: FlowDocument): string | undefined {
  if (before.edges === after.edges) return undefined;
  const key = ({ from, port, to }: FlowDocument['edges'][number]) => `${from} ${port ?? ''} ${to}`;
  const [old, now] = [new Set(before.edges.map(key)), new Set(after.edges.map(key))];
  const drawn = after.edges.filter((edge) => !old.has(key(edge)));
  const cut = before.edges.filter((edge) => !now.has(key(edge)));
  const [first] = [...drawn, ...cut];
  if (first === undefined) return undefined;
  const ends = { from: labelOf(after, first.from), to: labelOf(after, first.to) };
  return drawn.length > 0 ? t('edit.connected', 'join {from} to {to}', ends) : t('edit.cut', 'part {from} from {to}', ends);
}

function noteEdit({ notes: before = {} }: FlowDocument, { notes: after = {} }: FlowDocument): string | undefined {
  if (before === after) return undefined;
  const [old, now] = [Object.keys(before), Object.keys(after)];
  const added = now.find((id) => before[id] === undefined);
  if (added !== undefined) return t('edit.note-added', 'write a note');
  const gone = old.find((id) => after[id] === undefined);
  if (gone !== undefined) return t('edit.note-gone', 'delete the note “{text}”', { text: noteTitle(before[gone]!.text) });
  const changed = now.find((id) => before[id] !== after[id]);
  if (changed === undefined) return undefined;
  const text = noteTitle(after[changed]!.text);
  return before[changed]!.text === after[changed]!.text
    ? t('edit.note-moved', 'move the note “{text}”', { text })
    : t('edit.note-changed', 'change the note “{text}”', { text });
}

type Placed = NonNullable<FlowDocument['layout']>[string] | undefined;

function isSamePlace(a: Placed, b: Placed): boolean {
  return a === b || (a?.[0] === b?.[0] && a?.[1] === b?.[1]);
}

function onlyLayout({ layout: _old, ...before }: FlowDocument, { layout: _now, ...after }: FlowDocument): boolean {
  const other = after as { readonly [field: string]: unknown };
  return Object.entries(before).every(([field, value]) => other[field] === value);
}

function named(flow: FlowDocument, ids: readonly string[]): string {
  return ids.length === 1
    ? labelOf(flow, ids[0]!)
    : t('edit.nodes', '{count, plural, one {# node} other {# nodes}}', { count: ids.length });
}

function labelOf(flow: FlowDocument, id: string): string {
  return flow.nodes[id]?.label ?? id;
}
