/**
 * JSON from outside, with the limits that hold before anybody uses it: depth and number of values are counted in the text, so a
 * hostile document never becomes objects.
 */
import type { Json } from '#flows/json.ts';

export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxValues: number;
}

export const JSON_LIMITS: JsonLimits = { maxDepth: 64, maxValues: 100_000 };

export type JsonReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: 'json-malformed' | 'json-too-deep' | 'json-too-many-values'; readonly message: string };

export function readJson(text: string, limits: JsonLimits = JSON_LIMITS): JsonReading {
  const excess = text.length > limits.maxDepth * 2 ? findExcess(text, limits) : undefined;
  if (excess !== undefined) return excess;
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (failure) {
    return { ok: false, code: 'json-malformed', message: failure instanceof Error ? failure.message : 'not JSON' };
  }
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function findExcess(text: string, limits: JsonLimits): Extract<JsonReading, { ok: false }> | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      at = endOfString(text, at);
    } else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > limits.maxDepth) {
        return { ok: false, code: 'json-too-deep', message: `nested deeper than ${limits.maxDepth} levels` };
      }
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      depth -= 1;
    } else if (sign === COMMA) {
      values += 1;
    }
    if (values > limits.maxValues) {
      return { ok: false, code: 'json-too-many-values', message: `more than ${limits.maxValues} values` };
    }
  }
  return undefined;
}

/** Index of the closing quote; the text's end when there is none (the parser will say so). */
function endOfString(text: string, open: number): number {
  let at = open;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}
