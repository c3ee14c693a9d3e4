/** Pieces of body schemas that several routes share. */
import type { JsonSchema } from '#flows/json.ts';
import { NAME_PATTERN } from '#flows/master-values.ts';
import { ApiError } from './api-error.ts';

/** A closed object: what is not named is refused (S22). */
export function closed(
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return { type: 'object', additionalProperties: false, required: [...required], properties };
}

export const text = (most: number, least = 1): JsonSchema => ({ type: 'string', minLength: least, maxLength: most });
export const reason = text(1_000, 3);
export const anyJson: JsonSchema = {};
export const anyObject: JsonSchema = { type: 'object' };
/** In UTC, as we write it ourselves. */
export const INSTANT = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,3})?Z';
export const instant: JsonSchema = { type: 'string', pattern: `^${INSTANT}$` };

export const grants: JsonSchema = {
  type: 'array',
  maxItems: 50,
  items: closed(
    {
      role: { enum: ['viewer', 'operator', 'analyst', 'approver', 'admin'] },
      environment: text(64),
      folder: text(128),
      plants: { type: 'array', items: text(32), maxItems: 200 },
    },
    ['role', 'environment', 'folder'],
  ),
};

/** Names that stand in addresses and in expressions: connections, variables, value maps, plants, tests. */

export function requireName(name: string): void {
  if (NAME_PATTERN.test(name)) return;
  throw new ApiError(
    400,
    'invalid-name',
    `"${name.slice(0, 100)}" is no name.`,
    'Use 1 to 64 letters, digits, spaces, dots, hyphens and underscores; begin and end with a letter or digit.',
  );
}

export const PAGE_QUERY = {
  cursor: { description: 'Where the last page ended.' },
  limit: { description: 'Entries per page, 1 to 200; 50 when left out.', pattern: '[1-9]\\d?|1\\d\\d|200' },
} as const;

export function pageLimit(query: { readonly [name: string]: string }): number {
  return query['limit'] === undefined ? 50 : Number(query['limit']);
}
