/** Containers (for-each, scope) and the nodes in them (FLW-9). */
import type { FlowNode } from '../flow.ts';
import type { Problem } from '../problem.ts';
import { type CheckedFlow, type CheckedNode, error, nameOf } from './checked-flow.ts';

/** The containers around a node, innermost first; a node that stands in itself ends the walk. */
export function containersAround<T extends { readonly node: Pick<FlowNode, 'parent'> }>(
  nodeId: string,
  { nodes }: { readonly nodes: ReadonlyMap<string, T> },
): readonly T[] {
  const around: T[] = [];
  for (let at = nodes.get(nodeId)?.node.parent; at !== undefined; at = nodes.get(at)?.node.parent) {
    const container = nodes.get(at);
    if (container === undefined || around.includes(container)) break;
    around.push(container);
  }
  return around;
}

/** A node inside a container, and a container with its nodes. */
export function checkContainer(checked: CheckedNode, flow: CheckedFlow): readonly Problem[] {
  return [...checkParent(checked, flow), ...checkContent(checked, flow)];
}

function checkContent(checked: CheckedNode, { nodes, graph }: CheckedFlow): readonly Problem[] {
  const { id, node, manifest } = checked;
  if (
    node.type === 'core/scope' &&
    node.config['onFailure'] === 'compensate' &&
    !graph.outgoing.get(id)!.some(({ port }) => port === 'error')
  )
    return [
      error(
        'scope-without-way',
        `/nodes/${id}/config/onFailure`,
        `${nameOf(checked)} undoes its steps and then leads nowhere.`,
        'Draw what follows its port "Failed".',
        id,
      ),
    ];
  if (manifest?.kind !== 'container' || [...nodes.values()].some(({ node }) => node.parent === id)) return [];
  return [error('container-empty', `/nodes/${id}`, `${nameOf(checked)} holds nothing.`, 'Put the steps into it, or remove it.', id)];
}

function checkParent(checked: CheckedNode, { nodes }: CheckedFlow): readonly Problem[] {
  const { id, node, manifest } = checked;
  if (node.parent === undefined) return [];
  const path = `/nodes/${id}/parent`;
  const parent = nodes.get(node.parent);
  if (parent === undefined)
    return [
      error(
        'container-unknown',
        path,
        `${nameOf(checked)} stands in "${node.parent}", which is not there.`,
        'Take it out of the container.',
        id,
      ),
    ];
  const seen = new Set([id]);
  for (
    let at: CheckedNode | undefined = parent;
    at !== undefined;
    at = at.node.parent === undefined ? undefined : nodes.get(at.node.parent)
  ) {
    if (seen.has(at.id))
      return [error('container-cycle', path, `${nameOf(checked)} stands in itself.`, 'Take it out of the container.', id)];
    seen.add(at.id);
  }
  if (manifest?.kind === 'trigger')
    return [error('container-trigger', path, `${nameOf(checked)} starts the flow and cannot stand in another node.`, 'Take it out.', id)];
  if (parent.manifest === undefined || parent.manifest.kind === 'container') return [];
  return [error('container-not', path, `${nameOf(parent)} holds no other nodes.`, 'Take the node out of it.', id)];
}
