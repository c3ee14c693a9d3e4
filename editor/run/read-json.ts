import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';

/** JSON somebody typed: its value, nothing when empty, or what is wrong with it. */
export function readJson(text: string): { readonly value?: Json; readonly problem?: string } {
  if (text.trim() === '') return {};
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { problem: t('json.none', 'This is no JSON: {why}', { why: (error as Error).message }) };
  }
}
