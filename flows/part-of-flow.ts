/**
 * A flow cut down to what is tried while it is drawn: all that leads to one node, or one node alone behind what the steps before it
 * gave. Steps that are answered for do nothing. Pure; what is left runs like any flow.
 */
import type { FlowDocument, FlowEdge, FlowNode } from './flow.ts';
import { graphOf, upstreamOf } from './graph.ts';
import type { Json } from './json.ts';

/** Stands in the place of a step that is answered for; nobody can draw it. */
export const ANSWERED_STEP = 'core/doubled-call';
/** Gives a for-each its one item. */
const ITEM_STEP = 'tryitem';
const TRIGGER = 'trytrigger';

/** Ids of the node, of what may run before it, and of the containers around them. */
export function nodesUpTo({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>, nodeId: string): ReadonlySet<string> {
  const graph = graphOf({ nodes, edges });
  const kept = new Set<string>();
  for (let at: string | undefined = nodeId; at !== undefined && nodes[at] !== undefined && !kept.has(at); at = nodes[at]?.parent) {
    kept.add(at);
    for (const before of upstreamOf(graph, at)) kept.add(before);
  }
  // What stands before in full: a scope that was gone through, with all that is in it.
  for (const id of kept) {
    if (isAround(nodes, id, nodeId)) continue;
    for (const [inner, { parent }] of Object.entries(nodes)) if (parent === id) kept.add(inner);
  }
  return kept;
}

/** What leads to the node, and nothing that comes after it. */
export function flowUpTo(document: FlowDocument, nodeId: string): FlowDocument {
  const kept = nodesUpTo(document, nodeId);
  const nodes = Object.fromEntries(
    Object.entries(document.nodes)
      .filter(([id]) => kept.has(id))
      .map(([id, node]) => [id, withoutUndoing(node, kept)] as const),
  );
  return { ...document, nodes, edges: document.edges.filter(({ from, to }) => from !== nodeId && kept.has(from) && kept.has(to)) };
}

/** Steps that are answered for stand there without config, connection and what is inside of them. `firstPort`: of a node as it is drawn. */
export function withAnswers(document: FlowDocument, answered: ReadonlySet<string>, firstPort: (node: FlowNode) => string): FlowDocument {
  if (answered.size === 0) return document;
  const { nodes } = document;
  const isInside = (id: string) => [...answered].some((container) => container !== id && isAround(nodes, container, id));
  const kept = new Map(Object.entries(nodes).filter(([id]) => !isInside(id)));
  return {
    ...document,
    nodes: Object.fromEntries([...kept].map(([id, node]) => [id, answered.has(id) ? answeredStep(node) : node])),
    edges: document.edges
      .filter(({ from, to }) => kept.has(from) && kept.has(to))
      .map((edge) => (answered.has(edge.from) && edge.port === undefined ? { ...edge, port: firstPort(nodes[edge.from]!) } : edge)),
  };
}

/**
 * The node alone: the trigger, then each step whose output is given, then the node, one behind the other. What the flow says of order,
 * keys and input is left out: it judges messages, and this is none. `given`: by node, the way out that it leaves by; what does not come
 * before the node is left out. `isTrigger`: of a node type.
 */
export function nodeAlone(
  document: FlowDocument,
  nodeId: string,
  {
    given,
    hasItem,
    isTrigger,
  }: { readonly given: ReadonlyMap<string, string>; readonly hasItem: boolean; isTrigger(type: string): boolean },
): FlowDocument {
  const { nodes } = document;
  const { lane: _lane, idempotency: _key, plant: _plant, object: _object, concurrency: _most, deadlineMs: _due, ...rest } = document;
  const { input: _input, output: _output, ...contract } = rest.contract;
  const trigger = Object.entries(nodes).find(([, { type }]) => isTrigger(type));
  const alone: Record<string, FlowNode> = {};
  const edges: FlowEdge[] = [];
  const around = containersOf(nodes, nodeId);
  const earlier = nodesUpTo(document, nodeId);
  for (const [depth, parent] of [undefined, ...around].entries()) {
    const next = around[depth] ?? nodeId;
    const before = Object.keys(nodes).filter(
      (id) => given.has(id) && earlier.has(id) && id !== next && nodes[id]!.parent === parent && id !== trigger?.[0],
    );
    const chain = [...before, next];
    if (depth === 0) {
      if (isLoop(nodes[next]) && hasItem) chain.splice(-1, 0, ITEM_STEP);
      chain.unshift(trigger?.[0] ?? TRIGGER);
    }
    for (const id of before) alone[id] = answeredStep(nodes[id]!);
    chain.slice(1).forEach((to, i) => {
      const port = given.get(chain[i]!);
      edges.push({ from: chain[i]!, to, ...(port === undefined || !before.includes(chain[i]!) ? {} : { port }) });
    });
  }
  for (const container of around) alone[container] = takingItem(nodes[container]!, hasItem);
  alone[nodeId] = withoutUndoing(nodes[nodeId]!, new Set());
  alone[trigger?.[0] ?? TRIGGER] = trigger?.[1] ?? { type: 'core/manual', version: 1, config: {} };
  if (hasItem) alone[ITEM_STEP] = { type: ANSWERED_STEP, version: 1, config: {} };
  const inside = Object.entries(nodes).filter(([id]) => isAround(nodes, nodeId, id));
  for (const [id, node] of inside) alone[id] = node;
  const isInside = new Set(inside.map(([id]) => id));
  edges.push(...document.edges.filter(({ from, to }) => isInside.has(from) && isInside.has(to)));
  return { ...rest, contract, nodes: alone, edges };
}

/** Answers of the steps that stand in it only while it is tried. */
export function itemAnswer(item: Json): { readonly [nodeId: string]: { readonly output: Json } } {
  return { [ITEM_STEP]: { output: { items: [item] } } };
}

function takingItem(node: FlowNode, hasItem: boolean): FlowNode {
  const bare = withoutUndoing(node, new Set());
  return isLoop(node) && hasItem ? { ...bare, config: { ...bare.config, items: `= steps.${ITEM_STEP}.items` } } : bare;
}

function isLoop(node: FlowNode | undefined): boolean {
  return node?.type === 'core/for-each';
}

/** Containers around the node, the outermost first. */
function containersOf(nodes: FlowDocument['nodes'], nodeId: string): readonly string[] {
  const found: string[] = [];
  for (let at = nodes[nodeId]?.parent; at !== undefined && at in nodes && !found.includes(at); at = nodes[at]?.parent) found.unshift(at);
  return found;
}

function isAround(nodes: FlowDocument['nodes'], container: string, nodeId: string): boolean {
  return containersOf(nodes, nodeId).includes(container);
}

function answeredStep({ parent, label }: FlowNode): FlowNode {
  return {
    type: ANSWERED_STEP,
    version: 1,
    config: {},
    ...(label === undefined ? {} : { label }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function withoutUndoing(node: FlowNode, kept: ReadonlySet<string>): FlowNode {
  const { compensate, ...rest } = node;
  return compensate === undefined || kept.has(compensate) ? node : rest;
}
