/** What is live where, kept in memory and replaced at each deployment: the engine, webhooks and polls look here, never at rows. */
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeType, TriggerNode } from '#nodes/node.ts';
import type { DeployedFlows, PublishedVersion } from '../engine/deployed-flows.ts';
import { createHookTable, type HookRoute, type HookTable } from '../hooks/hook-table.ts';
import type { DeploymentRow, FlowDefinitions } from '../store/flow-definitions.ts';
import type { FlowPauseDefinitions, FlowPauseRow } from '../store/flow-standing-definitions.ts';

export interface LiveFlow extends FlowTrigger {
  readonly deployment: DeploymentRow;
  readonly published: PublishedVersion;
  readonly paused?: FlowPauseRow;
}

export interface FlowTrigger {
  readonly triggerId: string;
  readonly triggerNode: FlowNode;
  readonly trigger: TriggerNode['trigger'];
}

export interface DeployedFlowRegistry extends DeployedFlows {
  /** Reads the deployments again: after each one, and at start. */
  reload(): void;
  readonly live: readonly LiveFlow[];
  readonly hooks: HookTable;
  /** Nothing of the flow begins in the environment until somebody lets it go on (LAN-7). */
  isPaused(environment: string, flow: string): boolean;
  /** A live flow of the environment is started by changes of such objects (STP-5). */
  isWatched(environment: string, objectType: string): boolean;
  /** The one trigger of a document; undefined when its type is not installed. */
  findTrigger(document: FlowDocument): FlowTrigger | undefined;
}

export function createDeployedFlowRegistry(
  definitions: FlowDefinitions & Pick<FlowPauseDefinitions, 'listFlowPauses'>,
  findNodeType: (type: string) => NodeType | undefined,
): DeployedFlowRegistry {
  const versions = new Map<string, PublishedVersion>();
  let live: readonly LiveFlow[] = [];
  let byFlow: ReadonlyMap<string, readonly LiveFlow[]> = new Map();
  let subscribers: ReadonlyMap<string, readonly { readonly flow: string; readonly major: number; readonly version: number }[]> = new Map();
  let hooks = createHookTable([]);
  let watched: ReadonlySet<string> = new Set();
  let pauses: ReadonlyMap<string, FlowPauseRow> = new Map();

  function getVersion(flow: string, version: number): PublishedVersion {
    const id = `${flow}/${version}`;
    const known = versions.get(id);
    if (known !== undefined) return known;
    const row = definitions.findVersion(flow, version);
    if (row === undefined) throw new Error(`There is no version ${version} of ${flow}.`);
    const published: PublishedVersion = { flow, version, document: row.document, schemas: row.schemas };
    versions.set(id, published);
    return published;
  }

  function findTrigger(document: FlowDocument): FlowTrigger | undefined {
    for (const [triggerId, triggerNode] of Object.entries(document.nodes)) {
      const type = findNodeType(triggerNode.type);
      if (type !== undefined && 'trigger' in type) return { triggerId, triggerNode, trigger: type.trigger };
    }
    return undefined;
  }

  function toLive(deployment: DeploymentRow): LiveFlow | undefined {
    const published = getVersion(deployment.flowId, deployment.version);
    const trigger = findTrigger(published.document);
    const paused = pauses.get(`${deployment.environment}/${deployment.flowId}`);
    return trigger === undefined ? undefined : { deployment, published, ...trigger, ...(paused === undefined ? {} : { paused }) };
  }

  return {
    reload() {
      pauses = new Map(definitions.listFlowPauses().map((pause) => [`${pause.environment}/${pause.flowId}`, pause]));
      live = definitions.listDeployments().flatMap((deployment) => toLive(deployment) ?? []);
      byFlow = groupBy(live, ({ deployment }) => `${deployment.environment}/${deployment.flowId}`);
      hooks = createHookTable(live.flatMap((flow) => toHookRoute(flow, byFlow)));
      watched = new Set(
        live.flatMap(({ deployment, trigger, triggerNode }) =>
          (('watches' in trigger ? trigger.watches?.(triggerNode.config) : undefined) ?? []).map(
            (objectType) => `${deployment.environment}/${objectType}`,
          ),
        ),
      );
      const events = live.flatMap(({ deployment, trigger, triggerNode }) =>
        trigger.kind === 'event'
          ? [
              {
                id: `${deployment.environment}/${trigger.eventType(triggerNode.config)}`,
                flow: deployment.flowId,
                major: deployment.major,
                version: deployment.version,
              },
            ]
          : [],
      );
      subscribers = groupBy(events, ({ id }) => id);
    },
    get live() {
      return live;
    },
    get hooks() {
      return hooks;
    },
    isPaused: (environment, flow) => pauses.has(`${environment}/${flow}`),
    isWatched: (environment, objectType) => watched.has(`${environment}/${objectType}`),
    findDeployed(environment, flow, major) {
      const candidates = byFlow.get(`${environment}/${flow}`) ?? [];
      const found =
        major === undefined
          ? candidates.toSorted((a, b) => b.deployment.major - a.deployment.major)[0]
          : candidates.find(({ deployment }) => deployment.major === major);
      return found === undefined ? undefined : { version: found.deployment.version, major: found.deployment.major };
    },
    getVersion,
    findTrigger,
    subscribers: (environment, eventType) => subscribers.get(`${environment}/${eventType}`) ?? [],
  };
}

function toHookRoute(
  { deployment, trigger, triggerNode, published }: LiveFlow,
  byFlow: ReadonlyMap<string, readonly LiveFlow[]>,
): HookRoute[] {
  if (trigger.kind !== 'http') return [];
  const schema = trigger.checksBody === true ? (triggerNode.config['body'] ?? published.document.contract.input) : undefined;
  const newer = (byFlow.get(`${deployment.environment}/${deployment.flowId}`) ?? [])
    .filter((other) => other.deployment.major > deployment.major)
    .map((other) => other.deployment.deployedAt)
    .sort()[0];
  return [
    {
      environment: deployment.environment,
      flow: deployment.flowId,
      major: deployment.major,
      trigger,
      config: triggerNode.config,
      ...(newer === undefined ? {} : { supersededAt: newer }),
      ...(schema === undefined ? {} : { body: { schema: schema as JsonSchema, schemas: published.schemas } }),
    },
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
