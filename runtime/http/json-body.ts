/** Request bodies as JSON within the limits of S18: checked for depth, number of values and dangerous names before anybody uses them. */
import { ApiError, refusals } from './api-error.ts';

export const BODY_BYTES = 1_048_576;
export const BIG_BODY_BYTES = 10_485_760;
const DEPTH = 64;
const VALUES = 100_000;

/** `undefined` for an empty body. Throws ApiError 400. */
export function parseJsonBody(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw refusals.invalidBody(`The body is not JSON: ${(error as Error).message}.`, 'Send JSON in UTF-8.');
  }
  const excess = findExcess(value);
  if (excess !== undefined) throw new ApiError(400, 'body-too-complex', excess, 'Send less at once, or flatten it.');
  return value;
}

/**
 * A sentence when the value is nested too deep, has too many members, or has one named `__proto__`, which merges would take for the
 * prototype (S21). Walks without recursion, since depth is the danger.
 */
export function findExcess(root: unknown, most = VALUES): string | undefined {
  if (typeof root !== 'object' || root === null) return undefined;
  let level: object[] = [root];
  let values = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEPTH) return `The JSON is nested deeper than ${DEPTH} levels.`;
    const next: object[] = [];
    for (const parent of level) {
      if (Object.hasOwn(parent, '__proto__')) return 'The JSON has a member named "__proto__".';
      if (Array.isArray(parent)) {
        values += parent.length;
        for (const child of parent) if (typeof child === 'object' && child !== null) next.push(child as object);
      } else
        for (const name in parent) {
          values += 1;
          const child = (parent as { readonly [name: string]: unknown })[name];
          if (typeof child === 'object' && child !== null) next.push(child);
        }
      if (values > most) return `The JSON has more than ${most} values.`;
    }
    level = next;
  }
  return undefined;
}
