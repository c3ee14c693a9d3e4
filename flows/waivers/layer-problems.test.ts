import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../flow.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { findLayerProblems, type OpenWaiver } from './layer-problems.ts';
import type { SystemApi } from './system-apis.ts';

const manifests: { readonly [type: string]: Partial<NodeManifest> } = {
  'sap/outbound': { kind: 'trigger', connection: 'sap' },
  'sap/get-stock': { kind: 'step', connection: 'sap' },
  'core/map': { kind: 'step' },
};
const api = (flowId: string, connectionTypes: readonly string[] = ['sap']): SystemApi => ({
  flowId,
  name: flowId,
  major: 2,
  connectionTypes,
});
const flow = (layer: FlowDocument['layer'] = 'process', id = 'orders') =>
  ({
    id,
    layer,
    nodes: { start: { type: 'sap/outbound' }, read: { type: 'sap/get-stock', label: 'Read stock' }, shape: { type: 'core/map' } },
  }) as unknown as FlowDocument;
const found = (document: FlowDocument, systemApis: readonly SystemApi[], waivers: readonly OpenWaiver[] = []) =>
  findLayerProblems(document, { nodeTypes: (type) => manifests[type] as NodeManifest | undefined, systemApis, waivers });

describe('WVR-1: a step of a process flow', () => {
  test('that goes to a system which a published system flow wraps is told of the likest one', () => {
    expect(found(flow(), [api('sap-orders'), api('sap-stock')])).toMatchObject([
      { code: 'system-api-passed', severity: 'warning', nodeId: 'read', message: 'The step goes past the system API "sap-stock" v2.' },
    ]);
    expect(found(flow(), [api('plan', ['scheduler'])])).toEqual([]);
    expect(found(flow('system'), [api('sap-stock')])).toEqual([]);
    expect(found(flow('process', 'sap-stock'), [api('sap-stock')])).toEqual([]);
  });

  test('WVR-4 says that a waiver is asked for, and until when it holds', () => {
    const asked: OpenWaiver = {
      nodeType: 'sap/get-stock',
      until: '2027-01-31',
      state: 'requested',
      requestedBy: 'Ana',
      reason: 'No batch read yet',
    };
    expect(found(flow(), [api('sap-stock')], [asked])).toMatchObject([{ code: 'system-api-asked', severity: 'warning' }]);
    expect(found(flow(), [api('sap-stock')], [{ ...asked, state: 'granted', decidedBy: 'Bo' }])).toMatchObject([
      {
        code: 'system-api-waived',
        severity: 'info',
        message: expect.stringContaining('waived until 2027-01-31 by Bo'),
        help: 'Ana asked for it: No batch read yet',
      },
    ]);
    expect(found(flow(), [api('sap-stock')], [{ ...asked, nodeType: 'sap/other' }])).toMatchObject([{ code: 'system-api-passed' }]);
  });
});
