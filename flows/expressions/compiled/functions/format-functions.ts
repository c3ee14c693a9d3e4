/** `$formatNumber`, `$formatInteger`, `$parseInteger`: numbers written by a picture. */
import type { Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';
import { formatInteger, formatNumber, parseInteger } from './reference-formats.ts';

export const FORMAT_FUNCTIONS: readonly BuiltinDefinition[] = [
  {
    name: 'formatNumber',
    signature: '<n-so?:s>',
    arity: 3,
    call: ([value, picture, options]) => onGiven(value, () => formatNumber(value as number, picture as string, options)),
  },
  {
    name: 'formatInteger',
    signature: '<n-s:s>',
    arity: 2,
    call: ([value, picture]) => onGiven(value, () => formatInteger(value as number, picture as string)),
  },
  {
    name: 'parseInteger',
    signature: '<s-s:n>',
    arity: 2,
    call: ([text, picture]) => onGiven(text, () => parseInteger(text as string, picture as string)),
  },
];

function onGiven<T extends Value>(value: Value, act: () => T): T | undefined {
  return value === undefined ? undefined : act();
}
