import type { DeploymentView } from '#flows/api/environments.ts';
import type { DeploymentRow } from '../store/flow-definitions.ts';
import type { LiveFlow } from './deployed-flow-registry.ts';

/** What is said of a live flow, with the address under which it takes messages. */
export function toDeploymentView({ deployment, trigger, triggerNode, paused }: LiveFlow): DeploymentView {
  const { environment, flowId, major, version, deployedBy, deployedAt, previousVersion }: DeploymentRow = deployment;
  const hook = trigger.kind === 'http' ? `/hooks/${environment}/v${major}/${trigger.route(triggerNode.config).path}` : undefined;
  return {
    environment,
    flowId,
    major,
    version,
    deployedBy,
    deployedAt,
    ...(hook === undefined ? {} : { hook }),
    ...(previousVersion === undefined ? {} : { previousVersion }),
    ...(paused === undefined ? {} : { paused: { by: paused.by, reason: paused.reason, since: paused.since } }),
  };
}
