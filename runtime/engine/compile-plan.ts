/** Compiles a version into its plan, once: indices for ids, edges by port, called flows and containers as scopes. */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { NodeType } from '#nodes/node.ts';
import type { CompiledConfig, ExpressionEngine } from '../expressions/evaluator.ts';
import type { PublishedVersion } from './deployed-flows.ts';
import { type Plan, type PlanEdge, PlanError, type PlanNode, type PlanScope } from './plan.ts';
import { findFirstPort } from './ports.ts';
import { resolveRetry } from './retry-policy.ts';

export interface PlanParts {
  readonly nodeTypes: ReadonlyMap<string, NodeType>;
  readonly expressions: Pick<ExpressionEngine, 'compileConfig'>;
  /** The version that was fixed at acceptance for a call; throws when there is none. */
  readonly callee: (flow: string, major: number) => PublishedVersion;
}

/** Throws PlanError for what publishing refuses: unknown node types, edges into nowhere, calls in a circle. */
export function compilePlan(version: PublishedVersion, parts: PlanParts): Plan {
  const nodes: PlanNode[] = [];
  const scopes: PlanScope[] = [];
  const indexByPath = new Map<string, number>();

  function addFlow(published: PublishedVersion, prefix: string, caller: number, callers: readonly string[]): number {
    const { document } = published;
    if (callers.includes(document.id)) throw new PlanError(`Flow "${document.id}" calls itself by way of ${callers.join(', ')}.`);
    const indexById = new Map<string, number>();
    for (const nodeId of Object.keys(document.nodes).sort()) {
      indexById.set(nodeId, nodes.length);
      indexByPath.set(prefix + nodeId, nodes.length);
      nodes.push(undefined as unknown as PlanNode);
    }
    const places = addScopes(document, indexById);
    const wires = readEdges(document, indexById, parts);
    const undoes = findUndoing(document, indexById);
    for (const [nodeId, index] of indexById) {
      const drawn = document.nodes[nodeId]!;
      const type = getType(parts, drawn);
      const node = upgradeNode(drawn, type);
      const kind = kindOf(node.type, type);
      const edges = wires.outgoing.get(index) ?? [];
      nodes[index] = {
        index,
        path: prefix + nodeId,
        nodeId,
        scope: places.scopeOf(drawn.parent),
        kind,
        type,
        node,
        config: kind === 'trigger' ? NO_CONFIG : parts.expressions.compileConfig(node, type.manifest),
        retry: resolveRetry(node.retry),
        timeoutMs: node.timeoutMs ?? type.manifest.defaultTimeoutMs,
        firstPort: findFirstPort(type.manifest, node),
        incoming: wires.incoming.get(index) ?? 0,
        needs: edgesNeeded(node),
        outgoing: edges,
        hasErrorEdge: edges.some(({ port }) => port === 'error'),
        calls:
          kind === 'call'
            ? addFlow(parts.callee(String(node.config['flow']), Number(node.config['major'])), `${prefix}${nodeId}/`, index, [
                ...callers,
                document.id,
              ])
            : kind === 'block' || kind === 'loop'
              ? places.scopeOf(nodeId)
              : -1,
        compensate: drawn.compensate === undefined ? -1 : (indexById.get(drawn.compensate) ?? -1),
        undoes: undoes.get(nodeId) ?? -1,
        undoesInside: kind === 'block' && node.config['onFailure'] === 'compensate',
        isPure: type.manifest.effects === 'pure' || type.manifest.effects === 'engine',
      };
    }
    for (const [container, scope] of places.all) scopes[scope] = describeScope(scope, container);
    return places.scopeOf(undefined);

    function describeScope(scope: number, container: string | undefined): PlanScope {
      const own = [...indexById.values()].filter((index) => nodes[index]!.scope === scope);
      const trigger = container === undefined ? (own.find((index) => nodes[index]!.kind === 'trigger') ?? -1) : -1;
      if (container === undefined && trigger === -1) throw new PlanError(`Flow "${document.id}" has no trigger.`);
      const around = container === undefined ? caller : indexById.get(container)!;
      return {
        index: scope,
        kind: container === undefined ? 'flow' : nodes[around]!.kind === 'loop' ? 'iteration' : 'block',
        document,
        version: published.version,
        schemas: published.schemas,
        trigger,
        caller: around,
        nodes: own,
        roots: container === undefined ? [] : own.filter((index) => nodes[index]!.incoming === 0 && nodes[index]!.undoes === -1),
        prefix,
        iterations: [],
      };
    }
  }

  /** A scope for the flow itself and one for each container in it; scopes of calls come behind them. */
  function addScopes(document: FlowDocument, indexById: ReadonlyMap<string, number>) {
    const all = new Map<string | undefined, number>();
    const containers = [...indexById.keys()].filter((nodeId) => CONTAINERS.has(document.nodes[nodeId]!.type));
    for (const container of [undefined, ...containers]) {
      all.set(container, scopes.length);
      scopes.push(undefined as unknown as PlanScope);
    }
    return {
      all,
      scopeOf(parent: string | undefined): number {
        const scope = all.get(parent);
        if (scope === undefined) throw new PlanError(`"${parent}" of "${document.id}" holds no other nodes.`);
        return scope;
      },
    };
  }

  addFlow(version, '', -1, []);
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
    hasLoops: nodes.some(({ kind }) => kind === 'loop'),
  };
}

const CONTAINERS: ReadonlySet<string> = new Set(['core/for-each', 'core/scope']);

function kindOf(typeName: string, type: NodeType): PlanNode['kind'] {
  if (type.manifest.kind === 'trigger') return 'trigger';
  if (typeName === 'core/call-flow') return 'call';
  if (typeName === 'core/for-each') return 'loop';
  return typeName === 'core/scope' ? 'block' : 'step';
}

function readEdges(document: FlowDocument, indexById: ReadonlyMap<string, number>, parts: PlanParts) {
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
  return { incoming, outgoing };
}

function evaluatesFirst(nodes: readonly PlanNode[], trigger: number): boolean {
  const seen = new Set<number>();
  const reached = [trigger];
  for (const index of reached) {
    if (seen.has(index)) continue;
    seen.add(index);
    const node = nodes[index]!;
    if ((!node.isPure && node.kind === 'step') || node.kind === 'block' || node.kind === 'loop') continue;
    if (node.kind === 'step' && !node.config.direct) return true;
    reached.push(...node.outgoing.map(({ to }) => to));
  }
  return false;
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
