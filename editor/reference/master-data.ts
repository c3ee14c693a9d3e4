/** Plants, calendars, material units, work centres and customers as the API keeps them. */
export interface PlantValue {
  readonly label: string;
  readonly timeZone: string;
  /** Name of a calendar. */
  readonly calendar?: string;
  readonly units?: { readonly [name: string]: unknown };
  /** Role, such as `sap`, → name of a connection. */
  readonly connections?: { readonly [role: string]: string };
  /** Working days of the plant. */
  readonly pickPackDays?: number;
  /** Calendar days. */
  readonly transitDays?: number;
}

export interface Shift {
  /** ISO: 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  /** `HH:MM` on the calendar's own clock. */
  readonly start: string;
  readonly end: string;
}

export interface CalendarValue {
  readonly timeZone: string;
  readonly shifts?: readonly Shift[];
  /** Days without work, `YYYY-MM-DD`. */
  readonly holidays?: readonly string[];
}

export interface UnitValue {
  readonly baseUnit: string;
  readonly decimals?: number;
  /** 1 `unit` = numerator / denominator base units. */
  readonly units: readonly UnitFactor[];
}

/** Published by a flow from the system that keeps them. */
export interface WorkCentreValue {
  readonly label: string;
  readonly plant: string;
  /** Name of a calendar. */
  readonly calendar: string;
  readonly capacity?: number;
}

export interface CustomerValue {
  readonly label: string;
  readonly class?: string;
  readonly country?: string;
  /** Number of the customer that it belongs to. */
  readonly parent?: string;
}

export interface UnitFactor {
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
