/** What the sandbox's systems know of plants, calendars, units, work centres and customers, as the environment's own master data: made at first start, then yours. */
import type { JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import type { Customer, Material, Plant, WorkCalendar, WorkCentre } from '#nodes/sandbox/landscape-model.ts';
import type { ReferenceDefinitions, ReferenceRow } from '../store/reference-definitions.ts';
import { SANDBOX_ENVIRONMENT } from './sandbox-connections.ts';

/** The sandbox schedules by the day of availability; how long goods take from there to the customer is known here alone. */
const LEAD_TIMES: { readonly [plant: string]: { readonly pickPackDays: number; readonly transitDays: number } } = {
  '1010': { pickPackDays: 1, transitDays: 1 },
  '1020': { pickPackDays: 1, transitDays: 2 },
};

interface Wanted {
  readonly kind: ReferenceRow['kind'];
  readonly name: string;
  readonly value: JsonObject;
}

export async function addSandboxMasterData(references: ReferenceDefinitions, seed: number): Promise<void> {
  const { plants, calendars, materials, workCentres, customers } = createLandscape(seed, new Date().toISOString().slice(0, 10));
  const calendarCodes: Wanted = {
    kind: 'value-map',
    name: 'sap-factory-calendar',
    value: Object.fromEntries(calendars.map(({ code, sapCode }) => [sapCode, code])),
  };
  const wanted = [
    ...plants.map(toPlant),
    ...calendars.map(toCalendar),
    ...materials.map(toUnits),
    ...workCentres.map(toWorkCentre),
    ...customers.map(toCustomer),
    calendarCodes,
  ];
  const missing = wanted.filter(({ kind, name }) => references.findReference(SANDBOX_ENVIRONMENT, kind, name) === undefined);
  await Promise.all(
    missing.map(({ kind, name, value }) =>
      references.putReference(SANDBOX_ENVIRONMENT, kind, name, value, 0, {
        by: 'system',
        action: `${kind}-changed`,
        object: `${kind} ${SANDBOX_ENVIRONMENT}/${name}`,
      }),
    ),
  );
}

function toPlant({ code, name, timeZone, calendar }: Plant): Wanted {
  return { kind: 'plant', name: code, value: { label: name, timeZone, calendar, ...LEAD_TIMES[code] } };
}

function toCalendar({ code, timeZone, shifts, holidays }: WorkCalendar): Wanted {
  const value = { timeZone, shifts: shifts.map((shift) => ({ ...shift })), holidays };
  return { kind: 'calendar', name: code, value };
}

function toWorkCentre({ workCentre, plant, description, calendar, capacity }: WorkCentre): Wanted {
  return { kind: 'work-centre', name: `${plant}-${workCentre}`, value: { label: description, plant, calendar, capacity } };
}

function toCustomer({ number, name, class: customerClass, country, parent }: Customer): Wanted {
  return {
    kind: 'customer',
    name: number,
    value: { label: name, class: customerClass, country, ...(parent === undefined ? {} : { parent }) },
  };
}

/** By each of a unit's codes: the one that people read, SAP's internal one and the ISO code. */
function toUnits({ material, baseUnit, salesUnits }: Material): Wanted {
  const units = salesUnits.flatMap(({ unit, sapUnit, isoUnit, numerator, denominator }) =>
    [...new Set([unit, sapUnit, isoUnit])].filter((code) => code !== baseUnit).map((code) => ({ unit: code, numerator, denominator })),
  );
  return { kind: 'unit', name: material, value: { baseUnit, decimals: baseUnit === 'PC' ? 0 : 3, units } };
}
