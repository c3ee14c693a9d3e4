/** Each node by itself: its type, config, connection, retry, compensation (FLW-3, FLW-7). */
import { isExpressionText } from '../expressions/expression-text.ts';
import type { JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { Problem } from '../problem.ts';
import { checkedSchemaOf } from '../services/operation-config.ts';
import { type CheckedFlow, type CheckedNode, error, nameOf, warning } from './checked-flow.ts';
import { findConfigFaults } from './config-faults.ts';
import { checkContainer } from './container-problems.ts';
import { keptOfNode } from './kept-of-node.ts';

export function findNodeProblems(checked: CheckedFlow): readonly Problem[] {
  return [...checked.nodes.values()].flatMap((node) => [
    ...checkItself(node, checked),
    ...checkRetry(node, checked),
    ...checkPlace(node, checked),
    ...checkCall(node, checked),
  ]);
}

const checkItself = keptOfNode((node, flow) => [
  ...checkType(node),
  ...checkConfig(node, flow),
  ...checkPortNames(node),
  ...checkConnection(node),
]);

const checkPlace = keptOfNode((node, flow) => [...checkCompensation(node, flow), ...checkContainer(node, flow), ...checkTriggerPath(node)]);

function checkType({ id, node, manifest }: CheckedNode): readonly Problem[] {
  const path = `/nodes/${id}`;
  if (manifest === undefined) {
    return [
      error('node-type-unknown', `${path}/type`, `The node type "${node.type}" is not installed.`, 'Install it, or replace the node.', id),
    ];
  }
  if (node.version <= manifest.version) return [];
  const message = `The node was drawn with version ${node.version} of "${node.type}"; version ${manifest.version} is installed.`;
  return [error('node-version-newer', `${path}/version`, message, 'Update Millrace, or draw the node anew.', id)];
}

function checkConfig({ id, node, manifest }: CheckedNode, { context }: CheckedFlow): readonly Problem[] {
  // A config of an older manifest is lifted before it is used; its shape is no fault.
  if (manifest === undefined || node.version !== manifest.version) return [];
  const faults = findConfigFaults(node.config, checkedSchemaOf(manifest, node), manifest.kind !== 'trigger');
  // A type looks only at what has the right shape.
  const findings = faults.length > 0 ? [] : (context.checkConfig?.(node.type, node.config) ?? []);
  return [...faults, ...findings.map((finding) => ({ code: 'config-unusable', ...finding }))].map(({ code, path, message, help }) =>
    error(code, `/nodes/${id}/config${toPointer(path)}`, message, help, id),
  );
}

const PORT_NAME = /^[a-z][a-z0-9-]{0,63}$/;

function checkPortNames({ id, ports = [] }: CheckedNode): readonly Problem[] {
  return ports
    .filter(({ name }) => !PORT_NAME.test(name))
    .map(({ name }) =>
      error(
        'port-name',
        `/nodes/${id}/config`,
        `"${name}" cannot be the name of a way out.`,
        'Use lower case letters, digits and hyphens, not an expression.',
        id,
      ),
    );
}

function checkConnection(checked: CheckedNode): readonly Problem[] {
  const { id, node, manifest } = checked;
  if (manifest === undefined) return [];
  const path = `/nodes/${id}/connection`;
  if (manifest.connection !== undefined && node.connection === undefined) {
    return [
      error(
        'connection-missing',
        path,
        `${nameOf(checked)} needs a connection (${manifest.connection}).`,
        'Name the role of the system, e.g. sap; each environment says which one that is.',
        id,
      ),
    ];
  }
  if (manifest.connection === undefined && node.connection !== undefined) {
    return [warning('connection-unused', path, `${nameOf(checked)} uses no connection.`, 'Remove it.', id)];
  }
  return [];
}

function checkRetry({ id, node, manifest }: CheckedNode, { flow }: CheckedFlow): readonly Problem[] {
  const path = `/nodes/${id}`;
  const problems: Problem[] = [];
  const { retry, timeoutMs } = node;
  if (retry !== undefined && manifest?.kind === 'trigger') {
    problems.push(warning('retry-unused', `${path}/retry`, 'A trigger is never retried.', 'Remove the retry policy.', id));
  }
  if (retry?.maxMs !== undefined && retry.maxMs < (retry.initialMs ?? 0)) {
    problems.push(
      error('retry-delays', `${path}/retry/maxMs`, 'The longest delay is shorter than the first.', 'Raise maxMs or lower initialMs.', id),
    );
  }
  if (retry?.on !== undefined && retry.on.length === 0 && retry.attempts > 1) {
    problems.push(
      warning(
        'retry-on-nothing',
        `${path}/retry/on`,
        'No kind of failure is retried.',
        'Name the kinds, or leave "on" out to retry all that can pass.',
        id,
      ),
    );
  }
  if (timeoutMs !== undefined && flow.deadlineMs !== undefined && timeoutMs > flow.deadlineMs) {
    problems.push(
      warning(
        'timeout-beyond-deadline',
        `${path}/timeoutMs`,
        'One attempt may take longer than the whole run.',
        'Lower the time-out or raise the deadline of the flow.',
        id,
      ),
    );
  }
  return problems;
}

function checkCompensation(checked: CheckedNode, { nodes, graph }: CheckedFlow): readonly Problem[] {
  const { id, node } = checked;
  if (node.compensate === undefined) return [];
  const fault = (code: string, message: string, help: string) => [error(code, `/nodes/${id}/compensate`, message, help, id)];
  const target = nodes.get(node.compensate);
  if (target === undefined)
    return fault(
      'compensation-unknown',
      `${nameOf(checked)} is compensated by "${node.compensate}", which is not there.`,
      'Choose a node of the flow.',
    );
  if (target.id === id) return fault('compensation-itself', `${nameOf(checked)} cannot compensate itself.`, 'Choose another node.');
  if (target.manifest?.kind === 'trigger')
    return fault('compensation-trigger', `The trigger ${nameOf(target)} cannot compensate.`, 'Choose a step.');
  if (graph.incoming.get(target.id)!.length > 0) {
    return fault(
      'compensation-connected',
      `${nameOf(target)} compensates and stands in the flow as well.`,
      'A compensation has no incoming edge: remove it or draw a node of its own.',
    );
  }
  return [];
}

/** Addresses below /hooks/: what a manifest's pattern cannot say. */
function checkTriggerPath({ id, node, manifest }: CheckedNode): readonly Problem[] {
  const path = node.config['path'];
  if (manifest?.kind !== 'trigger' || typeof path !== 'string') return [];
  const at = `/nodes/${id}/config/path`;
  const segments = path.split('/');
  const parameters = segments.flatMap((segment) => /^\{(.+)\}$/.exec(segment)?.[1] ?? []);
  if (segments.some((segment) => segment === '')) {
    return [error('trigger-path', at, 'The path has an empty part.', 'Write it without "/" at its ends, e.g. crm/change-requests.', id)];
  }
  if (/^v\d+$/.test(segments[0]!)) {
    return [
      error('trigger-path', at, `"${segments[0]}" stands for the contract's major in an address.`, 'Begin the path with another word.', id),
    ];
  }
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return [error('trigger-path', at, 'The path has a part "." or "..", which senders resolve before they call.', 'Use another word.', id)];
  }
  if (new Set(parameters).size < parameters.length) {
    return [error('trigger-path', at, 'The path names a parameter twice.', 'Give each parameter its own name.', id)];
  }
  return [];
}

/** LAN-1: a called flow runs in its caller's lane. */
function checkCall(checked: CheckedNode, { flow, context }: CheckedFlow): readonly Problem[] {
  const { id, node } = checked;
  const { flow: called, major } = node.config as JsonObject;
  if (node.type !== 'core/call-flow' || typeof called !== 'string' || isExpressionText(called) || typeof major !== 'number') return [];
  const path = `/nodes/${id}/config/flow`;
  if (called === flow.id) return [error('call-itself', path, 'The flow calls itself.', 'Use a loop over items, or emit an event.', id)];
  if (context.flows === undefined) return [];
  const contract = context.flows(called, major);
  if (contract === undefined) {
    return [
      warning(
        'call-unknown',
        path,
        `No version of "${called}" with contract ${major} is published.`,
        'Publish it before this flow is deployed.',
        id,
      ),
    ];
  }
  if (contract.lane === undefined || contract.lane === flow.lane?.name) return [];
  return [
    error(
      'call-other-lane',
      path,
      `"${called}" runs in the lane "${contract.lane}", this flow ${flow.lane === undefined ? 'in none' : `in "${flow.lane.name}"`}.`,
      'Emit an event that starts it, or use the same lane.',
      id,
    ),
  ];
}
