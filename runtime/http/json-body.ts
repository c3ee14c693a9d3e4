/** Request bodies as JSON within the limits of S18: checked for size, depth and number of values before anybody uses them. */
import { ApiError, refusals } from './api-error.ts';

export const BODY_BYTES = 1_048_576;
export const BIG_BODY_BYTES = 10_485_760;
const DEPTH = 64;
const VALUES = 100_000;

/** `undefined` for an empty body. Throws ApiError 400. */
export function parseJsonBody(text: string): unknown {
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refusals.invalidBody(`The body is not JSON: ${(error as Error).message}.`);
  }
  const excess = findExcess(value);
  if (excess !== undefined) throw new ApiError(400, 'body-too-complex', excess, 'Send less at once, or flatten it.');
  return value;
}

/** A sentence when the value is nested too deep or has too many members; walks without recursion, since depth is the danger. */
export function findExcess(root: unknown): string | undefined {
  if (typeof root !== 'object' || root === null) return undefined;
  let level: object[] = [root];
  let values = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEPTH) return `The JSON is nested deeper than ${DEPTH} levels.`;
    const next: object[] = [];
    for (const parent of level) {
      for (const child of Object.values(parent)) {
        values += 1;
        if (typeof child === 'object' && child !== null) next.push(child);
      }
      if (values > VALUES) return `The JSON has more than ${VALUES} values.`;
    }
    level = next;
  }
  return undefined;
}
