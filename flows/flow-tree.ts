/**
 * A flow as a tree of fields for comparing: edges keyed by what they connect, and which places are compared part by part. Diff and merge
 * both stand on it, so both speak of the same fields.
 */
import { sortEdges } from './canonical.ts';
import type { FlowDocument, FlowEdge } from './flow.ts';
import type { Json, JsonObject } from './json.ts';

/** From the top: `['nodes', 'change', 'config', 'items']`, `['edges', 'change:blocked:ask']`. */
export type FieldPath = readonly string[];

export function toTree(flow: FlowDocument): JsonObject {
  const edges = Object.fromEntries(flow.edges.map((edge) => [edgeKey(edge), edge as unknown as Json]));
  const [layout, notes] = [flow.layout ?? {}, flow.notes ?? {}];
  return { ...(flow as unknown as JsonObject), edges, notes: notes as unknown as Json, layout: layout as unknown as Json };
}

/** A layout without places and notes without one are left out, as in the canonical text. */
export function fromTree({ notes, layout, edges, ...rest }: JsonObject): FlowDocument {
  const sorted = sortEdges(Object.values(edges as JsonObject) as unknown as FlowEdge[]);
  const some = (fields: Json | undefined) => Object.keys((fields ?? {}) as JsonObject).length > 0;
  return { ...rest, edges: sorted, ...(some(notes) ? { notes } : {}), ...(some(layout) ? { layout } : {}) } as unknown as FlowDocument;
}

export function edgeKey({ from, port, to }: FlowEdge): string {
  return `${from}:${port ?? ''}:${to}`;
}

/** Places whose parts are fields of their own; everything else is one field, compared and replaced as a whole. */
export function hasParts(path: FieldPath): boolean {
  const [top, , third] = path;
  switch (path.length) {
    case 0:
      return true;
    case 1:
      return ['contract', 'lane', 'object', 'idempotency', 'nodes', 'edges', 'notes', 'layout'].includes(top!);
    case 2:
      return top === 'nodes' || top === 'notes' || (top === 'object' && path[1] === 'keys');
    default:
      return path.length === 3 && top === 'nodes' && third === 'config';
  }
}

/** Gives what stands there; undefined when nothing does. */
export function fieldAt(tree: Json | undefined, path: FieldPath): Json | undefined {
  let value = tree;
  for (const name of path) value = fieldsOf(value)?.[name];
  return value;
}

/** The tree with another value there; undefined takes the field away. Where the way to it is gone, nothing changes. */
export function withField(tree: Json | undefined, path: FieldPath, value: Json | undefined): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const fields = fieldsOf(tree);
  if (fields === undefined) return tree;
  const next = withField(fields[name], rest, value);
  if (next === undefined) return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));
  return { ...fields, [name]: next };
}

/** Without a prototype, so that `fields[name]` is a field of the flow or nothing. */
export function fieldsOf(value: Json | undefined): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = Object.create(null) as { [name: string]: Json };
  for (const [name, part] of Object.entries(value)) fields[name] = part as Json;
  return fields;
}
