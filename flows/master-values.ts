/**
 * What the reference data of an environment looks like, by kind: one definition for the API that people and programs write it by, and for
 * the node that flows publish it by.
 */
import type { JsonObject, JsonSchema } from './json.ts';

/** What flows look up by name. */
export const MASTER_KINDS = ['plant', 'calendar', 'unit', 'work-centre', 'customer'] as const;
export type MasterKind = (typeof MASTER_KINDS)[number];
export type ReferenceKind = 'variable' | 'value-map' | MasterKind;

/** Of anything that people name or look up by a name. */
export const NAME_PATTERN = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,62}[\p{L}\p{N}])?$/u;

/** What became of a set that was published as one. */
export interface MasterPublication {
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Revision of the environment that it is valid from (RES-3). */
  readonly revision: number;
}

const closed = (
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[] = Object.keys(properties),
): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: [...required],
  properties,
});
const text = (most: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: most });
const timeOfDay: JsonSchema = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
const day: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

export const MASTER_VALUES: { readonly [kind in MasterKind]: JsonSchema } = {
  plant: closed(
    {
      label: text(100),
      timeZone: text(64),
      calendar: text(64),
      units: { type: 'object' },
      connections: { type: 'object', additionalProperties: text(64) },
      // From stock to the customer: working days of the plant, then calendar days.
      pickPackDays: { type: 'integer', minimum: 0, maximum: 365 },
      transitDays: { type: 'integer', minimum: 0, maximum: 365 },
    },
    ['label', 'timeZone'],
  ),
  calendar: closed(
    {
      timeZone: text(64),
      shifts: {
        type: 'array',
        maxItems: 50,
        items: closed({
          weekdays: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 7 } },
          start: timeOfDay,
          end: timeOfDay,
        }),
      },
      holidays: { type: 'array', maxItems: 1_000, items: day },
    },
    ['timeZone'],
  ),
  // 1 `unit` of the material = numerator / denominator base units: exact, never a float.
  unit: closed(
    {
      baseUnit: text(10),
      // In how many places the base unit is counted: pieces in none.
      decimals: { type: 'integer', minimum: 0, maximum: 3 },
      units: {
        type: 'array',
        maxItems: 100,
        items: closed({ unit: text(10), numerator: { type: 'integer', minimum: 1 }, denominator: { type: 'integer', minimum: 1 } }),
      },
    },
    ['baseUnit', 'units'],
  ),
  // By plant and code, `1010-H-MIL01`: codes repeat between plants.
  'work-centre': closed(
    {
      label: text(100),
      plant: text(10),
      calendar: text(64),
      // Machines that work side by side.
      capacity: { type: 'integer', minimum: 1, maximum: 10_000 },
    },
    ['label', 'plant', 'calendar'],
  ),
  // By its number in the ERP, all ten digits.
  customer: closed(
    {
      label: text(255),
      class: { enum: ['A', 'B', 'C'] },
      // Who it belongs to: again a customer.
      parent: text(64),
      country: text(3),
    },
    ['label'],
  ),
};

/** What a schema cannot say of a value that fits it: a sentence, or undefined. */
export function findMasterFault(kind: MasterKind, value: JsonObject): string | undefined {
  const { timeZone, shifts = [] } = value as { readonly timeZone?: string; readonly shifts?: readonly Shift[] };
  if (timeZone !== undefined && !isTimeZone(timeZone)) return `"${timeZone}" is not a time zone, such as Europe/Berlin.`;
  if (kind !== 'calendar') return undefined;
  const bad = shifts.findIndex(({ weekdays, start, end }) => weekdays.length === 0 || end <= start);
  if (bad === -1) return undefined;
  const { start, end } = shifts[bad]!;
  return `Shift ${bad + 1} (${start} to ${end}) must have a weekday and end after it begins; one that goes over midnight is two.`;
}

interface Shift {
  readonly weekdays: readonly number[];
  /** `HH:MM`, so that texts compare as times. */
  readonly start: string;
  readonly end: string;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
