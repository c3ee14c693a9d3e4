/** Random calls of the functions that Millrace adds: arguments that mostly fit, over the reference data of the library's examples. */
import fc from 'fast-check';
import { LIBRARY } from '#flows/library/library.ts';
import type { LibraryFunction } from '#flows/library/library-function.ts';

const days = ['"2026-12-15"', '"2026-02-28"', '$substring("2026-12-24T10:00:00Z", 0, 10)'];
const decimals = ['"12.50"', '"-0.5"', '"0"', '3', '2.25'];
const units = ['"PC"', '"CAR"', '"KG"', '"ST"', '"PCE"', '"FUDER"'];
/** What fits a parameter of this name. */
const FITTING: { readonly [parameter: string]: readonly string[] } = {
  day: days,
  count: ['3', '-1', '0', '$length("ab")'],
  plant: ['"1010"', '"1020"'],
  where: ['"1010"', '"Europe/Berlin"', '"UTC"'],
  instant: ['"2026-12-15T23:30:00Z"', '$fromMillis(0)', '$now()'],
  date: ['"20261215"', '"00000000"', '""', ...days],
  time: ['"06:00"', '"13:20:10"', '"132010"', '""'],
  text: ['"1.234,50"', '"12.5"', '"12.5-"', '""', '" "'],
  a: decimals,
  b: decimals,
  amount: decimals,
  quantity: decimals,
  places: ['0', '2', '$count(items)'],
  rounding: ['"up"', '"down"', '"nearest"'],
  sign: ['","', '"."'],
  group: ['"."', '" "', '""'],
  list: ['items', 'nums', 'words', 'mixed', 'none', '[{ "n": 1, "t": "a" }, { "n": 2 }]', '["1.5", 2]', '[]', '{ "n": 1 }', 'items.sub'],
  field: ['"n"', '"t"', '"x"'],
  map: ['"uom"'],
  key: ['"4711"', '"PCE"', '"0010"', '10', '"FG-1001"'],
  length: ['10', '18'],
  flag: ['"X"', '""'],
  value: ['true', 'ok', '1', '"PC"', '"CAR"', 'n'],
  material: ['"FG-1001"', '"FG-1007"'],
  unit: units,
  code: ['"DE"', '"USA"', '"XY"', ...units],
  currency: ['"EUR"', '"JPY"', '"XXX"'],
};
const anything = fc.constantFrom('n', 't', 'ok', 'nil', 'o.t', 'words', 'items.t', 'o', 'x', 'none', 'missing', '(n)', '$string(n)');

function argumentsOf({ name, parameters }: LibraryFunction): fc.Arbitrary<string> {
  const args = parameters.map((parameter) => {
    const fitting = FITTING[parameter.name] ?? FITTING[name.includes('Between') ? 'day' : 'unit']!;
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: anything });
  });
  const fewest = parameters.filter(({ optional }) => optional !== true).length;
  return fc
    .tuple(fc.integer({ min: fewest, max: parameters.length }), fc.tuple(...args))
    .map(([count, all]) => all.slice(0, count).join(', '));
}

const one = fc.constantFrom(...LIBRARY).chain((definition) => argumentsOf(definition).map((args) => ({ name: definition.name, args })));
const call = one.map(({ name, args }) => `$${name}(${args})`);

export const randomLibraryCall: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: call },
  { weight: 1, arbitrary: call.map((text) => `[${text}]`) },
  { weight: 1, arbitrary: fc.tuple(call, call).map(([a, b]) => `{ "a": ${a}, "b": [${b}, n] }`) },
  { weight: 1, arbitrary: fc.tuple(call, call).map(([a, b]) => `${a} ?? ${b}`) },
  { weight: 1, arbitrary: call.map((text) => `(items)[0].(${text})`) },
  { weight: 1, arbitrary: call.map((text) => `items.{ "made": ${text} }`) },
  { weight: 1, arbitrary: fc.tuple(call, call).map(([a, b]) => `(${a}) & (${b})`) },
  { weight: 1, arbitrary: fc.constantFrom('n', 't', 'sub.n', '*').map((field) => `$findBy(items, "n", n).${field}`) },
  { weight: 1, arbitrary: fc.constantFrom('a', '`1`', '*').map((field) => `$indexBy(items, "t").${field}`) },
  { weight: 1, arbitrary: call.map((text) => `$exists(${text}) ? ${text} : 0`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('fromSapDate', 'fromSapDecimal', 'alphaOut', 'isoWeek', 'country2').map((f) => `$map(words, $${f})`),
  },
  { weight: 1, arbitrary: fc.constantFrom('addDecimals(?, 1)', 'roundDecimal(?, 2)', 'alphaIn(?, 6)').map((f) => `"12.5" ~> $${f}`) },
);
