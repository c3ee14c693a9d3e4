/** Nodes less, and what led to each leads to where its first way out led. Pure. */
import { defaultPort, portsOf } from '#flows/derive-ports.ts';
import { connect, whyNotConnect } from '#flows/edits/connect.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { FlowDocument, FlowEdge } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';

/** Wires that may not be drawn stay out; ids that no node has are passed over. */
export function removeJoining(flow: FlowDocument, nodeIds: readonly string[], manifests: Manifests): FlowDocument {
  return nodeIds.reduce((now, id) => withoutOne(now, id, manifests), flow);
}

function withoutOne(flow: FlowDocument, id: string, manifests: Manifests): FlowDocument {
  const node = flow.nodes[id];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  const left = removeNodes(flow, [id]);
  if (node === undefined || manifest === undefined) return left;
  const ports = portsOf(manifest, node);
  const first = ports.find(({ kind }) => kind !== 'error')?.name;
  const onto = flow.edges.filter(({ from, port }) => from === id && (port ?? defaultPort(ports)) === first);
  const joined = flow.edges.filter(({ to }) => to === id).flatMap((into) => onto.map(({ to }): FlowEdge => ({ ...into, to })));
  const context = { nodeTypes: (type: string) => manifests.get(type) };
  return joined.reduce((now, edge) => (whyNotConnect(now, edge, context) === undefined ? connect(now, edge) : now), left);
}
