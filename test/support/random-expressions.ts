/** Random programs of the language, and data with the fields that they read. What can fail fails often; what is read is mostly there. */
import fc from 'fast-check';
import type { Json } from '#flows/json.ts';

export const randomNumber = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, 1.25, -2.75, 0.1, 1e21, 1e-7, 100));
export const randomWord = fc.constantFrom(
  '',
  'a',
  'b',
  'PC',
  'ab-cd',
  '7',
  '-1.5',
  '0x1F',
  'ü😀x',
  ' a  b ',
  'a,b,,c',
  '2026-11-24',
  '2026-11-24T08:00:00Z',
);
const scalar: fc.Arbitrary<Json> = fc.oneof(randomNumber, randomWord, fc.boolean(), fc.constant(null));
const item: fc.Arbitrary<Json> = fc.record(
  {
    n: randomNumber,
    t: randomWord,
    tags: fc.array(randomWord, { maxLength: 3 }),
    ok: fc.boolean(),
    sub: fc.array(fc.record({ n: randomNumber, t: randomWord }), { maxLength: 2 }),
    x: scalar,
  },
  { requiredKeys: [] },
);
export const randomData: fc.Arbitrary<Json> = fc.record(
  {
    n: randomNumber,
    t: randomWord,
    ok: fc.boolean(),
    nil: fc.constant(null),
    items: fc.array(item, { maxLength: 4 }),
    one: fc.array(item, { minLength: 1, maxLength: 1 }),
    none: fc.constant([]),
    o: item,
    map: fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__', 'constructor'), scalar, { maxKeys: 3 }),
    mixed: fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), item), { maxLength: 4 }),
    nums: fc.array(randomNumber, { maxLength: 4 }),
    words: fc.array(randomWord, { maxLength: 4 }),
  },
  { requiredKeys: ['items', 'o'] },
);

const field = fc.constantFrom(
  'n',
  't',
  'ok',
  'nil',
  'items',
  'one',
  'none',
  'o',
  'map',
  'mixed',
  'nums',
  'words',
  'tags',
  'sub',
  'x',
  'gone',
  'constructor',
);
const variable = fc.constantFrom('$', '$$', '$v', '$w', '$i');
const literal = fc.oneof(
  fc.integer({ min: -3, max: 9 }).map(String),
  fc.constantFrom('0.5', '1.5', 'true', 'false', 'null', '""', '"a"', '"PC"', '"7"', '"-"', '1e3'),
);
const operator = fc.constantFrom('+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', '&', 'in', '..');
const oneArgument = fc.constantFrom(
  'sum',
  'count',
  'max',
  'min',
  'average',
  'string',
  'uppercase',
  'lowercase',
  'length',
  'trim',
  'number',
  'abs',
  'floor',
  'ceil',
  'round',
  'sqrt',
  'boolean',
  'not',
  'keys',
  'spread',
  'merge',
  'reverse',
  'exists',
  'type',
  'distinct',
  'sort',
  'join',
  'zip',
  'clone',
  'fromMillis',
  'toMillis',
  'base64encode',
  'encodeUrlComponent',
  'formatBase',
  'single',
);
const twoArguments = fc.constantFrom(
  'append',
  'lookup',
  'substring',
  'substringBefore',
  'substringAfter',
  'pad',
  'split',
  'contains',
  'join',
  'round',
  'power',
  'zip',
  'formatBase',
  'string',
);
const callback = fc.constantFrom(
  'function($v) { BODY }',
  'function($v, $i) { BODY }',
  'function($v, $i, $w) { BODY }',
  'function($v)<x:x> { BODY }',
  '$string',
  '$uppercase',
  '$not',
);

/** RE2 sees characters where JavaScript sees halves of some: a named difference. */
const simpleWord = randomWord.map((text) => text.replace('😀', ''));
const pattern = fc.constantFrom(
  '/a/',
  '/[a-z]+/',
  '/\\d/',
  '/(a)(b)?/',
  '/b*/',
  '/,/',
  '/^-?/',
  '/A/i',
  '/(\\w)(\\w)/',
  '/\\s+/',
  '/[^,]/',
);
const picture = fc.constantFrom('"0.00"', '"#,##0.0#"', '"000"', '"0%"', '"w"', '"I"', '"1;o"', '"a"', '"x"');
/** Not on the left of `?:`, where the reference's parser loses regular expressions. */
export const randomMatching = fc.oneof(
  fc.tuple(simpleWord, pattern).map(([text, regex]) => `$match(${JSON.stringify(text)}, ${regex})`),
  fc.tuple(simpleWord, pattern).map(([text, regex]) => `$contains(${JSON.stringify(text)}, ${regex})`),
  fc
    .tuple(fc.constantFrom('$string(n)', '"a1b22,c"'), pattern, fc.constantFrom('', ', 1', ', 0', ', 2'))
    .map(([text, regex, limit]) => `$split(${text}, ${regex}${limit})`),
  fc
    .tuple(
      fc.constantFrom('$string(n)', '"ab,ab"'),
      pattern,
      fc.constantFrom('"$1-$2"', '"$$"', '"[$0]"', '"$12"', 'function($m) { $m.match & "!" }'),
      fc.constantFrom('', ', 1'),
    )
    .map(([text, regex, put, limit]) => `$replace(${text}, ${regex}, ${put}${limit})`),
  fc.tuple(fc.constantFrom('n', '1234.567', '-0.5', '12', 't'), picture).map(([value, form]) => `$formatNumber(${value}, ${form})`),
  fc.tuple(fc.constantFrom('n', '1999', '3', 't'), picture).map(([value, form]) => `$formatInteger(${value}, ${form})`),
  fc.constantFrom(
    '$toMillis(t, "[Y0001]-[M01]-[D01]")',
    '$toMillis("24.11.2026", "[D].[M].[Y]")',
    '$fromMillis(86400000 * 3, "[D1o] [MNn] [Y]")',
    '$now("[Y0001]") ~> $type()',
  ),
);
/** Functions that make, take and give functions. */
const closures = fc.constantFrom(
  '( $add := function($a) { function($b) { $a + $b } }; $add(1)(BODY) )',
  '( $f := function($n, $acc) { $n <= 0 ? $acc : $f($n - 1, $append($acc, $n)) }; $f(3, BODY) )',
  '( $twice := function($g) { function($y) { $g($g($y)) } }; $twice($string)(BODY) )',
  '( $h := $append(?, BODY); $h(items.n) )',
  '( $compose := $string ~> $length; $compose(BODY) )',
  '( $x := BODY; $f := function() { $x }; ( $x := 1; $f() ) )',
  '$map(items, function($item) { $filter($item.tags, function($tag) { $tag = BODY }) })',
  '$reduce(items, function($all, $one) { $append($all, $one.n) }, BODY)',
  'items.( $line := $; $$.items[n = $line.n].(BODY) )',
);

export const { expression: randomExpression } = fc.letrec<{ expression: string; step: string; path: string }>((tie) => {
  const e = tie('expression');
  const withBody = fc.tuple(callback, e).map(([shape, body]) => shape.replace('BODY', body));
  return {
    step: fc.oneof(
      { weight: 8, arbitrary: field },
      { weight: 2, arbitrary: fc.tuple(field, e).map(([name, test]) => `${name}[${test}]`) },
      { weight: 2, arbitrary: fc.tuple(field, fc.integer({ min: -2, max: 2 })).map(([name, index]) => `${name}[${index}]`) },
      { weight: 1, arbitrary: fc.constantFrom('*', '**', '$', 'items[]', 'tags[]') },
      { weight: 1, arbitrary: e.map((inner) => `(${inner})`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `{ "p": ${a}, "q": ${b} }`) },
      { weight: 1, arbitrary: e.map((inner) => `[${inner}]`) },
      { weight: 1, arbitrary: oneArgument.map((name) => `$${name}()`) },
      { weight: 1, arbitrary: e.map((inner) => `$string(${inner})`) },
    ),
    path: fc
      .tuple(
        fc.constantFrom('', '', '', '$.', '$$.', '$v.', '$$.items.'),
        fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', '', '', '[]', '^(n)', '^(>t, n)', '{ $string(n): t }', '{ t: $ }'),
      )
      .map(([start, steps, end]) => start + steps.join('.') + end),
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 3, arbitrary: literal },
      { weight: 2, arbitrary: variable },
      { weight: 3, arbitrary: field },
      { weight: 6, arbitrary: tie('path') },
      { weight: 4, arbitrary: fc.tuple(e, operator, e).map(([a, op, b]) => `(${a} ${op} ${b})`) },
      { weight: 2, arbitrary: fc.tuple(e, e, e).map(([a, b, c]) => `(${a} ? ${b} : ${c})`) },
      { weight: 1, arbitrary: fc.tuple(e, fc.constantFrom('?:', '??'), e).map(([a, op, b]) => `(${a} ${op} ${b})`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `(${a} ? ${b})`) },
      { weight: 1, arbitrary: e.map((a) => `-(${a})`) },
      { weight: 2, arbitrary: fc.tuple(closures, e).map(([shape, body]) => shape.replaceAll('BODY', body)) },
      { weight: 2, arbitrary: fc.array(e, { maxLength: 3 }).map((list) => `[${list.join(', ')}]`) },
      { weight: 2, arbitrary: fc.tuple(e, e).map(([a, b]) => `{ "p": ${a}, "q": ${b} }`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `{ $string(${a}): ${b} }`) },
      { weight: 2, arbitrary: fc.tuple(e, fc.integer({ min: -1, max: 1 })).map(([a, index]) => `(${a})[${index}]`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `(${a})[${b}]`) },
      { weight: 4, arbitrary: fc.tuple(oneArgument, e).map(([name, a]) => `$${name}(${a})`) },
      { weight: 3, arbitrary: fc.tuple(twoArguments, e, e).map(([name, a, b]) => `$${name}(${a}, ${b})`) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom('map', 'filter', 'each', 'sift', 'single'), e, withBody)
          .map(([name, a, f]) => `$${name}(${a}, ${f})`),
      },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `$reduce(${a}, function($v, $w) { ${b} })`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `$sort(${a}, function($v, $w) { ${b} })`) },
      { weight: 2, arbitrary: fc.tuple(e, e).map(([a, b]) => `( $v := ${a}; ${b} )`) },
      { weight: 1, arbitrary: fc.tuple(e, oneArgument).map(([a, name]) => `(${a} ~> $${name})`) },
      { weight: 1, arbitrary: fc.tuple(e, twoArguments, e).map(([a, name, b]) => `(${a} ~> $${name}(${b}))`) },
      { weight: 1, arbitrary: fc.tuple(e, e).map(([a, b]) => `function($v) { ${b} }(${a})`) },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom('items', 'o', 'one', 'items.sub'), e).map(([name, a]) => `($ ~> |${name}|{ "z": ${a} }, "n"|)`),
      },
      { weight: 1, arbitrary: fc.tuple(field, e).map(([name, a]) => `${name}@$v.{ "p": ${a} }`) },
      { weight: 1, arbitrary: fc.tuple(field, e).map(([name, a]) => `${name}#$i[${a}].n`) },
      { weight: 1, arbitrary: fc.tuple(field, field).map(([a, b]) => `${a}.${b}.{ "p": %.n }`) },
    ),
  };
});
