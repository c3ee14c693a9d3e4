/** An edge less. */
import type { FlowDocument, FlowEdge } from '../flow.ts';

export function disconnect(flow: FlowDocument, { from, port, to }: FlowEdge): FlowDocument {
  const edges = flow.edges.filter((edge) => edge.from !== from || edge.port !== port || edge.to !== to);
  return edges.length === flow.edges.length ? flow : { ...flow, edges };
}
