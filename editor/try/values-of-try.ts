/** What is known of a draft's values: its last try, and what is pinned. For expressions to be shown with their values. Pure. */
import type { JsonObject } from '#flows/json.ts';
import type { DraftTry } from './use-try.ts';

/** As expressions see it; undefined while nothing was tried and nothing is pinned. Steps inside of loops have no single value. */
export function valuesOfTry({ tried, pins }: Pick<DraftTry, 'tried' | 'pins'>): JsonObject | undefined {
  if (tried === undefined && pins.size === 0) return undefined;
  const given = (tried?.report.steps ?? []).flatMap(({ path, nodeId, output }) =>
    path === nodeId && output !== undefined ? [[nodeId, output] as const] : [],
  );
  const pinned = [...pins].map(([nodeId, { output }]) => [nodeId, output] as const);
  return {
    ...(tried === undefined ? {} : { trigger: { body: tried.report.input } }),
    steps: Object.fromEntries([...given, ...pinned]),
  };
}
