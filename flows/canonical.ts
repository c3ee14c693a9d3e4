/**
 * The one text of a flow (flow-format.md "Stable text"): what Git keeps and what is compared. Fields in a fixed order, node ids and
 * config keys sorted, edges sorted and unique, one edge, one note and one place of the layout per line, layout last. Moving a node changes
 * one line; saving an unchanged flow changes none.
 */
import type { CanvasNote, FlowDocument, FlowEdge } from './flow.ts';
import type { Json, JsonObject } from './json.ts';

const FLOW_FIELDS = [
  'format',
  'id',
  'name',
  'description',
  'layer',
  'owner',
  'contract',
  'plant',
  'object',
  'lane',
  'idempotency',
  'respondWithinMs',
  'deadlineMs',
  'concurrency',
  'nodes',
  'edges',
  'notes',
  'layout',
] as const satisfies readonly (keyof FlowDocument)[];

const NODE_FIELDS = ['type', 'version', 'label', 'connection', 'config', 'retry', 'timeoutMs', 'compensate', 'note', 'parent'];
const LANE_FIELDS = ['name', 'key', 'sequence', 'onFailure', 'whileWaiting', 'whenNewer', 'debounceMs', 'merge'];
const RETRY_FIELDS = ['attempts', 'initialMs', 'factor', 'maxMs', 'jitter', 'on'];

/** Ends with a newline. `JSON.parse` of it gives an equal flow, but for an edge that was drawn twice and a layout without places or notes without one. */
export function canonicalText(flow: FlowDocument): string {
  const given = FLOW_FIELDS.filter(
    (field) => flow[field] !== undefined && ((field !== 'layout' && field !== 'notes') || Object.keys(flow[field]!).length > 0),
  );
  const fields = given.map((field) => `  ${JSON.stringify(field)}: ${fieldText(field, flow)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function fieldText(field: (typeof FLOW_FIELDS)[number], flow: FlowDocument): string {
  switch (field) {
    case 'nodes':
      return sortedLines(flow.nodes, (node) => orderedText(node as unknown as JsonObject, NODE_FIELDS, 4), 2);
    case 'edges':
      return listLines(sortEdges(flow.edges).map(edgeText), 2);
    case 'notes':
      return sortedLines(flow.notes!, noteText, 2);
    case 'layout':
      return sortedLines(flow.layout!, pairText, 2);
    case 'lane':
      return orderedText(flow.lane as unknown as JsonObject, LANE_FIELDS, 2);
    case 'contract':
      return orderedText(flow.contract as unknown as JsonObject, ['major', 'input', 'output'], 2);
    case 'object':
      return orderedText(flow.object as unknown as JsonObject, ['type', 'keys'], 2);
    case 'idempotency':
      return orderedText(flow.idempotency as unknown as JsonObject, ['key', 'windowMs'], 2);
    default:
      return JSON.stringify(flow[field]);
  }
}

function noteText({ text, at, size }: CanvasNote): string {
  return `{ "text": ${JSON.stringify(text)}, "at": ${pairText(at)}, "size": ${pairText(size)} }`;
}

function pairText([x, y]: readonly [number, number]): string {
  return `[${JSON.stringify(x)}, ${JSON.stringify(y)}]`;
}

/** By source, port (none first) and target; an edge drawn twice is kept once. */
export function sortEdges(edges: readonly FlowEdge[]): readonly FlowEdge[] {
  const sorted = [...edges].sort((a, b) => compare(a.from, b.from) || compare(a.port ?? '', b.port ?? '') || compare(a.to, b.to));
  return sorted.filter((edge, i) => i === 0 || edgeText(edge) !== edgeText(sorted[i - 1]!));
}

function edgeText({ from, port, to }: FlowEdge): string {
  const middle = port === undefined ? '' : `, "port": ${JSON.stringify(port)}`;
  return `{ "from": ${JSON.stringify(from)}${middle}, "to": ${JSON.stringify(to)} }`;
}

/** Known fields in their order. Schemas in them keep the order of the person who wrote them: forms show fields in it. */
function orderedText(object: JsonObject, order: readonly string[], indent: number): string {
  const lines = order
    .filter((name) => object[name] !== undefined)
    .map((name) => {
      const value = object[name]!;
      if (name === 'retry') return `${JSON.stringify(name)}: ${orderedText(value as JsonObject, RETRY_FIELDS, indent + 2)}`;
      const sorted = name !== 'input' && name !== 'output';
      return `${JSON.stringify(name)}: ${jsonText(value, indent + 2, sorted)}`;
    });
  return block('{', lines, '}', indent);
}

function sortedLines<T>(record: { readonly [id: string]: T }, text: (value: T) => string, indent: number): string {
  const ids = Object.keys(record).sort(compare);
  return block(
    '{',
    ids.map((id) => `${JSON.stringify(id)}: ${text(record[id]!)}`),
    '}',
    indent,
  );
}

function listLines(items: readonly string[], indent: number): string {
  return block('[', items, ']', indent);
}

/** Written by hand: rebuilding objects would lose fields called `__proto__` and reorder those that look like numbers. */
function jsonText(value: Json, indent: number, sorted: boolean): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => jsonText(item, indent + 2, sorted));
    return block('[', items, ']', indent);
  }
  const names = Object.keys(value);
  if (sorted) names.sort(compare);
  const lines = names
    .filter((name) => (value as JsonObject)[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}: ${jsonText((value as JsonObject)[name]!, indent + 2, sorted)}`);
  return block('{', lines, '}', indent);
}

function block(open: string, lines: readonly string[], close: string, indent: number): string {
  if (lines.length === 0) return `${open}${close}`;
  const margin = ' '.repeat(indent);
  return `${open}\n${lines.map((line) => `${margin}  ${line}`).join(',\n')}\n${margin}${close}`;
}

/** By UTF-16 units, the same on every machine and in every language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
