/** How a string in a config says that it is an expression (flow-format.md "Values in config"). */
import type { Json } from '../json.ts';

/** `= trigger.body.id` is an expression; everything else is a literal. */
export function isExpressionText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** A literal that begins with `=` is written `'=`; one apostrophe more for each that the literal itself has there. */
export function unescapeLiteral(text: string): string {
  return /^'+=/.test(text) ? text.slice(1) : text;
}

/** The text that stands for the literal `value` in a config. */
export function escapeLiteral(value: string): string {
  return /^'*=/.test(value) ? `'${value}` : value;
}
