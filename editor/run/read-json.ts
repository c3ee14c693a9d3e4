import type { Json } from '#flows/json.ts';

/** JSON somebody typed: its value, nothing when empty, or what is wrong with it. */
export function readJson(text: string): { readonly value?: Json; readonly problem?: string } {
  if (text.trim() === '') return {};
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { problem: `This is no JSON: ${(error as Error).message}` };
  }
}
