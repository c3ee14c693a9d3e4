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
  ...more,
});
const process = { id: 'order-change', layer: 'process' as const };

describe('CAN-11: a process flow', () => {
  test('is offered the published system flows first, each as a call with its contract', () => {
    const flows = [aFlow('stock'), aFlow('orders'), aFlow('drawn', { latestVersion: undefined }), aFlow('other', { layer: 'process' })];
    const offered = offerSystemFlows(entries, process, flows);
    expect(offered.map(({ label, group }) => [label, group]).slice(0, 3)).toEqual([
      ['orders v2', SYSTEM_GROUP],
      ['stock v2', SYSTEM_GROUP],
      ['core/map', undefined],
    ]);
    expect(calledFlowOf(offered[0]!.type)).toEqual({ type: 'core/call-flow', config: { flow: 'orders', major: 2 } });
    expect(offered).toHaveLength(entries.length + 2);
    expect(calledFlowOf('core/call-flow')).toBeUndefined();
    expect(calledFlowOf('http/call#crm/a@b@1')).toBeUndefined();
  });

  test('reads beside a connector which system flow wraps it; nothing beside a trigger or what none wraps', () => {
    const advice = (flows: Parameters<typeof offerSystemFlows>[2]) =>
      offerSystemFlows(entries, process, flows).flatMap(({ type, advice }) => (advice === undefined ? [] : [[type, advice]]));
    expect(advice([aFlow('stock')])).toEqual([['sap/get-stock', 'Use stock v2, or ask for a waiver']]);
    expect(advice([aFlow('sap-orders'), aFlow('sap-stock')])).toEqual([
      ['sap/get-stock', 'Use sap-stock v2 or 1 other, or ask for a waiver'],
    ]);
    expect(advice([aFlow('plan', { connectionTypes: ['scheduler'] })])).toEqual([]);
  });

  test('of another layer is offered what it was, and no flow is offered to call itself', () => {
    expect(offerSystemFlows(entries, { id: 'stock', layer: 'system' }, [aFlow('orders')])).toBe(entries);
    expect(offerSystemFlows(entries, { ...process, id: 'stock' }, [aFlow('stock')])).toBe(entries);
  });
});
