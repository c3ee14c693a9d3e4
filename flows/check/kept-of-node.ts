/** What was found out about a node from itself and from the drawing around it: kept as long as both are the same (FTY-9). */
import type { FlowGraph } from '../graph.ts';
import type { CheckedFlow, CheckedNode } from './checked-flow.ts';

/** `find` may look at the node, its manifest, the context and the drawing (`isSameDrawing`), at no other config and no setting of the flow. */
export function keptOfNode<T>(find: (node: CheckedNode, flow: CheckedFlow) => T): (node: CheckedNode, flow: CheckedFlow) => T {
  const kept = new WeakMap<FlowGraph, WeakMap<CheckedNode, { readonly found: T }>>();
  return (node, flow) => {
    let ofDrawing = kept.get(flow.graph);
    if (ofDrawing === undefined) {
      ofDrawing = new WeakMap();
      kept.set(flow.graph, ofDrawing);
    }
    const known = ofDrawing.get(node);
    if (known !== undefined) return known.found;
    const found = find(node, flow);
    ofDrawing.set(node, { found });
    return found;
  };
}
