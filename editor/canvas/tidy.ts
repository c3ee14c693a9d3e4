/** Tidying in a worker: the page goes on meanwhile. The program is large and comes with the first call. */
import Elk from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Place } from './canvas-types.ts';
import { type LayoutEdge, type LayoutNode, layOut } from './layout-graph.ts';

let elk: InstanceType<typeof Elk> | undefined;

export async function tidy(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Promise<{ readonly [nodeId: string]: Place }> {
  elk ??= new Elk({ workerUrl });
  const { layout } = elk;
  return layOut(nodes, edges, (graph) => layout.call(elk, graph));
}
