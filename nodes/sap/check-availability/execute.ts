import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepContext, StepNode } from '../../node.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import { compareDecimals, isDecimal, minDecimal } from '../odata/decimal.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { readValue, rowsOf } from '../property-values.ts';
import { type CheckAvailabilityConfig, checkAvailabilityManifest } from './manifest.ts';

const AVAILABILITY_SERVICE = 'API_PRODUCT_AVAILY_INFO_BASIC';

export const sapCheckAvailability: StepNode = {
  manifest: checkAvailabilityManifest,
  async execute(step) {
    const { items, checkingRule } = step.config as CheckAvailabilityConfig;
    const service = openSapService(step.connection, AVAILABILITY_SERVICE);
    const answers = await Promise.all(items.map((item) => checkItem(step, service, item, checkingRule)));
    const output = { asOf: step.startedAt, binding: false, allAvailable: answers.every(({ available }) => available), items: answers };
    return { kind: 'done', port: 'out', output };
  },
};

type Asked = CheckAvailabilityConfig['items'][number];
type Period = { readonly from: string; readonly quantity: string };

async function checkItem(step: StepContext, service: SapService, item: Asked, checkingRule: string) {
  const { material, plant } = item;
  const quantity = String(item.quantity);
  const date = item.date ?? step.startedAt.slice(0, 10);
  if (!isDecimal(quantity) || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new InvalidError(`${quantity} of ${material} by ${date}: the quantity is a decimal, the day is YYYY-MM-DD`, {
      code: 'value-malformed',
      target: material,
    });
  }
  const { baseUnit, timeline } = await step.read('check-availability', { material, plant, checkingRule }, (exchange) =>
    readTimeline(service, material, plant, checkingRule, exchange),
  );
  const onDay = timeline.findLast(({ from }) => from <= date)?.quantity ?? '0.000';
  return {
    material,
    plant,
    quantity,
    date,
    baseUnit,
    availableQuantity: minDecimal(onDay, quantity),
    available: compareDecimals(onDay, quantity) >= 0,
    availableFrom: timeline.find((period) => compareDecimals(period.quantity, quantity) >= 0)?.from ?? null,
    timeline,
  };
}

async function readTimeline(
  service: SapService,
  material: string,
  plant: string,
  checkingRule: string,
  exchange: SapExchange,
): Promise<{ readonly baseUnit: string; readonly timeline: readonly Period[] }> {
  const parameters = { SupplyingPlant: plant, Material: material, ATPCheckingRule: checkingRule };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(formatODataLiteral(value))}`);
  const { data } = await service.get(`CalculateAvailabilityTimeseries?${query.join('&')}`, exchange);
  const rows = rowsOf(data) as readonly JsonObject[];
  const timeline = rows.map((row) => ({
    from: String(readValue({ type: 'Edm.DateTimeOffset' }, row['AvailyPeriodStartUTCDateTime'] ?? '')).slice(0, 10),
    quantity: String(row['AvailableQuantityInBaseUnit'] ?? '0.000'),
  }));
  return { baseUnit: String(rows[0]?.['BaseUnit'] ?? ''), timeline: [...timeline].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}
