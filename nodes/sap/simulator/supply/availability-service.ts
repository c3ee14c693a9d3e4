/**
 * API_PRODUCT_AVAILY_INFO_BASIC: no entities, three functions over the same ledger that confirms sales orders. The names of its
 * functions are SAP's; parameters and result fields beyond `AvailableQuantityInBaseUnit` are assumptions (README).
 */
import { code, complexType, decimal, instant, type ModelFunction, required, text } from '../gateway/model.ts';
import { SapRefusal } from '../gateway/refusal.ts';
import type { FunctionSource, ODataService, Row } from '../gateway/service.ts';
import type { AvailabilityLedger } from '../sales/availability.ts';
import { openLedger } from '../sales/check-availability.ts';
import { refusals } from '../sales/messages.ts';
import { findMaterial, findMaterialPlant, quantityText, thousandths } from '../sales/units.ts';
import type { SapData } from '../sap-data.ts';

const CHECKED = [required(text('SupplyingPlant', 4)), required(code('Material', 40, 18)), required(text('ATPCheckingRule', 2))] as const;
const AT = instant('RequestedUTCDateTime');
const OF = decimal('RequestedQuantityInBaseUnit', 15, 3);

const functionImport = (name: string, returnsMany: boolean, more: ModelFunction['parameters']): ModelFunction => ({
  name,
  httpMethod: 'GET',
  returns: 'AvailabilityRecord',
  returnsMany,
  parameters: [...CHECKED, ...more.map(required)],
});

export const availabilityService: ODataService = {
  path: '/sap/opu/odata/sap/API_PRODUCT_AVAILY_INFO_BASIC',
  id: 'API_PRODUCT_AVAILY_INFO_BASIC',
  version: '0001',
  title: 'Product Availability Information Basic',
  component: 'CA-ATP-PAC',
  model: {
    namespace: 'API_PRODUCT_AVAILY_INFO_BASIC',
    entityTypes: [],
    complexTypes: [
      complexType('AvailabilityRecord', [
        code('Material', 40, 18),
        text('SupplyingPlant', 4),
        text('ATPCheckingRule', 2),
        text('BaseUnit', 3),
        decimal('AvailableQuantityInBaseUnit', 15, 3, 'BaseUnit'),
        instant('AvailyPeriodStartUTCDateTime'),
        instant('AvailyPeriodEndUTCDateTime'),
      ]),
    ],
    entitySets: [],
    functionImports: [
      functionImport('DetermineAvailabilityAt', false, [AT]),
      functionImport('DetermineAvailabilityOf', false, [OF]),
      functionImport('CalculateAvailabilityTimeseries', true, []),
    ],
  },
  sets: {},
  functions: {
    DetermineAvailabilityAt: { read: determineAt },
    DetermineAvailabilityOf: { read: determineOf },
    CalculateAvailabilityTimeseries: { read: (data, parameters) => timeseries(data, parameters) },
  } satisfies { readonly [name: string]: FunctionSource },
};

const LAST = '9999-12-31T23:59:59.000Z';
const NO_RULE = (rule: string) => new SapRefusal(400, 'ATP_REP_API/010', `Checking rule ${rule} is not maintained`, 'ATPCheckingRule');

/** How much is there on a day. */
function determineAt(data: SapData, parameters: Row): Row {
  const { ledger, base } = open(data, parameters);
  const day = String(parameters['RequestedUTCDateTime']).slice(0, 10);
  const periods = periodsOf(data, ledger);
  const period = periods.findLast((one) => one.start.slice(0, 10) <= day) ?? periods[0]!;
  return { ...base, ...record(period) };
}

/** From when on a quantity is there. A quantity that never is gives the largest that will be. */
function determineOf(data: SapData, parameters: Row): Row {
  const { ledger, base } = open(data, parameters);
  const wanted = thousandths(String(parameters['RequestedQuantityInBaseUnit']));
  const periods = periodsOf(data, ledger);
  return { ...base, ...record(periods.find((one) => one.quantity >= wanted) ?? periods.at(-1)!) };
}

function timeseries(data: SapData, parameters: Row): readonly Row[] {
  const { ledger, base } = open(data, parameters);
  return periodsOf(data, ledger).map((period) => ({ ...base, ...record(period) }));
}

function open(data: SapData, parameters: Row): { readonly ledger: AvailabilityLedger; readonly base: Row } {
  const [Material, SupplyingPlant, ATPCheckingRule] = [
    parameters['Material'],
    parameters['SupplyingPlant'],
    parameters['ATPCheckingRule'],
  ].map(String) as [string, string, string];
  if (findMaterialPlant(data.landscape, Material, SupplyingPlant) === undefined) throw refusals.materialUnknown(Material, SupplyingPlant);
  if (!/^(?:A|B|BP)$/.test(ATPCheckingRule)) throw NO_RULE(ATPCheckingRule);
  return {
    ledger: openLedger(data, Material, SupplyingPlant, new Set()),
    base: { Material, SupplyingPlant, ATPCheckingRule, BaseUnit: findMaterial(data.landscape, Material)!.baseUnit },
  };
}

interface Period {
  readonly start: string;
  readonly end: string;
  readonly quantity: number;
}

/** Each lasts until more becomes available; what was due before today counts from today on. */
function periodsOf(data: SapData, ledger: AvailabilityLedger): readonly Period[] {
  const today = `${data.today}T00:00:00.000Z`;
  const steps = ledger.steps();
  const now = { date: data.today, quantity: ledger.availableAt(data.today) };
  const coming = [now, ...steps.filter((step) => step.date > data.today)];
  return coming.map((step, index) => ({
    start: index === 0 ? today : `${step.date}T00:00:00.000Z`,
    end: coming[index + 1] === undefined ? LAST : `${coming[index + 1]!.date}T00:00:00.000Z`,
    quantity: step.quantity,
  }));
}

const record = ({ start, end, quantity }: Period): Row => ({
  AvailableQuantityInBaseUnit: quantityText(quantity),
  AvailyPeriodStartUTCDateTime: start,
  AvailyPeriodEndUTCDateTime: end,
});
