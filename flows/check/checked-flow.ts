/** What every rule gets to see: the flow, its graph, its manifests. Built once, when the shape is right. */
import type { CalledFlow } from '../derive.ts';
import { portsOf } from '../derive-ports.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import { type FlowGraph, graphOf } from '../graph.ts';
import type { JsonObject, JsonSchema } from '../json.ts';
import type { PathPart } from '../json-pointer.ts';
import type { NodeManifest, Port } from '../node-manifest.ts';
import type { Problem } from '../problem.ts';

export interface CheckContext {
  /** Manifest of a node type; undefined when it is not installed. */
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  /**
   * What a node type finds of a config that fits its schema and is more than a schema can say; values that are expressions are still
   * text. Left out where node types are known by their manifests alone, as in the browser: the server says it.
   */
  readonly checkConfig?: (type: string, config: JsonObject) => readonly ConfigFinding[];
  /** Contract and lane of another flow; undefined when it is not known. Left out: calls are not checked. */
  readonly flows?: (flowId: string, major: number) => CalledFlow | undefined;
  /** The schema behind a `$ref`; left out: the canonical objects of flows/schemas/. */
  readonly schemas?: (ref: string) => JsonSchema | undefined;
}

/** Below the config, e.g. `['cron']`. */
export interface ConfigFinding {
  readonly path: readonly PathPart[];
  readonly message: string;
  readonly help: string;
}

export interface CheckedNode {
  readonly id: string;
  readonly node: FlowNode;
  /** Undefined when the type is not installed; then only the drawing is checked. */
  readonly manifest?: NodeManifest;
  readonly ports?: readonly Port[];
}

export interface CheckedFlow {
  readonly flow: FlowDocument;
  readonly graph: FlowGraph;
  readonly nodes: ReadonlyMap<string, CheckedNode>;
  readonly triggers: readonly string[];
  /** Nodes that compensate another, with those that they compensate. */
  readonly compensations: ReadonlyMap<string, readonly string[]>;
  readonly context: CheckContext;
}

/**
 * `before`: the same flow a little earlier. A node that is still the same object stays the same `CheckedNode`; as long as the drawing is
 * the same, `graph` is the same object, and what was found out about it may be kept beside it.
 */
export function prepare(flow: FlowDocument, context: CheckContext, before?: CheckedFlow): CheckedFlow {
  const earlier = before?.context === context ? before : undefined;
  const nodes = new Map<string, CheckedNode>();
  const triggers: string[] = [];
  const compensations = new Map<string, string[]>();
  for (const [id, node] of Object.entries(flow.nodes)) {
    const manifest = context.nodeTypes(node.type);
    const known = earlier?.nodes.get(id);
    if (known?.node === node && known.manifest === manifest) nodes.set(id, known);
    else nodes.set(id, manifest === undefined ? { id, node } : { id, node, manifest, ports: portsOf(manifest, node) });
    if (manifest?.kind === 'trigger') triggers.push(id);
    if (node.compensate !== undefined) compensations.set(node.compensate, [...(compensations.get(node.compensate) ?? []), id]);
  }
  const graph = earlier !== undefined && isSameDrawing(flow, nodes, earlier) ? earlier.graph : graphOf(flow);
  return { flow, graph, nodes, triggers, compensations, context };
}

/** Nodes, their names and ways out, where they stand, what joins wait for, and all edges: whatever one node can know of another. */
function isSameDrawing({ edges }: FlowDocument, nodes: CheckedFlow['nodes'], before: CheckedFlow): boolean {
  if (nodes.size !== before.nodes.size || JSON.stringify(edges) !== JSON.stringify(before.flow.edges)) return false;
  const earlier = before.nodes.values();
  // In the same order, since problems are listed in it.
  return [...nodes.values()].every((checked) => {
    const known = earlier.next().value!;
    return checked === known || (checked.manifest === known.manifest && drawn(checked) === drawn(known));
  });
}

function drawn({ id, node, ports }: CheckedNode): string {
  const { type, label, parent, compensate, config } = node;
  return JSON.stringify([id, type, label, parent, compensate, ports, type === 'core/join' ? [config['mode'], config['count']] : []]);
}

export function error(code: string, path: string, message: string, help: string, nodeId?: string): Problem {
  return problem('error', code, path, message, help, nodeId);
}

export function warning(code: string, path: string, message: string, help: string, nodeId?: string): Problem {
  return problem('warning', code, path, message, help, nodeId);
}

function problem(severity: Problem['severity'], code: string, path: string, message: string, help: string, nodeId?: string): Problem {
  return { code, severity, path, ...(nodeId === undefined ? {} : { nodeId }), message, help };
}

/** How a node is named in sentences. */
export function nameOf({ id, node }: CheckedNode): string {
  return node.label === undefined ? `"${id}"` : `"${node.label}" (${id})`;
}
