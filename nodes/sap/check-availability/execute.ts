import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepContext, StepNode } from '../../node.ts';
import { openSapService, type SapExchange } from '../client.ts';
import { isDecimal } from '../odata/decimal.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { readValue, rowsOf } from '../property-values.ts';
import { type CheckAvailabilityConfig, checkAvailabilityManifest } from './manifest.ts';
import { type Asked, type Period, toPromiseLine } from './promise-lines.ts';
import { readUnitFactor, type UnitFactor } from './units.ts';

export const AVAILABILITY_SERVICE = 'API_PRODUCT_AVAILY_INFO_BASIC';

export const sapCheckAvailability: StepNode = {
  manifest: checkAvailabilityManifest,
  async execute(step) {
    const { items, checkingRule } = step.config as CheckAvailabilityConfig;
    const asked = items.map((item, index) => toAsked(item, index, step.startedAt));
    const answers = await Promise.all(asked.map((one) => readSupply(step, one, checkingRule)));
    const lines = asked.map((one, index) => {
      const { baseUnit, timeline, factor } = answers[index] as Supply;
      return toPromiseLine({ ...one, unit: one.unit ?? baseUnit }, timeline, factor);
    });
    const output = {
      binding: false,
      asOf: step.startedAt,
      allAvailable: lines.every(({ verdict }) => verdict === 'available'),
      items: lines,
      supply: answers.map(({ baseUnit, timeline }, index) => ({
        material: asked[index]?.material ?? '',
        plant: asked[index]?.plant ?? '',
        baseUnit,
        timeline,
      })),
    };
    return { kind: 'done', port: 'out', output };
  },
};

type AskedItem = Omit<Asked, 'unit'> & { readonly material: string; readonly unit?: string };
type Supply = { readonly baseUnit: string; readonly timeline: readonly Period[]; readonly factor: UnitFactor };

function toAsked(item: CheckAvailabilityConfig['items'][number], index: number, now: string): AskedItem {
  const quantity = String(item.quantity);
  const requestedDate = item.requestedDate ?? now.slice(0, 10);
  if (!isDecimal(quantity) || !/^\d{4}-\d{2}-\d{2}$/.test(requestedDate)) {
    throw new InvalidError(`${quantity} of ${item.material} by ${requestedDate}: the quantity is a decimal, the day is YYYY-MM-DD`, {
      code: 'value-malformed',
      target: item.material,
    });
  }
  return {
    line: item.line === undefined || item.line === null ? String((index + 1) * 10).padStart(6, '0') : String(item.line),
    material: item.material,
    plant: item.plant,
    quantity,
    requestedDate,
    ...(item.unit === undefined || item.unit === null ? {} : { unit: item.unit }),
  };
}

function readSupply(step: StepContext, { material, plant, unit }: AskedItem, checkingRule: string): Promise<Supply> {
  const request = { material, plant, checkingRule, ...(unit === undefined ? {} : { unit }) };
  return step.read('check-availability', request, async (exchange) => {
    const [supply, factor] = await Promise.all([
      readTimeline(step, material, plant, checkingRule, exchange),
      readUnitFactor(step.connection, material, unit, exchange),
    ]);
    return { ...supply, factor };
  });
}

async function readTimeline(
  step: StepContext,
  material: string,
  plant: string,
  checkingRule: string,
  exchange: SapExchange,
): Promise<Omit<Supply, 'factor'>> {
  const parameters = { SupplyingPlant: plant, Material: material, ATPCheckingRule: checkingRule };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(formatODataLiteral(value))}`);
  const service = openSapService(step.connection, AVAILABILITY_SERVICE);
  const { data } = await service.get(`CalculateAvailabilityTimeseries?${query.join('&')}`, exchange);
  const rows = rowsOf(data) as readonly JsonObject[];
  const timeline = rows.map((row) => ({
    from: String(readValue({ type: 'Edm.DateTimeOffset' }, row['AvailyPeriodStartUTCDateTime'] ?? '')).slice(0, 10),
    quantity: String(row['AvailableQuantityInBaseUnit'] ?? '0.000'),
  }));
  return { baseUnit: String(rows[0]?.['BaseUnit'] ?? ''), timeline: [...timeline].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}
