/** Which port an edge without one leaves by, and a skipped step: the node type's first. */
import type { FlowNode } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { isDerived, type NodeManifest } from '#flows/node-manifest.ts';

export function findFirstPort(manifest: NodeManifest, node: FlowNode): string {
  const { ports } = manifest;
  if (!isDerived(ports)) return ports[0]?.name ?? 'out';
  if (ports.derive === 'switch-ports') {
    const cases = node.config['cases'] as readonly JsonObject[] | undefined;
    return String(cases?.[0]?.['port'] ?? node.config['otherwise'] ?? 'otherwise');
  }
  if (ports.derive === 'approval-ports') {
    const choices = node.config['choices'] as readonly string[] | undefined;
    return choices?.[0] ?? 'approve';
  }
  return 'out';
}
