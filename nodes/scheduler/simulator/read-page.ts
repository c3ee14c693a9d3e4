/** Pages by the last key of the page before: nothing is left out when something is added meanwhile. */
import type { SimulatorResponse } from '../../sandbox/simulator.ts';
import { problem } from './http-answers.ts';

const MOST = 200;
const USUAL = 50;

/** `keys`: sorted. */
export function readPage(
  query: URLSearchParams,
  keys: readonly string[],
): { readonly keys: readonly string[]; readonly next: { readonly next?: string } } | { readonly refusal: SimulatorResponse } {
  const asked = query.get('limit');
  const limit = asked === null ? USUAL : Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    return { refusal: problem(400, 'invalid-query', `"limit" is a whole number from 1 to ${MOST}.`) };
  const after = query.get('cursor') ?? '';
  const left = keys.filter((key) => key > after);
  const page = left.slice(0, limit);
  return { keys: page, next: left.length > limit ? { next: page.at(-1)! } : {} };
}
