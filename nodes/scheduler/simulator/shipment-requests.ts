/** Goods that left: told as totals, planned around at once, with a new version of the firm plan where it changes. */

import type { JsonObject } from '#flows/json.ts';
import { compareDecimals } from '#flows/library/decimal.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../sandbox/simulator.ts';
import type { ShippedLine } from '../contract.ts';
import { toBaseUnits } from './factory.ts';
import { jsonAnswer } from './http-answers.ts';
import { planShipped, toChangedByShipment } from './run-plan.ts';
import { lineKey } from './schedule-model.ts';
import type { SchedulerDesk, WriteEntry } from './scheduler-desk.ts';
import { compareTotals, type ShippedTotals } from './shipped-goods.ts';

export function reportShipment(desk: SchedulerDesk, request: SimulatorRequest, demandId: string): SimulatorResponse {
  const entry: WriteEntry = { operation: 'report-shipment', object: 'demand', key: demandId };
  const read = desk.readWrite(request, 'ShipmentsBody', entry);
  if ('refusal' in read) return read.refusal;
  const content = read.value;
  const { lines } = content as unknown as { readonly lines: readonly ShippedLine[] };
  const { demands, shipped = {} } = desk.state;
  if (!Object.hasOwn(demands, demandId))
    return desk.refuse(request, entry, content, { status: 404, code: 'unknown-demand', detail: `There is no demand ${demandId}.` });
  const fault = findFault(desk, demandId, lines);
  if (fault !== undefined) return desk.refuse(request, entry, content, { status: 400, code: 'invalid-body', detail: fault });

  const against = lines.map((line) => {
    const known = shipped[lineKey(demandId, line.item)];
    return {
      line,
      order:
        known === undefined
          ? compareDecimals(line.shipped, '0')
          : compareTotals(desk.factory, materialOf(desk, demandId, line.item), line, known),
    };
  });
  const newer = against.filter(({ order }) => order > 0).map(({ line }) => line);
  if (newer.length === 0 && against.some(({ order }) => order < 0)) {
    return desk.refuse(request, entry, content, {
      status: 409,
      code: 'older-shipment',
      detail: `More of demand ${demandId} has left already.`,
      more: { shipments: totalsOf(desk, demandId) as unknown as JsonObject },
    });
  }
  if (newer.length === 0) {
    desk.record(request, entry, content, { applied: false, refusal: 'Known already.' });
    return answer(desk, demandId);
  }
  desk.record(request, entry, content, { applied: true, detail: { lines: newer as unknown as readonly JsonObject[] } });
  const totals: ShippedTotals = Object.fromEntries(newer.map((line) => [lineKey(demandId, line.item), line]));
  const left = planShipped((gone) => desk.factoryWith(desk.state.downtimes, gone), desk.state, demandId, totals, desk.host.now());
  desk.state = left.state;
  desk.publish(left.state.planVersion, toChangedByShipment(left));
  return answer(desk, demandId);
}

/** What of an order has left, as it was told; by item. */
export function totalsOf({ state }: SchedulerDesk, demandId: string): readonly ShippedLine[] {
  return Object.entries(state.shipped ?? {})
    .filter(([key]) => key.startsWith(`${demandId}/`))
    .map(([, line]) => line)
    .sort((a, b) => (a.item < b.item ? -1 : 1));
}

function answer(desk: SchedulerDesk, demandId: string): SimulatorResponse {
  return jsonAnswer(200, { demandId, planVersion: desk.state.planVersion, shipments: totalsOf(desk, demandId) });
}

function findFault(desk: SchedulerDesk, demandId: string, lines: readonly ShippedLine[]): string | undefined {
  for (const [index, { item, unit }] of lines.entries()) {
    if (lines.findIndex((other) => other.item === item) !== index) return `Item ${item} stands in the shipment twice.`;
    const name = materialOf(desk, demandId, item);
    const material = name === undefined ? undefined : desk.factory.materials.get(name);
    if (material !== undefined && toBaseUnits(material, '1', unit) === undefined)
      return `Item ${item}: ${name} is not known in unit ${unit}.`;
  }
  return undefined;
}

/** Undefined for an item that is not planned here: its total is kept and nothing else. */
function materialOf({ state }: SchedulerDesk, demandId: string, item: string): string | undefined {
  return state.demands[demandId]?.lines.find((line) => line.item === item)?.material;
}
