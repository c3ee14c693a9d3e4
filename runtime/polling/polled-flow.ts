import type { JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import type { PollTrigger } from '#nodes/trigger.ts';
import type { LiveFlow } from '../versions/deployed-flow-registry.ts';

export interface PolledFlow {
  readonly environment: string;
  readonly flow: string;
  readonly major: number;
  readonly trigger: PollTrigger;
  readonly config: JsonObject;
  readonly connection: () => ConnectionAccess;
}

/** Those that are asked for messages. What is paused is not: it stays where it is until the flow goes on. */
export function polledFlows(
  live: readonly LiveFlow[],
  openConnection: (environment: string, role: string) => ConnectionAccess,
): readonly PolledFlow[] {
  return live.flatMap(({ deployment, trigger, triggerNode, published, paused }) => {
    if (trigger.kind !== 'poll' || paused !== undefined) return [];
    const { environment, flowId, major } = deployment;
    const role = triggerNode.connection ?? '';
    return [
      {
        environment,
        flow: published.flow || flowId,
        major,
        trigger,
        config: triggerNode.config,
        connection: () => openConnection(environment, role),
      },
    ];
  });
}
