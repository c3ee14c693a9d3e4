/** Flows go to a system through the flow that wraps it, or have a waiver until a day (WVR-1, WVR-4); calls lead down (WVR-7). Pure. */
import type { FlowDocument, FlowNode } from '../flow.ts';
import type { NodeManifest } from '../node-manifest.ts';
import type { Problem } from '../problem.ts';
import { type IsSameSystem, type SystemApi, systemApisFor } from './system-apis.ts';

/** Of one flow; what was declined, has ended or is over is none. */
export interface OpenWaiver {
  readonly nodeType: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly state: 'requested' | 'granted';
  readonly requestedBy: string;
  readonly decidedBy?: string;
  readonly reason: string;
}

export interface LayerContext {
  readonly nodeTypes: (type: string) => NodeManifest | undefined;
  readonly systemApis: readonly SystemApi[];
  readonly waivers: readonly OpenWaiver[];
  readonly isSameSystem: IsSameSystem;
  /** Of the newest version of the flow; undefined where there is none. */
  readonly layerOf: (flowId: string) => FlowDocument['layer'] | undefined;
}

/** From below: each may call its own kind and what stands before it. */
const LAYERS: readonly FlowDocument['layer'][] = ['system', 'process', 'experience'];

/** Without a waiver that holds. */
export function isPastSystemApi({ code }: Problem): boolean {
  return code === 'system-api-passed' || code === 'system-api-asked';
}

export function findLayerProblems(flow: FlowDocument, context: LayerContext): readonly Problem[] {
  const others = context.systemApis.filter(({ flowId }) => flowId !== flow.id);
  return Object.entries(flow.nodes).flatMap(([nodeId, node]) => [
    ...(flow.layer === 'system' ? [] : passingProblems(nodeId, node, others, context)),
    ...callProblems(flow, nodeId, node, context),
  ]);
}

function passingProblems(
  nodeId: string,
  { type, connection }: FlowNode,
  systemApis: readonly SystemApi[],
  { nodeTypes, waivers, isSameSystem }: LayerContext,
): readonly Problem[] {
  const manifest = nodeTypes(type);
  // What a trigger brings cannot be called for. Which system it is nobody knows before a connection is chosen.
  if (manifest?.connection === undefined || manifest.kind === 'trigger' || connection === undefined) return [];
  const [api] = systemApisFor(systemApis, { nodeType: type, connectionType: manifest.connection, connection }, isSameSystem);
  if (api === undefined) return [];
  const place = { path: `/nodes/${nodeId}/type`, nodeId };
  const waiver = waivers.find(({ nodeType }) => nodeType === type);
  if (waiver === undefined)
    return [
      {
        code: 'system-api-passed',
        severity: 'warning',
        ...place,
        message: `The step goes past the system API "${api.name}" v${api.major}.`,
        help: `Call "${api.name}" instead, or ask for a waiver in the draft: without one no version with it comes to production.`,
      },
    ];
  const { until, state, requestedBy, decidedBy = '', reason } = waiver;
  if (state === 'requested')
    return [
      {
        code: 'system-api-asked',
        severity: 'warning',
        ...place,
        message: `The step goes past the system API "${api.name}" v${api.major}; ${requestedBy} has asked for a waiver until ${until}.`,
        help: 'Somebody else decides it under Approvals.',
      },
    ];
  return [
    {
      code: 'system-api-waived',
      severity: 'info',
      ...place,
      message: `The step goes past the system API "${api.name}" v${api.major}: waived until ${until} by ${decidedBy}.`,
      help: `${requestedBy} asked for it: ${reason}`,
    },
  ];
}

function callProblems(flow: FlowDocument, nodeId: string, { type, config }: FlowNode, { layerOf }: LayerContext): readonly Problem[] {
  const called = config['flow'];
  if (type !== 'core/call-flow' || typeof called !== 'string' || called === flow.id) return [];
  const layer = layerOf(called);
  if (layer === undefined || LAYERS.indexOf(layer) <= LAYERS.indexOf(flow.layer)) return [];
  return [
    {
      code: 'call-up',
      severity: 'warning',
      path: `/nodes/${nodeId}/config/flow`,
      nodeId,
      message: `A ${flow.layer} flow calls the ${layer} flow "${called}": calls lead from experience to process to system.`,
      help: 'Move what both need into a flow of a lower layer and call that, or give this flow another layer.',
    },
  ];
}
