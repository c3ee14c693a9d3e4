/** A flow as a tree in the order in which it runs, what stands in a container below it; and what of it a search finds. Pure. */
import type { FlowDocument } from '#flows/flow.ts';
import { graphOf, topologicalOrder } from '#flows/graph.ts';
import type { Json } from '#flows/json.ts';
import { drawnNoteId, noteIdOf } from '../canvas/draw-flow.ts';

export interface OutlineRow {
  readonly id: string;
  /** 1 = the flow itself. */
  readonly level: number;
  /** Where the search found something beside the name: `config.path: /orders`. */
  readonly found?: string;
}

/** Notes of the drawing come last, under the names that they have there. */
export function outlineRows(flow: Pick<FlowDocument, 'nodes' | 'edges' | 'notes'>): readonly OutlineRow[] {
  const order = topologicalOrder(graphOf(flow));
  const known = new Set(order);
  // What stands in a circle has no order; it is listed all the same.
  const ids = [...order, ...Object.keys(flow.nodes).filter((id) => !known.has(id))];
  const inside = new Map<string | undefined, string[]>();
  for (const id of ids) {
    const { parent } = flow.nodes[id]!;
    const within = parent !== undefined && flow.nodes[parent] !== undefined && parent !== id ? parent : undefined;
    inside.set(within, [...(inside.get(within) ?? []), id]);
  }
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  function add(within: string | undefined, level: number): void {
    for (const id of inside.get(within) ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      rows.push({ id, level });
      add(id, level + 1);
    }
  }
  add(undefined, 1);
  // Containers that stand in one another in a circle.
  for (const id of ids) if (!seen.has(id)) rows.push({ id, level: 1 });
  for (const id of Object.keys(flow.notes ?? {})) rows.push({ id: drawnNoteId(id), level: 1 });
  return rows;
}

/** Rows whose name, type, settings or expressions have every word, with the place where one was found. */
export function findInFlow(flow: FlowDocument, rows: readonly OutlineRow[], search: string): readonly OutlineRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.flatMap((row) => {
    const noteId = noteIdOf(row.id);
    if (noteId !== undefined) {
      const text = flow.notes?.[noteId]?.text ?? '';
      return words.every((word) => text.toLowerCase().includes(word)) ? [{ ...row, found: text.trim() }] : [];
    }
    const node = flow.nodes[row.id]!;
    const texts = [...textsOf(node.config, ''), ...textsOf(node.note ?? '', 'note'), ...textsOf(node.connection ?? '', 'connection')];
    const name = `${node.label ?? ''} ${row.id} ${node.type}`.toLowerCase();
    const all = [name, ...texts.map((text) => text.toLowerCase())].join('\n');
    if (!words.every((word) => all.includes(word))) return [];
    const place = texts.find((text) => words.some((word) => !name.includes(word) && text.toLowerCase().includes(word)));
    return [place === undefined ? row : { ...row, found: aroundFirst(place, words) }];
  });
}

/** The column is narrow: what is long begins shortly before what was looked for. */
function aroundFirst(text: string, words: readonly string[]): string {
  const at = Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((index) => index >= 0));
  return text.length <= MOST_FOUND || at < BEFORE_FOUND ? text : `…${text.slice(at - BEFORE_FOUND).trimStart()}`;
}

const MOST_FOUND = 24;
const BEFORE_FOUND = 6;

/** `rows.0.expression: trigger.body.name` */
function textsOf(value: Json, path: string): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value !== 'object') return [`${path}: ${value}`];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part as Json, path === '' ? name : `${path}.${name}`));
}
