/** What the tests page says of results. Pure. */
import type { FlowTestResult } from '#flows/api/flow-tests.ts';
import { t } from '../text.ts';

/** How many passed and failed of those that were run; undefined: none was. */
export function summaryText(results: ReadonlyMap<string, FlowTestResult>, all: number): string | undefined {
  if (results.size === 0) return undefined;
  const failed = [...results.values()].filter(({ passed }) => !passed).length;
  return failed === 0
    ? t('tests.all-passed', '{count, plural, one {# test} other {# tests}} of {all} run, all passed', { count: results.size, all })
    : t('tests.some-failed', '{failed} of {count} failed', { failed, count: results.size });
}
