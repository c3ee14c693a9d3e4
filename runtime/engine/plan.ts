/**
 * A version as an integer-indexed plan: nodes, edges by port, join modes, called flows in the place of the node that calls them (LAN-1).
 * Immutable and shared by all runs of the version, but for those with loops: their runs own a copy that grows (`plan-instances.ts`).
 */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { NodeType } from '#nodes/node.ts';
import type { CompiledConfig } from '../expressions/evaluator.ts';
import type { PublishedVersion } from './deployed-flows.ts';
import type { ResolvedRetry } from './retry-policy.ts';

export interface Plan {
  readonly flow: string;
  readonly version: number;
  readonly document: FlowDocument;
  readonly nodes: readonly PlanNode[];
  /** The first is the flow itself; the others are called flows, blocks and iterations. */
  readonly scopes: readonly PlanScope[];
  readonly indexByPath: ReadonlyMap<string, number>;
  readonly onFailure: 'park' | 'continue' | 'compensate';
  /** Among the first steps, which touch nothing outside, is one whose config is not computed at once. */
  readonly evaluatesFirst: boolean;
  /** The lane is released as soon as the run waits (LAN-4). */
  readonly releasesLane: boolean;
  readonly hasLoops: boolean;
  /** Of a plan that one run grows: what it was before. */
  readonly shared?: Plan;
}

/**
 * Nodes that begin and end together. A `flow` begins at its trigger and is what its expressions see as `trigger` and `flow`; the body
 * of a scope (`block`) or of a for-each (`iteration`) begins at every node that no edge leads to. The body of a for-each is never
 * entered itself: each iteration is a copy of it.
 */
export interface PlanScope {
  readonly index: number;
  readonly kind: 'flow' | 'block' | 'iteration';
  readonly document: FlowDocument;
  readonly version: number;
  readonly schemas: PublishedVersion['schemas'];
  /** Index of the trigger node; -1 for bodies of containers. */
  readonly trigger: number;
  /** Index of the node that calls or contains it; -1 for the flow itself. */
  readonly caller: number;
  readonly nodes: readonly number[];
  /** Where a body begins. */
  readonly roots: readonly number[];
  /** What paths in here begin with: the nodes that call. */
  readonly prefix: string;
  /** Numbers of the iterations around, outermost first, back to the flow: `@2.0` in paths. */
  readonly iterations: readonly number[];
}

export interface PlanNode {
  readonly index: number;
  readonly path: string;
  readonly nodeId: string;
  readonly scope: number;
  /** `call` enters another flow, `block` its body, `loop` its body once for each item. */
  readonly kind: 'trigger' | 'step' | 'call' | 'block' | 'loop';
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
  /** Scope that a call or a block enters, body that a loop copies; -1 otherwise. */
  readonly calls: number;
  /** Node that undoes this one's effects; -1: none. */
  readonly compensate: number;
  /** Node whose effects this one helps to undo: it names this one, or one that leads here; -1: it stands in the flow itself. */
  readonly undoes: number;
  /** A block that undoes what was done in it before it leaves by its error port (CMP-3). */
  readonly undoesInside: boolean;
  /** Touches nothing, may be recomputed, and is not announced by `step-started`. */
  readonly isPure: boolean;
}

export interface PlanEdge {
  readonly port: string;
  readonly to: number;
}

/** A plan cannot be made of this document; publishing would have said so. */
export class PlanError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlanError';
  }
}

export function getNode(plan: Plan, path: string): PlanNode {
  const index = plan.indexByPath.get(path);
  if (index === undefined) throw new PlanError(`Flow "${plan.flow}" version ${plan.version} has no node at "${path}".`);
  return plan.nodes[index]!;
}
