/** `$number`, `$round`, `$sum` and the like. */
import { failure } from '../failure.ts';
import type { Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const NUMBER_FUNCTIONS: readonly BuiltinDefinition[] = [
  { name: 'number', signature: '<(nsb)-:n>', arity: 1, call: ([value]) => toNumber(value) },
  { name: 'abs', signature: '<n-:n>', arity: 1, call: ([value]) => onNumber(value, Math.abs) },
  { name: 'floor', signature: '<n-:n>', arity: 1, call: ([value]) => onNumber(value, Math.floor) },
  { name: 'ceil', signature: '<n-:n>', arity: 1, call: ([value]) => onNumber(value, Math.ceil) },
  {
    name: 'round',
    signature: '<n-n?:n>',
    arity: 2,
    call: ([value, digits]) => onNumber(value, (it) => roundHalfEven(it, digits as number | undefined)),
  },
  {
    name: 'sqrt',
    signature: '<n-:n>',
    arity: 1,
    call: ([value]) =>
      onNumber(value, (it) => {
        if (it < 0) throw failure('D3060', it);
        return Math.sqrt(it);
      }),
  },
  {
    name: 'power',
    signature: '<n-n:n>',
    arity: 2,
    call: ([base, exponent]) =>
      onNumber(base, (it) => {
        const power = it ** (exponent as number);
        if (!Number.isFinite(power)) throw failure('D3061', it, undefined, { other: exponent });
        return power;
      }),
  },
  {
    name: 'formatBase',
    signature: '<n-n?:s>',
    arity: 2,
    call: ([value, base]) => {
      if (value === undefined) return undefined;
      const radix = base === undefined ? 10 : roundHalfEven(base as number, undefined);
      if (radix < 2 || radix > 36) throw failure('D3100', radix);
      return roundHalfEven(value as number, undefined).toString(radix);
    },
  },
  { name: 'random', signature: '<:n>', arity: 0, canBePartial: false, call: (_args, _input, run) => run.world.random() },
  { name: 'sum', signature: '<a<n>:n>', arity: 1, call: (args, _input, run) => fold(args[0], run, sum) },
  {
    name: 'average',
    signature: '<a<n>:n>',
    arity: 1,
    call: ([list], _input, run) => fold(list, run, (numbers) => (numbers.length === 0 ? undefined : sum(numbers) / numbers.length)),
  },
  { name: 'max', signature: '<a<n>:n>', arity: 1, call: ([list], _input, run) => fold(list, run, (numbers) => extreme(numbers, Math.max)) },
  { name: 'min', signature: '<a<n>:n>', arity: 1, call: ([list], _input, run) => fold(list, run, (numbers) => extreme(numbers, Math.min)) },
];

function onNumber<T extends Value>(value: Value, act: (value: number) => T): T | undefined {
  return value === undefined ? undefined : act(value as number);
}

function fold(
  list: Value,
  run: { spend(steps: number): void },
  act: (numbers: readonly number[]) => number | undefined,
): number | undefined {
  if (list === undefined) return undefined;
  const numbers = list as readonly number[];
  run.spend(numbers.length);
  return act(numbers);
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at += 1) total += numbers[at]!;
  return total;
}

function extreme(numbers: readonly number[], choose: (a: number, b: number) => number): number | undefined {
  const [first] = numbers;
  if (first === undefined) return undefined;
  let found = first;
  for (const number of numbers) found = choose(found, number);
  return found;
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
const OTHER_BASE = /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/;

function toNumber(value: Value): number | undefined {
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'number':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      if (DECIMAL.test(value)) {
        const number = Number.parseFloat(value);
        if (Number.isFinite(number)) return number;
      } else if (OTHER_BASE.test(value)) return Number(value);
    }
  }
  throw failure('D3030', value);
}

/** Half goes to the even neighbour. `digits` behind the point, negative before it; shifted as text, since floating point would not be exact. */
function roundHalfEven(value: number, digits: number | undefined): number {
  const shifted = digits ? shift(value, digits) : value;
  let rounded = Math.round(shifted);
  if (Math.abs(rounded - shifted) === 0.5 && Math.abs(rounded % 2) === 1) rounded -= 1;
  const result = digits ? shift(rounded, -digits) : rounded;
  return result === 0 ? 0 : result;
}

function shift(value: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}
