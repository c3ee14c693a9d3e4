/** Random conditions on fields, and programs whose parts may rely on how they came out. */
import fc from 'fast-check';
import { FIELDS } from './random-schemas.ts';

const field = fc.constantFrom(...FIELDS);
const start = fc.constantFrom('', '', '', '$.', '$$.', '$v.');
const path = fc.tuple(start, fc.array(field, { minLength: 1, maxLength: 3 })).map(([from, names]) => from + names.join('.'));
const place = fc.oneof({ weight: 6, arbitrary: path }, { weight: 1, arbitrary: fc.constantFrom('$', '$v', '$$') });
const constant = fc.constantFrom('"a"', '"b"', '"PC"', '""', '"x"', '0', '1', '12', 'true', 'false', 'null', '"2026-11-24"');
const test = fc.oneof(
  { weight: 3, arbitrary: place },
  { weight: 3, arbitrary: place.map((one) => `$exists(${one})`) },
  { weight: 4, arbitrary: fc.tuple(place, fc.constantFrom('=', '!='), constant).map(([one, sign, value]) => `${one} ${sign} ${value}`) },
  { weight: 1, arbitrary: fc.tuple(constant, fc.constantFrom('=', '!='), place).map(([value, sign, one]) => `${value} ${sign} ${one}`) },
  { weight: 1, arbitrary: fc.tuple(place, fc.constantFrom('=', '!='), place).map(([one, sign, other]) => `${one} ${sign} ${other}`) },
  {
    weight: 2,
    arbitrary: fc.tuple(place, fc.constantFrom('<', '<=', '>', '>='), constant).map(([one, sign, value]) => `${one} ${sign} ${value}`),
  },
  { weight: 2, arbitrary: fc.tuple(place, constant, constant).map(([one, a, b]) => `${one} in [${a}, ${b}]`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom('=', '!='), fc.constantFrom('string', 'number', 'object', 'array', 'null', 'boolean'))
      .map(([one, sign, kind]) => `$type(${one}) ${sign} "${kind}"`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.constantFrom('0', '1', '2'))
      .map(([one, sign, count]) => `$count(${one}) ${sign} ${count}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('length', 'number', 'sum', 'boolean', 'string', 'substring', 'round'),
        place,
        fc.constantFrom('= 0', '!= 0', '> 0', '< 1', '= "a"', '= true'),
      )
      .map(([name, one, rest]) => `$${name}(${one}) ${rest}`),
  },
);

export const { condition: randomCondition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: test },
    {
      weight: 2,
      arbitrary: fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    },
    { weight: 1, arbitrary: tie('condition').map((one) => `$not(${one})`) },
    { weight: 1, arbitrary: tie('condition').map((one) => `$boolean(${one})`) },
  ),
}));

const use = fc.oneof(
  { weight: 4, arbitrary: place },
  { weight: 1, arbitrary: place.map((one) => `-${one}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom('+', '<', '&', '*', '>'), fc.oneof(place, constant))
      .map(([one, sign, other]) => `(${one} ${sign} ${other})`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('uppercase', 'abs', 'length', 'sum', 'count', 'type', 'keys', 'join'), place)
      .map(([name, one]) => `$${name}(${one})`),
  },
  { weight: 1, arbitrary: fc.array(place, { maxLength: 3 }).map((list) => `[${list.join(', ')}]`) },
  { weight: 1, arbitrary: fc.tuple(place, place).map(([a, b]) => `{ "p": ${a}, "q": ${b} }`) },
);

/** `$v` is what some field holds, or an item of it. */
export const randomConditional = fc
  .tuple(
    fc.constantFrom(
      '( $v := VALUE; COND ? USE : OTHER )',
      '( $v := VALUE; COND ? USE )',
      '( $v := VALUE; (COND) and (USE) )',
      '( $v := VALUE; (COND) or (USE) )',
      '( $v := VALUE; COND ? (OTHERCOND ? USE : OTHER) : USE )',
      'VALUE.( $v := $; COND ? USE : OTHER )',
      'VALUE[COND].(USE)',
      'VALUE[COND]',
      '$filter(VALUE, function($v) { COND })',
      '$filter(VALUE, function($v) { COND }).(USE)',
      '$single(VALUE, function($v) { COND })',
      '$map(VALUE, function($v) { COND ? USE : OTHER })',
      'VALUE@$v[COND].(USE)',
      '( $v := VALUE; PLACE ?? (USE) )',
      '( $v := VALUE; PLACE ?: (USE) )',
      '( $v := VALUE; (COND ? PLACE) ?? (USE) )',
      '( $v := VALUE; $f := function() { COND ? function() { USE } : function() { OTHER } }; $f()() )',
    ),
    place,
    randomCondition,
    randomCondition,
    use,
    use,
    place,
  )
  .map(([shape, value, condition, other, first, second, read]) =>
    shape
      .replaceAll('OTHERCOND', () => other)
      .replaceAll('COND', () => condition)
      .replaceAll('VALUE', () => value.replace('$v', () => '$$'))
      .replaceAll('USE', () => first)
      .replaceAll('OTHER', () => second)
      .replaceAll('PLACE', () => read),
  );
