/** Messages that the planner and the shop floor send about a production order of SAP. Pure. */
import type { JsonObject } from '#flows/json.ts';
import { addDecimals, compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';

/** As SAP's view shows it. */
export interface ProductionOrderRow {
  readonly ManufacturingOrder: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly ProductionUnit: string;
  readonly TotalQuantity: string;
  readonly MfgOrderConfirmedYieldQty: string;
  readonly MfgOrderScheduledEndDate: string;
  readonly OrderIsReleased: string;
  readonly OrderIsConfirmed: string;
}

export interface OpenItem {
  readonly salesOrder: string;
  readonly item: string;
  readonly material: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
}

export type MakingState = 'created' | 'released' | 'partly' | 'finished';

export function stateOf(order: ProductionOrderRow): MakingState {
  if (order.OrderIsConfirmed === 'X') return 'finished';
  if (compareDecimals(order.MfgOrderConfirmedYieldQty, '0') > 0) return 'partly';
  return order.OrderIsReleased === 'X' ? 'released' : 'created';
}

/** The scheduler knows what is made for whom; here it is the first items that want the material from the plant. */
const MOST_SUPPLIED = 3;

export function suppliesOf(
  order: ProductionOrderRow,
  open: readonly OpenItem[],
): readonly { readonly salesOrder: string; readonly item: string }[] {
  return open
    .filter(({ material, plant }) => material === order.Material && plant === order.ProductionPlant)
    .slice(0, MOST_SUPPLIED)
    .map(({ salesOrder, item }) => ({ salesOrder, item }));
}

export function releaseMessage(order: ProductionOrderRow, open: readonly OpenItem[], messageId: string): JsonObject {
  return {
    releaseId: `REL-${messageId}`,
    productionOrder: order.ManufacturingOrder,
    plant: order.ProductionPlant,
    confirmBy: order.MfgOrderScheduledEndDate,
    supplies: suppliesOf(order, open).map((one) => ({ ...one })),
  };
}

/** `all`: what is still to be made. `less`: half of it, and no more comes. */
export function confirmationMessage(order: ProductionOrderRow, much: 'all' | 'less', messageId: string): JsonObject {
  const rest = subtractDecimals(order.TotalQuantity, order.MfgOrderConfirmedYieldQty);
  const made = much === 'all' ? rest : wholeHalf(rest);
  return {
    confirmationId: `MES-${messageId}`,
    productionOrder: order.ManufacturingOrder,
    plant: order.ProductionPlant,
    yield: made,
    scrap: '0',
    final: true,
  };
}

/** Pieces are whole. */
function wholeHalf(quantity: string): string {
  return addDecimals(String(Math.floor(Number(quantity) / 2)), '0.000');
}
