/** May this version go live there? Connections, called flows and addresses must be there first; what only draws a warning does not stop it. */
import type { Problem } from '#flows/problem.ts';
import type { VersionRow } from '../store/flow-definitions.ts';
import type { DeployedFlowRegistry } from './deployed-flow-registry.ts';

export function findDeploymentProblems(
  environment: string,
  { flowId, major, document }: VersionRow,
  registry: Pick<DeployedFlowRegistry, 'findDeployed' | 'findTrigger' | 'live'>,
  hasConnection: (environment: string, role: string) => boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const path = `/nodes/${nodeId}`;
    if (node.connection !== undefined && !hasConnection(environment, node.connection)) {
      problems.push({
        code: 'connection-missing',
        severity: 'error',
        path: `${path}/connection`,
        nodeId,
        message: `${environment} has no connection "${node.connection}".`,
        help: 'Add it under Connections.',
      });
    }
    if (node.type === 'core/call-flow') {
      const { flow, major: wanted } = node.config as { readonly flow?: string; readonly major?: number };
      if (flow !== undefined && registry.findDeployed(environment, flow, wanted) === undefined) {
        problems.push({
          code: 'called-flow-missing',
          severity: 'error',
          path: `${path}/config/flow`,
          nodeId,
          message: `"${flow}" with contract ${wanted} is not live in ${environment}.`,
          help: 'Deploy it first.',
        });
      }
    }
  }
  const own = registry.findTrigger(document);
  if (own?.trigger.kind !== 'http') return problems;
  const { path, methods } = own.trigger.route(own.triggerNode.config);
  // (environment, contract major, method, path) is unique among deployments (flow-format).
  const other = registry.live.find(({ deployment, trigger, triggerNode }) => {
    if (deployment.environment !== environment || deployment.flowId === flowId || deployment.major !== major || trigger.kind !== 'http')
      return false;
    const route = trigger.route(triggerNode.config);
    return route.path === path && route.methods.some((method) => methods.includes(method));
  });
  if (other !== undefined) {
    problems.push({
      code: 'address-taken',
      severity: 'error',
      path: `/nodes/${own.triggerId}/config/path`,
      nodeId: own.triggerId,
      message: `The address is already served by "${other.deployment.flowId}" in ${environment}.`,
      help: 'Choose another path.',
    });
  }
  return problems;
}
