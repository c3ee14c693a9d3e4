/** A process flow goes to a system through the flow that wraps it, or has a waiver until a day (WVR-1, WVR-4). Pure. */
import type { FlowDocument } from '../flow.ts';
import type { NodeManifest } from '../node-manifest.ts';
import type { Problem } from '../problem.ts';
import { type SystemApi, systemApisFor } from './system-apis.ts';

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
}

/** Without a waiver that holds. */
export function isPastSystemApi({ code }: Problem): boolean {
  return code === 'system-api-passed' || code === 'system-api-asked';
}

export function findLayerProblems(flow: FlowDocument, { nodeTypes, systemApis, waivers }: LayerContext): readonly Problem[] {
  if (flow.layer !== 'process') return [];
  const others = systemApis.filter(({ flowId }) => flowId !== flow.id);
  return Object.entries(flow.nodes).flatMap(([nodeId, { type }]): Problem[] => {
    const manifest = nodeTypes(type);
    // What a trigger brings cannot be called for.
    if (manifest?.connection === undefined || manifest.kind === 'trigger') return [];
    const [api] = systemApisFor(others, manifest.connection, type);
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
          help: `Call "${api.flowId}", or ask for a waiver: without one no version with it comes to production.`,
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
  });
}
