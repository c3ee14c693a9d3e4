/**
 * Iterations of a for-each: each is a copy of the loop's body in the run's own plan, under paths that carry its number (`change@2`).
 * The places of an iteration that ended without trouble are used again, so a loop over many items stays as small as what runs at once
 * (`recall-iterations.ts` brings back what has to be undone).
 */
import type { Plan, PlanNode, PlanScope } from './plan.ts';
import { clearNode, clearScope, growState, type Places, type PlanState } from './run-state.ts';

/** A plan that one run may grow; the same one when nothing in it repeats. */
export function ownPlan(plan: Plan): Plan {
  if (!plan.hasLoops) return plan;
  return { ...plan, shared: plan, nodes: [...plan.nodes], scopes: [...plan.scopes], indexByPath: new Map(plan.indexByPath) };
}

/** The loop's body as iteration `number`, in the places of an ended one when there are any; the first scope is its body. */
export function addIteration(plan: Plan, state: PlanState, loop: PlanNode, number: number, used: Places | undefined): Places {
  const grown = plan as unknown as GrowingPlan;
  const around = plan.scopes[loop.scope]!;
  const places: Places = { nodes: [], scopes: [] };
  copyScope(plan.scopes[loop.calls]!, loop.index, around.prefix, [...around.iterations, number]);
  growState(state, plan.nodes.length, plan.scopes.length);
  return places;

  function copyScope(body: PlanScope, caller: number, prefix: string, iterations: readonly number[]): number {
    const index = used?.scopes[places.scopes.length] ?? grown.scopes.length;
    places.scopes.push(index);
    // The place is kept first: what is copied inside comes behind it.
    grown.scopes[index] = body;
    const copyOf = new Map<number, number>();
    for (const node of body.nodes) copyOf.set(node, takeNode());
    for (const [original, copy] of copyOf) grown.nodes[copy] = copyNode(plan.nodes[original]!, copy);
    grown.scopes[index] = {
      ...body,
      index,
      caller,
      prefix,
      iterations,
      trigger: copyOf.get(body.trigger) ?? -1,
      nodes: [...copyOf.values()],
      roots: body.roots.map((root) => copyOf.get(root)!),
    };
    return index;

    function copyNode(node: PlanNode, copy: number): PlanNode {
      const path = `${prefix}${node.nodeId}${iterations.length === 0 ? '' : `@${iterations.join('.')}`}`;
      grown.indexByPath.set(path, copy);
      const copied = {
        ...node,
        index: copy,
        path,
        scope: index,
        outgoing: node.outgoing.map((edge) => ({ ...edge, to: copyOf.get(edge.to)! })),
        compensate: copyOf.get(node.compensate) ?? -1,
        undoes: copyOf.get(node.undoes) ?? -1,
      };
      // A loop's own body is copied for each of its iterations.
      if (node.kind === 'call') return { ...copied, calls: copyScope(plan.scopes[node.calls]!, copy, `${path}/`, []) };
      return node.kind === 'block' ? { ...copied, calls: copyScope(plan.scopes[node.calls]!, copy, prefix, iterations) } : copied;
    }
  }

  function takeNode(): number {
    const index = used?.nodes[places.nodes.length] ?? grown.nodes.length;
    places.nodes.push(index);
    if (index === grown.nodes.length) grown.nodes.push(undefined as unknown as PlanNode);
    return index;
  }
}

/** Makes the places of an ended iteration free. */
export function clearIteration(plan: Plan, state: PlanState, { nodes, scopes }: Places): void {
  for (const index of nodes) {
    (plan as unknown as GrowingPlan).indexByPath.delete(plan.nodes[index]!.path);
    clearNode(state, index);
  }
  for (const index of scopes) clearScope(state, index);
}

interface GrowingPlan {
  readonly nodes: PlanNode[];
  readonly scopes: PlanScope[];
  readonly indexByPath: Map<string, number>;
}
