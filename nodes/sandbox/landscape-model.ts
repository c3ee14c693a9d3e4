/**
 * What the three simulated systems know about the same manufacturer. Decimals are strings with three places, days are plain
 * dates `YYYY-MM-DD` (never an instant), times of day `HH:MM` on the calendar's own clock.
 */

export interface Landscape {
  readonly seed: number;
  /** The day on which the seeded data stands; every other date is counted from it. */
  readonly today: string;
  readonly plants: readonly Plant[];
  readonly calendars: readonly WorkCalendar[];
  readonly workCentres: readonly WorkCentre[];
  /** Minutes a work centre needs between two jobs of different set-up groups; same group: 0. */
  readonly setUpMatrix: readonly SetUpChange[];
  readonly customers: readonly Customer[];
  /** Finished goods (`FERT`) and their components (`ROH`). */
  readonly materials: readonly Material[];
  readonly orders: readonly LandscapeOrder[];
}

export interface Plant {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly country: string;
  /** Code of the calendar that decides on which days goods leave. */
  readonly calendar: string;
  readonly storageLocation: string;
}

export interface WorkCalendar {
  readonly code: string;
  /** Two characters: what SAP calls a factory calendar with its shifts. */
  readonly sapCode: string;
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  /** Days without work. */
  readonly holidays: readonly string[];
}

export interface Shift {
  /** ISO: 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly start: string;
  readonly end: string;
}

export interface WorkCentre {
  readonly workCentre: string;
  readonly plant: string;
  readonly description: string;
  readonly calendar: string;
  /** Machines that work side by side. */
  readonly capacity: number;
}

export interface SetUpChange {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

export interface Customer {
  /** 10 digits, SAP business partner and customer. */
  readonly number: string;
  /** 18-character CRM account id. */
  readonly crmAccountId: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly class: 'A' | 'B' | 'C';
  readonly currency: string;
  readonly creditLimit: string;
  /** Open receivables that already use up the limit. */
  readonly openReceivables: string;
  /** Number of the customer that it belongs to. */
  readonly parent?: string;
  /** Who orders there; invented. */
  readonly contact: { readonly name: string; readonly email: string };
}

export interface Material {
  /** Up to 18 characters, or 40 where long material numbers are used. */
  readonly material: string;
  readonly crmProductId: string;
  readonly description: string;
  readonly type: 'FERT' | 'ROH';
  readonly baseUnit: string;
  /** Every unit the material is known in, base unit first. 1 `unit` = numerator / denominator base units. */
  readonly salesUnits: readonly MaterialUnit[];
  /** Per base unit, two places. */
  readonly price: string;
  readonly plants: readonly MaterialPlant[];
  /** Family for set-up changes; components have none. */
  readonly setUpGroup?: string;
  readonly components: readonly Component[];
}

export interface MaterialUnit {
  /** As people read it in English (`PC`). */
  readonly unit: string;
  /** SAP's internal code (`ST`). */
  readonly sapUnit: string;
  readonly isoUnit: string;
  readonly numerator: number;
  readonly denominator: number;
}

export interface MaterialPlant {
  readonly plant: string;
  /** `E` made in house, `F` bought. */
  readonly procurement: 'E' | 'F';
  /** Unrestricted stock in base units. */
  readonly stock: string;
  readonly receipts: readonly PlannedReceipt[];
  /** Days from a new demand to goods in stock when nothing is planned: the replenishment lead time of the availability check. */
  readonly replenishmentDays: number;
  readonly routing: readonly RoutingOperation[];
}

export interface PlannedReceipt {
  /** Number of the production order (12 digits) or purchase order (10 digits). */
  readonly document: string;
  readonly kind: 'production-order' | 'purchase-order';
  readonly date: string;
  /** Base units. */
  readonly quantity: string;
}

export interface RoutingOperation {
  readonly operation: string;
  readonly workCentre: string;
  /** Where it may run instead. */
  readonly alternatives: readonly string[];
  readonly description: string;
  readonly setUpMinutes: number;
  readonly minutesPerBaseUnit: number;
}

export interface Component {
  readonly material: string;
  /** Per base unit of the parent, three places. */
  readonly quantity: string;
  readonly unit: string;
}

/**
 * open: nothing delivered · partly-delivered: its first item has left in part · completed: everything delivered and billed ·
 * rejected: every item cancelled · delivery-blocked: open with a delivery block · credit-tight: open, one step below the
 * customer's credit limit.
 */
export type LandscapeOrderStatus = 'open' | 'partly-delivered' | 'completed' | 'rejected' | 'delivery-blocked' | 'credit-tight';

export interface LandscapeOrder {
  /** 10 digits. */
  readonly salesOrder: string;
  readonly crmOrderId: string;
  /** CRM's own running number, 8 digits. */
  readonly crmOrderNumber: string;
  readonly soldToParty: string;
  readonly plant: string;
  readonly currency: string;
  readonly purchaseOrderByCustomer: string;
  /** The CRM quote the order came from; SAP carries it as ExternalDocumentID. */
  readonly externalDocumentId: string;
  readonly createdOn: string;
  readonly status: LandscapeOrderStatus;
  readonly items: readonly LandscapeOrderItem[];
}

export interface LandscapeOrderItem {
  /** As SAP's API gives it: `10`, not `000010`. */
  readonly item: string;
  readonly crmOrderItemId: string;
  readonly material: string;
  readonly plant: string;
  /** In `unit`. */
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
  readonly deliveredQuantity: string;
  /** SAP's reason code where the item is cancelled. */
  readonly rejectionReason?: string;
}
