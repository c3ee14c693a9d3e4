/**
 * The shared master data and orders of the sandbox: SAP, CRM and scheduler simulators and the tests all call
 * `createLandscape` with the same seed (and day), so their seeded data agree without talking to each other.
 */
import { CUSTOMERS } from './landscape-customers.ts';
import { MATERIAL_TEMPLATES, type MaterialTemplate } from './landscape-materials.ts';
import type {
  Landscape,
  LandscapeOrder,
  LandscapeOrderItem,
  LandscapeOrderStatus,
  Material,
  MaterialPlant,
  PlannedReceipt,
  RoutingOperation,
} from './landscape-model.ts';
import { calendars, PLANTS, SET_UP_MATRIX, WORK_CENTRES } from './landscape-plants.ts';
import { salesforceId } from './salesforce-id.ts';

/** Used when nobody names a day: tests get the same dates for ever. A Monday. */
export const DEFAULT_TODAY = '2026-11-30';

/** Orders 1 to 60 are open and nothing of them is delivered: a traffic generator may change them freely. */
export const OPEN_ORDER_COUNT = 60;
export const FIRST_SALES_ORDER = 4711;

const SPECIAL_ORDERS: readonly LandscapeOrderStatus[] = [
  ...Array<LandscapeOrderStatus>(6).fill('partly-delivered'),
  ...Array<LandscapeOrderStatus>(4).fill('completed'),
  ...Array<LandscapeOrderStatus>(3).fill('rejected'),
  ...Array<LandscapeOrderStatus>(3).fill('delivery-blocked'),
  ...Array<LandscapeOrderStatus>(4).fill('credit-tight'),
];

/**
 * Pure: same seed and day, same landscape. Order numbers, ids, customers, materials and quantities depend on the seed alone;
 * `today` (`YYYY-MM-DD`) moves the dates. The sandbox passes the day of its clock.
 */
export function createLandscape(seed: number, today: string = DEFAULT_TODAY): Landscape {
  const random = seededRandom(seed);
  const year = Number(today.slice(0, 4));
  const materials = MATERIAL_TEMPLATES.map((template, index) => materialFrom(template, index, today, random));
  return {
    seed,
    today,
    plants: PLANTS,
    calendars: calendars([year, year + 1]),
    workCentres: WORK_CENTRES,
    setUpMatrix: SET_UP_MATRIX,
    customers: CUSTOMERS,
    materials,
    orders: ordersFrom(materials, today, random),
  };
}

/** mulberry32: small, fast, good enough to choose seed data. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The plain date `days` later. */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same date, or the Monday after a weekend. */
export function nextWeekday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(date, 2) : weekday === 0 ? addDays(date, 1) : date;
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;
const between = (low: number, high: number, random: () => number): number => low + Math.floor(random() * (high - low + 1));
const places3 = (value: number): string => value.toFixed(3);

function materialFrom(template: MaterialTemplate, index: number, today: string, random: () => number): Material {
  const { minutes, madeIn, ...material } = template;
  const plants = madeIn.map((plant, plantIndex): MaterialPlant => {
    const made = template.type === 'FERT';
    return {
      plant,
      procurement: made ? 'E' : 'F',
      stock: places3(made ? between(110, 330, random) : between(2500, 6000, random)),
      receipts: [1, 2, 3, 4].map((n): PlannedReceipt => {
        const serial = (index + 1) * 100 + plantIndex * 10 + n;
        return {
          document: made ? String(1000000 + serial).padStart(12, '0') : String(4500000000 + serial),
          kind: made ? 'production-order' : 'purchase-order',
          date: nextWeekday(addDays(today, n * 9 + between(0, 4, random))),
          quantity: places3(made ? between(220, 520, random) : between(1500, 4000, random)),
        };
      }),
      replenishmentDays: made ? 45 : 30,
      routing: minutes === undefined ? [] : routing(plant, minutes),
    };
  });
  return { ...material, crmProductId: salesforceId('01t', index + 1), plants };
}

function routing(plant: string, [cut, machine, assemble]: readonly [number, number, number]): readonly RoutingOperation[] {
  const at = plant === '1010' ? 'H' : 'C';
  return [
    {
      operation: '0010',
      workCentre: `${at}-CUT01`,
      alternatives: [],
      description: 'Cut to length',
      setUpMinutes: 15,
      minutesPerBaseUnit: cut,
    },
    {
      operation: '0020',
      workCentre: `${at}-MIL01`,
      alternatives: plant === '1010' ? ['H-MIL02'] : [],
      description: 'Machine',
      setUpMinutes: 30,
      minutesPerBaseUnit: machine,
    },
    {
      operation: '0030',
      workCentre: `${at}-ASM01`,
      alternatives: [],
      description: 'Assemble and test',
      setUpMinutes: 10,
      minutesPerBaseUnit: assemble,
    },
  ];
}

function ordersFrom(materials: readonly Material[], today: string, random: () => number): readonly LandscapeOrder[] {
  const statuses = [...Array<LandscapeOrderStatus>(OPEN_ORDER_COUNT).fill('open'), ...SPECIAL_ORDERS];
  const tight = CUSTOMERS.slice(-2);
  const others = CUSTOMERS.slice(0, -2);
  let itemSerial = 0;
  return statuses.map((status, index): LandscapeOrder => {
    const plant = index % 2 === 0 ? '1010' : '1020';
    const customer = status === 'credit-tight' ? tight[index % tight.length]! : pick(others, random);
    const items = Array.from({ length: status === 'credit-tight' ? 4 : between(3, 5, random) }, (_, position) => {
      itemSerial += 1;
      return orderItem({ status, position, itemSerial, plant, materials, today, random });
    });
    return {
      salesOrder: String(FIRST_SALES_ORDER + index).padStart(10, '0'),
      crmOrderId: salesforceId('801', index + 1),
      crmOrderNumber: String(171 + index).padStart(8, '0'),
      soldToParty: customer.number,
      plant,
      currency: customer.currency,
      purchaseOrderByCustomer: `PO-${customer.number.slice(-3)}-${String(8800 + index)}`,
      externalDocumentId: `Q-${String(20400 + index)}`,
      createdOn: addDays(today, -between(3, 25, random)),
      status,
      items,
    };
  });
}

interface OrderItemPlace {
  readonly status: LandscapeOrderStatus;
  readonly position: number;
  readonly itemSerial: number;
  readonly plant: string;
  readonly materials: readonly Material[];
  readonly today: string;
  readonly random: () => number;
}

function orderItem({ status, position, itemSerial, plant, materials, today, random }: OrderItemPlace): LandscapeOrderItem {
  // Every ninth item is supplied by the other plant.
  const itemPlant = itemSerial % 9 === 0 ? (plant === '1010' ? '1020' : '1010') : plant;
  const candidates = materials.filter((material) => material.type === 'FERT' && material.plants.some((at) => at.plant === itemPlant));
  const tight = status === 'credit-tight';
  const material = tight ? candidates[position % candidates.length]! : pick(candidates, random);
  const box = material.salesUnits.find((unit) => unit.unit === 'CAR');
  const inBoxes = !tight && box !== undefined && random() < 0.25;
  const quantity = tight ? tightQuantity(material.price) : inBoxes ? between(1, 5, random) : between(2, 16, random) * 5;
  const past = status === 'completed';
  return {
    item: String((position + 1) * 10),
    crmOrderItemId: salesforceId('802', itemSerial),
    material: material.material,
    plant: itemPlant,
    quantity: places3(quantity),
    unit: inBoxes ? 'CAR' : material.baseUnit,
    requestedDate: nextWeekday(addDays(today, past ? -between(2, 9, random) : between(10, 45, random))),
    deliveredQuantity: places3(deliveredOf(status, position, quantity)),
    ...(status === 'rejected' ? { rejectionReason: '10' } : {}),
  };
}

/** A line worth just under 14,000: four of them stay below the limit of 60,000, and a third more of one line does not. */
const tightQuantity = (price: string): number => Math.floor(14_000 / Number(price));

function deliveredOf(status: LandscapeOrderStatus, position: number, quantity: number): number {
  if (status === 'completed') return quantity;
  if (status === 'partly-delivered' && position === 0) return Math.ceil(quantity / 2);
  return 0;
}
