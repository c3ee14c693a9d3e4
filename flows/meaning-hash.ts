/** What is approved: everything that a flow does, nothing of how it looks. */
import { sortEdges } from './canonical.ts';
import type { FlowDocument } from './flow.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { sha256 } from './sha256.ts';
import { sortedJson } from './sorted-json.ts';

/**
 * SHA-256, 64 hex digits, of the flow without layout, labels, notes and description, with the hash of every schema that it names
 * (`collectSchemas`). A schema that changes under its name changes the meaning of the flow.
 */
export function meaningHash(flow: FlowDocument, schemas: { readonly [ref: string]: JsonSchema }): string {
  const hashes = Object.fromEntries(Object.entries(schemas).map(([ref, schema]) => [ref, sha256(sortedJson(schema))]));
  return sha256(sortedJson({ flow: meaningOf(flow), schemas: hashes }));
}

/** The part of a flow that its meaning hash covers. */
export function meaningOf(flow: FlowDocument): JsonObject {
  const { layout: _layout, notes: _notes, description: _description, nodes, edges, ...rest } = flow;
  const bare = Object.entries(nodes).map(([id, { label: _label, note: _note, ...node }]) => [id, node] as const);
  return {
    ...(rest as unknown as JsonObject),
    nodes: Object.fromEntries(bare) as unknown as Json,
    edges: sortEdges(edges) as unknown as Json,
  };
}
