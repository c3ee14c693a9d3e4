/** Nodes at new places, in whole points; ids that no node has are passed over. */
import type { FlowDocument } from '../flow.ts';

export function moveNodes(flow: FlowDocument, places: { readonly [nodeId: string]: readonly [x: number, y: number] }): FlowDocument {
  const moved = Object.entries(places).flatMap(([id, [x, y]]) => {
    const place = [Math.round(x), Math.round(y)] as const;
    const old = flow.layout?.[id];
    return Object.hasOwn(flow.nodes, id) && (old?.[0] !== place[0] || old[1] !== place[1]) ? [[id, place] as const] : [];
  });
  return moved.length === 0 ? flow : { ...flow, layout: { ...flow.layout, ...Object.fromEntries(moved) } };
}
