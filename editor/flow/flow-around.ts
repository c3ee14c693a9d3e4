/** What the expressions of a step can see does not change while they are typed: the rest of the flow decides it. Pure. */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';

/**
 * The flow as it was, as long as nothing that the expressions of this node see has changed since; else as it is. Typing walks through the
 * whole flow, so it must not begin anew with each key. `nodeId` undefined: for the flow's own keys.
 */
export function flowAround(was: FlowDocument, is: FlowDocument, nodeId: string | undefined, manifests: Manifests): FlowDocument {
  if (was === is) return was;
  if (was.id !== is.id || was.name !== is.name || was.contract !== is.contract || was.edges !== is.edges) return is;
  const ids = Object.keys(is.nodes);
  if (ids.length !== Object.keys(was.nodes).length) return is;
  const isSeenTheSame = (id: string): boolean => {
    const [before, after] = [was.nodes[id], is.nodes[id]!];
    return before === after || (id === nodeId && before !== undefined && isOneStep(before, after, manifests));
  };
  return ids.every(isSeenTheSame) ? was : is;
}

/** What a trigger starts with and what a container goes through are seen by their own expressions too. */
function isOneStep(before: FlowNode, after: FlowNode, manifests: Manifests): boolean {
  const { type, version, parent } = after;
  return before.type === type && before.version === version && before.parent === parent && manifests.get(type)?.kind === 'step';
}
