import type { JsonObject } from '#flows/json.ts';
import { isDecimal } from '#flows/library/decimal.ts';
import type { UnitFactor } from '#flows/library/unit-factor.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import { openSapService, type SapExchange } from '../client.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { readValue, rowsOf } from '../property-values.ts';
import { type CheckAvailabilityConfig, checkAvailabilityManifest } from './manifest.ts';
import { type Asked, type Period, type PromiseLine, toPromiseLine } from './promise-lines.ts';
import { readUnitFactor } from './units.ts';

export const AVAILABILITY_SERVICE = 'API_PRODUCT_AVAILY_INFO_BASIC';

export const sapCheckAvailability: StepNode = {
  manifest: checkAvailabilityManifest,
  async execute(step) {
    const { items, checkingRule, reuseMs } = step.config as CheckAvailabilityConfig;
    const asked = items.map((item, index) => toAsked(item, index, step.startedAt));
    const answers = await Promise.all(asked.map((one) => readSupply(step, one, { checkingRule, reuseMs }).catch(refusalOf)));
    const lines = asked.map((one, index) => toLine(one, answers[index]!));
    const supplies = answers.flatMap((answer, index) => ('refusal' in answer ? [] : [{ ...answer, asked: asked[index]! }]));
    const output = {
      binding: false,
      asOf: supplies.map(({ asOf }) => asOf).sort()[0] ?? step.startedAt,
      allAvailable: lines.every(({ verdict }) => verdict === 'available'),
      items: lines,
      supply: supplies.map(({ baseUnit, timeline, asked: { material, plant } }) => ({ material, plant, baseUnit, timeline })),
    };
    return { kind: 'done', port: 'out', output };
  },
};

type AskedItem = Omit<Asked, 'unit'> & { readonly material: string; readonly unit?: string };
type Supply = { readonly asOf: string; readonly baseUnit: string; readonly timeline: readonly Period[]; readonly factor: UnitFactor };
type Refused = { readonly refusal: string };

/** What SAP does not take of one line says nothing about the others. */
function refusalOf(error: unknown): Refused {
  if (error instanceof RejectedError || (error instanceof InvalidError && error.options.code === 'unit-unknown'))
    return { refusal: error.message };
  throw error;
}

function toLine(asked: AskedItem, answer: Supply | Refused): PromiseLine {
  if ('refusal' in answer)
    return { line: asked.line, verdict: 'unknown', source: 'unknown', lines: [], reason: answer.refusal.slice(0, 255) };
  return toPromiseLine({ ...asked, unit: asked.unit ?? answer.baseUnit }, answer.timeline, answer.factor);
}

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

interface Asking {
  readonly checkingRule: string;
  readonly reuseMs: number;
}

function readSupply(step: StepContext, { material, plant, unit }: AskedItem, { checkingRule, reuseMs }: Asking): Promise<Supply> {
  const request = { material, plant, checkingRule, ...(unit === undefined ? {} : { unit }) };
  const known = step.connection.session('availability', () => new Map<string, Supply>());
  const key = JSON.stringify(request);
  const kept = known.get(key);
  // No exchange: SAP was not asked, and its circuit must not take this for a sign of life.
  if (kept !== undefined && Date.parse(step.startedAt) - Date.parse(kept.asOf) < reuseMs) return Promise.resolve(kept);
  return step.read('check-availability', request, async (exchange) => {
    const [supply, factor] = await Promise.all([
      readTimeline(step, material, plant, checkingRule, exchange),
      readUnitFactor(step.connection, material, unit, exchange),
    ]);
    const answer = { asOf: step.startedAt, ...supply, factor };
    if (reuseMs > 0) keep(known, key, answer);
    return answer;
  });
}

const MOST_KEPT = 2_000;

/** The oldest goes first: a map keeps the order of insertion. */
function keep(known: Map<string, Supply>, key: string, answer: Supply): void {
  known.delete(key);
  if (known.size >= MOST_KEPT) known.delete(known.keys().next().value!);
  known.set(key, answer);
}

async function readTimeline(
  step: StepContext,
  material: string,
  plant: string,
  checkingRule: string,
  exchange: SapExchange,
): Promise<Pick<Supply, 'baseUnit' | 'timeline'>> {
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
