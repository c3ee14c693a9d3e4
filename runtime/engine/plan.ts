/**
 * A version compiled once into an integer-indexed plan: nodes, edges by port, join modes, called flows in the place of the node that
 * calls them (LAN-1). Immutable and shared by all runs of the version.
 */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { NodeType } from '#nodes/node.ts';
import type { CompiledConfig, ExpressionEngine } from '../expressions/evaluator.ts';
import type { PublishedVersion } from './deployed-flows.ts';
import { findFirstPort } from './ports.ts';
import { type ResolvedRetry, resolveRetry } from './retry-policy.ts';

export interface Plan {
  readonly flow: string;
  readonly version: number;
  readonly document: FlowDocument;
  readonly nodes: readonly PlanNode[];
  /** The first is the flow itself, each other one a called flow. */
  readonly scopes: readonly PlanScope[];
  readonly indexByPath: ReadonlyMap<string, number>;
  readonly onFailure: 'park' | 'continue' | 'compensate';
  /** Among the first steps, which touch nothing outside, is one whose config is not computed at once. */
  readonly evaluatesFirst: boolean;
  /** The lane is released as soon as the run waits (LAN-4). */
  readonly releasesLane: boolean;
}

/** A flow inside the run: what its expressions see as `trigger`, `steps` and `flow`. */
export interface PlanScope {
  readonly index: number;
  readonly document: FlowDocument;
  readonly version: number;
  readonly schemas: PublishedVersion['schemas'];
  /** Index of the trigger node. */
  readonly trigger: number;
  /** Index of the node that calls it; -1 for the flow itself. */
  readonly caller: number;
  readonly nodes: readonly number[];
}

export interface PlanNode {
  readonly index: number;
  readonly path: string;
  readonly nodeId: string;
  readonly scope: number;
  readonly kind: 'trigger' | 'step' | 'call';
  readonly type: NodeType;
  readonly node: FlowNode;
  readonly config: CompiledConfig;
  readonly retry: ResolvedRetry;
  /** Undefined: the engine's default. */
  readonly timeoutMs: number | undefined;
  readonly firstPort: string;
  readonly incoming: number;
  /** How many taken edges start it; 0: it waits until all are taken or dead. */
  readonly needs: number;
  readonly outgoing: readonly PlanEdge[];
  readonly hasErrorEdge: boolean;
  /** Scope that a call enters; -1 otherwise. */
  readonly calls: number;
  /** Node that undoes this one's effects; -1: none. */
  readonly compensate: number;
  /** Node whose effects this one helps to undo: it names this one, or one that leads here; -1: it stands in the flow itself. */
  readonly undoes: number;
  /** Touches nothing, may be recomputed, and is not announced by `step-started`. */
  readonly isPure: boolean;
}

export interface PlanEdge {
  readonly port: string;
  readonly to: number;
}

export interface PlanParts {
  readonly nodeTypes: ReadonlyMap<string, NodeType>;
  readonly expressions: Pick<ExpressionEngine, 'compileConfig'>;
  /** The version that was fixed at acceptance for a call; throws when there is none. */
  readonly callee: (flow: string, major: number) => PublishedVersion;
}

/** A plan cannot be made of this document; publishing would have said so. */
export class PlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PlanError';
  }
}

/** Throws PlanError for what publishing refuses: unknown node types, edges into nowhere, calls in a circle. */
export function compilePlan(version: PublishedVersion, parts: PlanParts): Plan {
  const nodes: PlanNode[] = [];
  const scopes: PlanScope[] = [];
  const indexByPath = new Map<string, number>();

  function addScope(published: PublishedVersion, prefix: string, caller: number, callers: readonly string[]): number {
    const { document } = published;
    if (callers.includes(document.id)) throw new PlanError(`Flow "${document.id}" calls itself by way of ${callers.join(', ')}.`);
    const scopeIndex = scopes.length;
    const own: number[] = [];
    // The place is kept first: scopes of calls come behind it.
    scopes.push(undefined as unknown as PlanScope);
    const indexById = new Map<string, number>();
    for (const nodeId of Object.keys(document.nodes).sort()) {
      const index = nodes.length;
      indexById.set(nodeId, index);
      indexByPath.set(prefix + nodeId, index);
      own.push(index);
      nodes.push(undefined as unknown as PlanNode);
    }
    const incoming = new Map<number, number>();
    const outgoing = new Map<number, PlanEdge[]>();
    for (const edge of document.edges) {
      const from = indexById.get(edge.from);
      const to = indexById.get(edge.to);
      if (from === undefined || to === undefined) throw new PlanError(`Edge ${edge.from} → ${edge.to} of "${document.id}" leads nowhere.`);
      const node = document.nodes[edge.from]!;
      const port = edge.port ?? findFirstPort(getType(parts, node).manifest, node);
      incoming.set(to, (incoming.get(to) ?? 0) + 1);
      const edges = outgoing.get(from);
      if (edges === undefined) outgoing.set(from, [{ port, to }]);
      else edges.push({ port, to });
    }
    const undoes = findUndoing(document, indexById);
    let trigger = -1;
    for (const [nodeId, index] of indexById) {
      const drawn = document.nodes[nodeId]!;
      const type = getType(parts, drawn);
      const node = upgradeNode(drawn, type);
      const isCall = node.type === 'core/call-flow';
      if (type.manifest.kind === 'trigger') trigger = index;
      const edges = outgoing.get(index) ?? [];
      const calls = isCall
        ? addScope(parts.callee(String(node.config['flow']), Number(node.config['major'])), `${prefix}${nodeId}/`, index, [
            ...callers,
            document.id,
          ])
        : -1;
      nodes[index] = {
        index,
        path: prefix + nodeId,
        nodeId,
        scope: scopeIndex,
        kind: type.manifest.kind === 'trigger' ? 'trigger' : isCall ? 'call' : 'step',
        type,
        node,
        config: type.manifest.kind === 'trigger' ? NO_CONFIG : parts.expressions.compileConfig(node, type.manifest),
        retry: resolveRetry(node.retry),
        timeoutMs: node.timeoutMs ?? type.manifest.defaultTimeoutMs,
        firstPort: findFirstPort(type.manifest, node),
        incoming: incoming.get(index) ?? 0,
        needs: edgesNeeded(node),
        outgoing: edges,
        hasErrorEdge: edges.some(({ port }) => port === 'error'),
        calls,
        compensate: drawn.compensate === undefined ? -1 : (indexById.get(drawn.compensate) ?? -1),
        undoes: undoes.get(nodeId) ?? -1,
        isPure: type.manifest.effects === 'pure' || type.manifest.effects === 'engine',
      };
    }
    if (trigger === -1) throw new PlanError(`Flow "${document.id}" has no trigger.`);
    scopes[scopeIndex] = {
      index: scopeIndex,
      document,
      version: published.version,
      schemas: published.schemas,
      trigger,
      caller,
      nodes: own,
    };
    return scopeIndex;
  }

  addScope(version, '', -1, []);
  const { lane } = version.document;
  return {
    flow: version.flow,
    version: version.version,
    document: version.document,
    nodes,
    scopes,
    indexByPath,
    evaluatesFirst: evaluatesFirst(nodes, scopes[0]!.trigger),
    onFailure: lane?.onFailure ?? 'park',
    releasesLane: lane?.whileWaiting === 'release',
  };
}

function evaluatesFirst(nodes: readonly PlanNode[], trigger: number): boolean {
  const seen = new Set<number>();
  const reached = [trigger];
  for (const index of reached) {
    if (seen.has(index)) continue;
    seen.add(index);
    const node = nodes[index]!;
    if (!node.isPure && node.kind === 'step') continue;
    if (node.kind === 'step' && !node.config.direct) return true;
    reached.push(...node.outgoing.map(({ to }) => to));
  }
  return false;
}

export function getNode(plan: Plan, path: string): PlanNode {
  const index = plan.indexByPath.get(path);
  if (index === undefined) throw new PlanError(`Flow "${plan.flow}" version ${plan.version} has no node at "${path}".`);
  return plan.nodes[index]!;
}

const NO_CONFIG: CompiledConfig = { direct: true, evaluate: (): Json => null };

function getType({ nodeTypes }: PlanParts, node: FlowNode): NodeType {
  const type = nodeTypes.get(node.type);
  if (type === undefined) throw new PlanError(`There is no node type "${node.type}" here.`);
  return type;
}

/** Compensations and everything that they lead to, by node id, with the index of the step they undo. */
function findUndoing(document: FlowDocument, indexById: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const undoes = new Map<string, number>();
  for (const [nodeId, { compensate }] of Object.entries(document.nodes)) {
    const walk = compensate === undefined ? [] : [compensate];
    for (let next = walk.pop(); next !== undefined; next = walk.pop()) {
      if (undoes.has(next)) continue;
      undoes.set(next, indexById.get(nodeId)!);
      for (const { from, to } of document.edges) if (from === next) walk.push(to);
    }
  }
  return undoes;
}

/** A published version runs with today's executors: its configs are lifted step by step to the version they understand. */
function upgradeNode(node: FlowNode, type: NodeType): FlowNode {
  let { config }: { config: JsonObject } = node;
  for (let version = node.version; version < type.manifest.version; version += 1) {
    config = type.upgradeConfig === undefined ? config : type.upgradeConfig(config, version);
  }
  return config === node.config ? node : { ...node, config, version: type.manifest.version };
}

/** `core/join`: any taken edge, or so many; everything else waits for all of its edges. */
function edgesNeeded(node: FlowNode): number {
  if (node.type !== 'core/join') return 0;
  const { mode, count } = node.config;
  if (mode === 'any') return 1;
  return mode === 'count' ? Number(count ?? 1) : 0;
}
