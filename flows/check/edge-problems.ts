/** Is it drawn so that it can run: one trigger, edges between what is there, no cycle, everything within reach (FLW-2 to FLW-5)? */
import type { FlowEdge } from '../flow.ts';
import { type FlowGraph, findCycles, reachableFrom } from '../graph.ts';
import type { Problem } from '../problem.ts';
import { type CheckedFlow, error, nameOf, warning } from './checked-flow.ts';

export function findEdgeProblems(checked: CheckedFlow): readonly Problem[] {
  const known = found.get(checked.graph);
  if (known !== undefined) return known;
  const problems = findAnew(checked);
  found.set(checked.graph, problems);
  return problems;
}

/** Of the drawing alone. */
const found = new WeakMap<FlowGraph, readonly Problem[]>();

function findAnew(checked: CheckedFlow): readonly Problem[] {
  return [
    ...checkTriggers(checked),
    ...checked.flow.edges.flatMap((edge, index) => checkEdge(edge, index, checked)),
    ...checkRepeatedEdges(checked),
    ...checkCycles(checked),
    ...checkReach(checked),
    ...checkOpenPorts(checked),
    ...checkJoins(checked),
  ];
}

function checkTriggers({ triggers, nodes }: CheckedFlow): readonly Problem[] {
  if (triggers.length > 1) {
    return triggers.slice(1).map((id) => {
      const message = `The flow has a trigger already: ${nameOf(nodes.get(triggers[0]!)!)}.`;
      return error('trigger-twice', `/nodes/${id}`, message, 'Remove one of them, or make two flows that call a third.', id);
    });
  }
  // A type that is not installed may be the trigger.
  if (triggers.length === 1 || [...nodes.values()].some(({ manifest }) => manifest === undefined)) return [];
  return [error('trigger-missing', '/nodes', 'Nothing starts the flow.', 'Add a trigger.')];
}

function checkEdge(edge: FlowEdge, index: number, { nodes }: CheckedFlow): readonly Problem[] {
  const path = `/edges/${index}`;
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  const problems: Problem[] = [];
  if (from === undefined)
    problems.push(
      error('edge-from-unknown', `${path}/from`, `The edge comes from "${edge.from}", which is not there.`, 'Remove the edge.'),
    );
  if (to === undefined)
    problems.push(error('edge-to-unknown', `${path}/to`, `The edge leads to "${edge.to}", which is not there.`, 'Remove the edge.'));
  if (to?.manifest?.kind === 'trigger') {
    problems.push(
      error(
        'edge-into-trigger',
        `${path}/to`,
        `An edge leads into the trigger ${nameOf(to)}.`,
        'A trigger starts the flow; remove the edge.',
        edge.to,
      ),
    );
  }
  if (from?.ports !== undefined) {
    const names = from.ports.map(({ name }) => name);
    if (edge.port !== undefined && !names.includes(edge.port)) {
      const help = names.length === 0 ? 'Remove the edge.' : `Its ports are ${names.join(', ')}.`;
      problems.push(error('edge-port-unknown', `${path}/port`, `${nameOf(from)} has no port "${edge.port}".`, help, edge.from));
    } else if (names.length === 0) {
      problems.push(
        error('edge-port-unknown', path, `${nameOf(from)} has no ports that an edge could leave from.`, 'Remove the edge.', edge.from),
      );
    }
  }
  if (from !== undefined && to !== undefined && from.node.parent !== to.node.parent) {
    problems.push(
      error(
        'edge-crosses-container',
        path,
        `The edge from ${nameOf(from)} to ${nameOf(to)} leaves or enters a container.`,
        'Connect the container itself.',
      ),
    );
  }
  return problems;
}

/** An edge without a port leaves from the first one: written twice in both ways it is the same edge. */
function checkRepeatedEdges({ flow, nodes }: CheckedFlow): readonly Problem[] {
  const seen = new Set<string>();
  return flow.edges.flatMap((edge, index) => {
    const port = edge.port ?? nodes.get(edge.from)?.ports?.[0]?.name ?? '';
    const key = `${edge.from}/${port}/${edge.to}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      error(
        'edge-twice',
        `/edges/${index}`,
        `"${edge.from}" and "${edge.to}" are connected twice by the same port.`,
        'Remove one of the edges.',
      ),
    ];
  });
}

function checkCycles({ graph, nodes }: CheckedFlow): readonly Problem[] {
  return findCycles(graph).map((cycle) => {
    const names = cycle.map((id) => nameOf(nodes.get(id)!)).join(', ');
    const message = cycle.length === 1 ? `${names} leads back to itself.` : `These nodes lead back to themselves: ${names}.`;
    return error(
      'cycle',
      `/nodes/${cycle[0]}`,
      message,
      'Remove an edge. To repeat something use a loop over items or a node that polls.',
      cycle[0],
    );
  });
}

function checkReach({ graph, nodes, triggers, compensations }: CheckedFlow): readonly Problem[] {
  if (triggers.length === 0) return [];
  const starts = [...triggers, ...compensations.keys()];
  const reached = new Set(starts.flatMap((start) => [...reachableFrom(graph, start)]));
  return [...nodes.values()]
    .filter(({ id, node }) => !reached.has(id) && node.parent === undefined)
    .map((checked) =>
      error('node-unreachable', `/nodes/${checked.id}`, `No way leads to ${nameOf(checked)}.`, 'Connect it or remove it.', checked.id),
    );
}

/** A join that waits for more ways than lead to it is never reached, nor what lies behind it. */
function checkJoins({ flow, nodes }: CheckedFlow): readonly Problem[] {
  return [...nodes.values()].flatMap((checked) => {
    const { id, node } = checked;
    const { mode, count } = node.config;
    if (node.type !== 'core/join' || mode !== 'count' || typeof count !== 'number') return [];
    const ways = flow.edges.filter(({ to }) => to === id).length;
    if (count <= ways) return [];
    const message = `${nameOf(checked)} waits for ${count} ways, and ${ways} lead there.`;
    return [error('join-count', `/nodes/${id}/config/count`, message, 'Connect more ways, or wait for fewer.', id)];
  });
}

/** A business outcome that nothing follows would end a run without anybody knowing (LAN-3). */
function checkOpenPorts({ graph, nodes }: CheckedFlow): readonly Problem[] {
  return [...nodes.values()].flatMap((checked) => {
    const { id, ports = [] } = checked;
    const connected = new Set(graph.outgoing.get(id)!.map(({ port }) => port ?? ports[0]?.name));
    return ports
      .filter(({ kind, name }) => kind === 'business' && !connected.has(name))
      .map(({ name, label, optional }) => {
        const message = `Nothing follows when ${nameOf(checked)} ends with "${label}" (${name}).`;
        const help = 'Connect the port, if need be to a node that raises an exception.';
        return (optional === true ? warning : error)('port-open', `/nodes/${id}`, message, help, id);
      });
  });
}
