/** Roles of connections that what is tried could write through, called flows included: what is in the audit before it begins (TRY-7). */
import type { FlowDocument } from '#flows/flow.ts';
import { nodesUpTo } from '#flows/part-of-flow.ts';
import type { NodeType } from '#nodes/node.ts';
import type { TryParts, TryRequest } from './try-flow.ts';

export function writtenThrough(
  { nodeTypes, findCalled }: Pick<TryParts, 'nodeTypes' | 'findCalled'>,
  document: FlowDocument,
  request: TryRequest,
): ReadonlySet<string> {
  const roles = new Set<string>();
  const seen = new Set<string>();
  const walk = ({ nodes }: FlowDocument, isTried: (id: string) => boolean): void => {
    for (const [id, { type, connection, config }] of Object.entries(nodes)) {
      if (!isTried(id)) continue;
      if (connection !== undefined && isWrite(nodeTypes, type)) roles.add(connection);
      const called = `${config['flow']}/${config['major']}`;
      if (type !== 'core/call-flow' || seen.has(called)) continue;
      seen.add(called);
      const child = findCalled(String(config['flow']), Number(config['major']))?.document;
      if (child !== undefined) walk(child, () => true);
    }
  };
  walk(document, triedOf(document, request));
  return roles;
}

function triedOf({ nodes, edges }: FlowDocument, { to, only, answers }: TryRequest): (id: string) => boolean {
  const kept = to === undefined ? undefined : nodesUpTo({ nodes, edges }, to);
  return (id) => {
    if (id in answers) return false;
    if (only !== undefined) return isIn(nodes, id, only);
    return kept === undefined || kept.has(id);
  };
}

function isIn(nodes: FlowDocument['nodes'], id: string, container: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = nodes[at]?.parent) {
    if (at === container) return true;
    seen.add(at);
  }
  return false;
}

function isWrite(nodeTypes: readonly NodeType[], type: string): boolean {
  return nodeTypes.some(({ manifest }) => manifest.type === type && manifest.effects === 'write');
}
