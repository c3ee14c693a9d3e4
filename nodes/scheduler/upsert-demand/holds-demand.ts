/** Does the scheduler hold what we told it? In numbers, not in their writing: `25` and `25.000` are the same quantity. */
import type { Json, JsonObject } from '#flows/json.ts';

/** `told`: body of the upsert. What it leaves out may be anything. */
export function holdsDemand(found: JsonObject, told: JsonObject): boolean {
  const isSame = (name: string) => told[name] === undefined || told[name] === found[name];
  return isSame('customerClass') && isSame('priority') && textOf(found['lines']) === textOf(told['lines']);
}

function textOf(lines: Json | undefined): string {
  const rows = (Array.isArray(lines) ? lines : []) as readonly JsonObject[];
  return JSON.stringify(
    rows
      .map(({ item, material, plant, quantity, unit, dueDate }) => [item, material, plant, plainDecimal(quantity), unit, dueDate])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  );
}

function plainDecimal(value: Json | undefined): string {
  const [whole = '', places = ''] = String(value).split('.');
  const fraction = places.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
}
