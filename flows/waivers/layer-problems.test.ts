import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../flow.ts';
import type { NodeManifest } from '../node-manifest.ts';
import { findLayerProblems, type LayerContext, type OpenWaiver } from './layer-problems.ts';
import type { SystemApi } from './system-apis.ts';

const manifests: { readonly [type: string]: Partial<NodeManifest> } = {
  'sap/outbound': { kind: 'trigger', connection: 'sap' },
  'sap/get-stock': { kind: 'step', connection: 'sap' },
  'core/map': { kind: 'step' },
};
const api = (flowId: string, connections: readonly string[] = ['erp']): SystemApi => ({
  flowId,
  name: flowId,
  major: 2,
  connections,
  connectionTypes: ['sap'],
});
const flow = (layer: FlowDocument['layer'] = 'process', id = 'orders') =>
  ({
    id,
    layer,
    nodes: {
      start: { type: 'sap/outbound', connection: 'erp', config: {} },
      read: { type: 'sap/get-stock', label: 'Read stock', connection: 'erp', config: {} },
      shape: { type: 'core/map', config: {} },
    },
  }) as unknown as FlowDocument;
const found = (
  document: FlowDocument,
  systemApis: readonly SystemApi[],
  waivers: readonly OpenWaiver[] = [],
  more: Partial<LayerContext> = {},
) =>
  findLayerProblems(document, {
    nodeTypes: (type) => manifests[type] as NodeManifest | undefined,
    systemApis,
    waivers,
    isSameSystem: () => false,
    layerOf: () => undefined,
    ...more,
  });

describe('WVR-1: a step of a process or experience flow', () => {
  test('that goes to a system which a published system flow wraps is told of the likest one', () => {
    expect(found(flow(), [api('sap-orders'), api('sap-stock')])).toMatchObject([
      { code: 'system-api-passed', severity: 'warning', nodeId: 'read', message: 'The step goes past the system API "sap-stock" v2.' },
    ]);
    expect(found(flow(), [api('plan', ['scheduler'])])).toEqual([]);
    expect(found(flow('system'), [api('sap-stock')])).toEqual([]);
    expect(found(flow('experience'), [api('sap-stock')])).toMatchObject([{ code: 'system-api-passed', nodeId: 'read' }]);
    expect(found(flow('process', 'sap-stock'), [api('sap-stock')])).toEqual([]);
  });

  test('goes by the system and not by its kind: another connection of the kind is free, one to the same address is not', () => {
    expect(found(flow(), [api('plant-stock', ['erp-of-plant'])])).toEqual([]);
    const isSameSystem = (one: string, other: string) => one === 'erp-of-plant' && other === 'erp';
    expect(found(flow(), [api('plant-stock', ['erp-of-plant'])], [], { isSameSystem })).toMatchObject([{ code: 'system-api-passed' }]);
  });

  test('is told nothing before its connection is chosen', () => {
    const { connection: _connection, ...read } = flow().nodes['read']!;
    const unchosen: FlowDocument = { ...flow(), nodes: { read } };
    expect(found(unchosen, [api('sap-stock')])).toEqual([]);
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

describe('WVR-7: calls lead from experience to process to system', () => {
  const layers = { below: 'system', beside: 'process', above: 'experience' } as const;
  const calling = (layer: FlowDocument['layer'], called: string): FlowDocument => ({
    ...flow(layer),
    nodes: { call: { type: 'core/call-flow', version: 1, config: { flow: called, major: 1 } } },
  });
  const layerOf: LayerContext['layerOf'] = (id) => layers[id as keyof typeof layers];
  const said = (layer: FlowDocument['layer'], called: string) => found(calling(layer, called), [], [], { layerOf });

  test('a call to a layer above is a warning at the field that names the flow', () => {
    expect(said('process', 'above')).toMatchObject([
      {
        code: 'call-up',
        severity: 'warning',
        nodeId: 'call',
        path: '/nodes/call/config/flow',
        message: expect.stringContaining('"above"'),
      },
    ]);
    expect(said('system', 'beside')).toMatchObject([{ code: 'call-up' }]);
  });

  test('to its own layer, below, or to a flow that nobody knows it is not', () => {
    const fine = [said('process', 'below'), said('process', 'beside'), said('experience', 'beside'), said('process', 'nobody')];
    expect(fine.flat()).toEqual([]);
  });
});
