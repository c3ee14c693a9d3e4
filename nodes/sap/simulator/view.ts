/** Plain JSON of what the system holds, for pages and tests. Not a part of SAP's protocol. */
import type { Json } from '#flows/json.ts';
import { isRejected } from './sales/sales-order.ts';
import { unrestrictedStock } from './supply/stock.ts';
import type { SystemState } from './system-state.ts';

/** Undefined for paths that show nothing. */
export function viewSystem(state: SystemState, path: string): Json | undefined {
  const [first = '', second] = path.split('/').filter((part) => part !== '');
  switch (first) {
    case '':
      return [
        '/orders',
        '/orders/{number}',
        '/open-items',
        '/stock',
        '/production-orders',
        '/confirmations',
        '/deliveries',
        '/customers',
        '/materials',
      ];
    case 'orders':
      return second === undefined
        ? asJson([...state.orders.values()].map(({ header, items }) => ({ ...header, items: items.length })))
        : viewOrder(state, second);
    case 'open-items':
      return asJson(openItems(state));
    case 'stock':
      return asJson(
        state.landscape.materials.flatMap((material) =>
          material.plants.map(({ plant, receipts }) => ({
            material: material.material,
            plant,
            unit: material.baseUnit,
            stock: unrestrictedStock(state, material.material, plant),
            receipts,
          })),
        ),
      );
    case 'production-orders':
      return asJson([...state.productionOrders.values()].map(({ header, operations }) => ({ ...header, operations })));
    case 'planned-orders':
      return asJson([...state.plannedOrders.values()]);
    case 'confirmations':
      return asJson([...state.confirmations.values()]);
    case 'deliveries':
      return asJson([...state.deliveries.values()].map(({ header, items }) => ({ ...header, items })));
    case 'customers':
      return asJson(state.landscape.customers);
    case 'materials':
      return asJson(state.landscape.materials);
    default:
      return undefined;
  }
}

/** What of every order has not left yet, in its own units. */
function openItems(state: SystemState): readonly Json[] {
  return [...state.orders.values()].flatMap(({ items }) =>
    items
      .filter((item) => !isRejected(item) && item.data.DeliveryStatus !== 'C')
      .map(({ data }) => ({
        salesOrder: data.SalesOrder.padStart(10, '0'),
        item: data.SalesOrderItem.padStart(6, '0'),
        material: data.Material,
        plant: data.ProductionPlant,
        quantity: data.RequestedQuantity,
        unit: data.RequestedQuantityUnit,
      })),
  );
}

function viewOrder(state: SystemState, number: string): Json | undefined {
  const key = number.padStart(10, '0');
  const order = state.orders.get(key);
  if (order === undefined) return undefined;
  return asJson({
    ...order.header,
    items: order.items.map(({ data, scheduleLines }) => ({ ...data, scheduleLines })),
    partners: order.partners,
    texts: order.texts,
    changeLog: state.changeLog.get(key) ?? [],
    lock: state.locks.get(key) ?? null,
  });
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
