/** Text of a file that somebody chose as a bundle. Pure; what the bundle is worth says the server. */
import type { Bundle } from '#flows/bundles/bundle.ts';
import { t } from '../text.ts';

export interface BundleFile {
  readonly name: string;
  readonly bundle?: Bundle;
  /** Why it is none. */
  readonly problem?: string;
}

export function readBundleFile(name: string, text: string): BundleFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return { name, problem: t('bundle-in.no-json', '{name} is not JSON: {why}', { name, why: (thrown as Error).message }) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { name, problem: t('bundle-in.no-bundle', '{name} is no bundle.', { name }) };
  return { name, bundle: value as Bundle };
}
