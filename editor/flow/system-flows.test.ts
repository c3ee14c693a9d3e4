import { describe, expect, test } from 'vitest';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { calledFlowOf, offerSystemFlows, SYSTEM_GROUP } from './system-flows.ts';

const anEntry = (type: string, more: Partial<PaletteEntry> = {}) =>
  ({ type, label: type, summary: '', kind: 'step', ...more }) as PaletteEntry;
const entries = [
  anEntry('core/map'),
  anEntry('core/call-flow', { label: 'Call a flow' }),
  anEntry('sap/get-stock', { connection: 'sap' }),
  anEntry('sap/event', { connection: 'sap', kind: 'trigger' }),
  anEntry('http/call', { connection: 'http' }),
];
const aFlow = (flowId: string, more: object = {}) => ({
  flowId,
  name: flowId,
  layer: 'system' as const,
  latestVersion: 3,
  major: 2,
  connectionTypes: ['sap'],
  connections: ['erp'],
  ...more,
});
type Flows = Parameters<typeof offerSystemFlows>[2]['flows'];
const around = (flows: Flows, more: Partial<Parameters<typeof offerSystemFlows>[2]> = {}) => ({
  flows,
  connections: [],
  waivers: [],
  ...more,
});
const process = { id: 'order-change', layer: 'process' as const };

describe('CAN-11: a process flow', () => {
  test('is offered the published system flows first, each as a call with its contract', () => {
    const flows = [aFlow('stock'), aFlow('orders'), aFlow('drawn', { latestVersion: undefined }), aFlow('other', { layer: 'process' })];
    const offered = offerSystemFlows(entries, process, around(flows));
    expect(offered.map(({ label, group }) => [label, group]).slice(0, 3)).toEqual([
      ['orders v2', SYSTEM_GROUP],
      ['stock v2', SYSTEM_GROUP],
      ['core/map', undefined],
    ]);
    expect(calledFlowOf(offered[0]!.type)).toEqual({ type: 'core/call-flow', config: { flow: 'orders', major: 2, input: {} } });
    expect(offered).toHaveLength(entries.length + 2);
    expect(calledFlowOf('core/call-flow')).toBeUndefined();
    expect(calledFlowOf('http/call#crm/a@b@1')).toBeUndefined();
  });

  const advice = (flows: Flows, more: Parameters<typeof around>[1] = {}) =>
    offerSystemFlows(entries, process, around(flows, more)).flatMap(({ type, advice, waiver }) =>
      advice === undefined ? [] : [[type, advice, ...(waiver === undefined ? [] : [waiver])]],
    );

  test('reads beside a connector which system flow wraps it; nothing beside a trigger or what none wraps', () => {
    expect(advice([aFlow('stock')])).toEqual([['sap/get-stock', 'Use stock v2']]);
    expect(advice([aFlow('sap-orders'), aFlow('sap-stock')])).toEqual([['sap/get-stock', 'Use sap-stock v2 or 1 other']]);
    expect(advice([aFlow('plan', { connectionTypes: ['scheduler'] })])).toEqual([]);
  });

  test('is told nothing of a kind of which one system at least is free to be used', () => {
    const connections = [
      { name: 'shop', type: 'http' },
      { name: 'weather', type: 'http' },
      { name: 'erp', type: 'sap' },
    ];
    const shop = aFlow('shop-orders', { connectionTypes: ['http'], connections: ['shop'] });
    expect(advice([shop, aFlow('stock')], { connections })).toEqual([['sap/get-stock', 'Use stock v2']]);
    expect(advice([shop], { connections: connections.slice(0, 1) })).toEqual([['http/call', 'Use shop-orders v2']]);
  });

  test('WVR-4: reads that a waiver is asked for, or until when it holds', () => {
    const waiver = { nodeType: 'sap/get-stock', until: '2027-01-31' } as const;
    expect(advice([aFlow('stock')], { waivers: [{ ...waiver, state: 'requested' }] })).toEqual([
      ['sap/get-stock', 'Use stock v2', 'a waiver is asked for'],
    ]);
    expect(advice([aFlow('stock')], { waivers: [{ ...waiver, state: 'granted' }] })).toEqual([
      ['sap/get-stock', 'Use stock v2', expect.stringMatching(/^waived until .*2027/)],
    ]);
  });

  test('so is an experience flow; a system flow is offered what it was, and no flow is offered to call itself', () => {
    expect(offerSystemFlows(entries, { id: 'status', layer: 'experience' }, around([aFlow('orders')]))).toHaveLength(entries.length + 1);
    expect(offerSystemFlows(entries, { id: 'stock', layer: 'system' }, around([aFlow('orders')]))).toBe(entries);
    expect(offerSystemFlows(entries, { ...process, id: 'stock' }, around([aFlow('stock')]))).toBe(entries);
  });
});
