/** A node under another id: edges, place, compensation, container and every expression that reads it follow. */
import { isMapRow } from '../expressions/config-expressions.ts';
import { isExpressionText } from '../expressions/expression-text.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { findReferences } from '../expressions/references.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import type { Json, JsonObject } from '../json.ts';

/**
 * Throws when there is no such node or the new id is taken. Expressions that compute a name (`$lookup(steps, …)`) and those that
 * cannot be parsed stay as they are; checking names them.
 */
export function renameNode(flow: FlowDocument, from: string, to: string): FlowDocument {
  if (!Object.hasOwn(flow.nodes, from)) throw new Error(`There is no node "${from}".`);
  if (from === to) return flow;
  if (Object.hasOwn(flow.nodes, to)) throw new Error(`There is a node "${to}" already.`);
  const id = (old: string) => (old === from ? to : old);
  const rename = <T>(record: { readonly [id: string]: T }) =>
    Object.fromEntries(Object.entries(record).map(([old, value]) => [id(old), value]));
  const nodes = Object.entries(flow.nodes).map(([old, node]) => [id(old), renameIn(node, id, from, to)] as const);
  return {
    ...flow,
    nodes: Object.fromEntries(nodes),
    edges: flow.edges.map((edge) => ({ ...edge, from: id(edge.from), to: id(edge.to) })),
    ...(flow.layout === undefined ? {} : { layout: rename(flow.layout) }),
  };
}

function renameIn(node: FlowNode, id: (old: string) => string, from: string, to: string): FlowNode {
  return {
    ...node,
    config: renameInValue(node.config, from, to) as JsonObject,
    ...(node.compensate === undefined ? {} : { compensate: id(node.compensate) }),
    ...(node.parent === undefined ? {} : { parent: id(node.parent) }),
  };
}

function renameInValue(value: Json, from: string, to: string): Json {
  if (isExpressionText(value)) return renameInText(value, from, to);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => renameInValue(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  const row = isMapRow(value);
  const fields = Object.entries(value).map(([name, part]) => {
    // The texts of a map row are expressions with or without "=".
    const text = row && (name === 'expression' || name === 'scope') && typeof part === 'string';
    return [name, text ? renameInText(part, from, to) : renameInValue(part as Json, from, to)] as const;
  });
  return Object.fromEntries(fields);
}

/** Every `steps.from`, whether written plainly, in backquotes or in quotes. */
export function renameInText(text: string, from: string, to: string): string {
  const { tree, offset } = parseExpression(text);
  if (tree === undefined) return text;
  const positions = findReferences(tree).steps.find(({ name }) => name === from)?.positions ?? [];
  let renamed = text;
  // From the end, so that earlier positions stay right.
  for (const position of [...positions].sort((a, b) => b - a)) {
    const end = offset + position;
    const quoted = /[`"']/.test(renamed.charAt(end - 1));
    const start = end - from.length - (quoted ? 2 : 0);
    renamed = renamed.slice(0, start) + nameText(to) + renamed.slice(end);
  }
  return renamed;
}

/** As the language wants it in a path. */
export function nameText(id: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(id) && !['and', 'or', 'in', 'true', 'false', 'null', 'function'].includes(id) ? id : `\`${id}\``;
}
