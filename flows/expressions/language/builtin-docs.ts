/** What the functions of JSONata itself do, for people. Those that Millrace adds describe themselves (flows/library). */

export interface FunctionDoc {
  readonly parameters: readonly ParameterDoc[];
  /** Markdown. */
  readonly summary: string;
  readonly example?: string;
}

export interface ParameterDoc {
  readonly name: string;
  readonly optional?: true;
  readonly summary?: string;
}

/** `names`: blank-separated; `?` behind one that may be left out. */
function doc(names: string, summary: string, example?: string): FunctionDoc {
  const parameters = names
    .split(' ')
    .filter((name) => name !== '')
    .map((name): ParameterDoc => (name.endsWith('?') ? { name: name.slice(0, -1), optional: true } : { name }));
  return { parameters, summary, ...(example === undefined ? {} : { example }) };
}

export const BUILTIN_DOCS: { readonly [name: string]: FunctionDoc } = {
  string: doc('value pretty?', 'Any value as text: objects and lists as JSON, with `true` over several lines.', '$string(12.5) → "12.5"'),
  substring: doc(
    'text start length?',
    'A part of a text, counted from 0; a negative start counts from the end.',
    '$substring("4500012345", -5)',
  ),
  substringBefore: doc(
    'text mark',
    'What stands before the first mark; all of it where there is no mark.',
    '$substringBefore("10/20", "/") → "10"',
  ),
  substringAfter: doc(
    'text mark',
    'What stands behind the first mark; all of it where there is no mark.',
    '$substringAfter("10/20", "/") → "20"',
  ),
  lowercase: doc('text', 'The text in small letters.'),
  uppercase: doc('text', 'The text in capital letters.'),
  length: doc('text', 'How many characters a text has. For lists: `$count`.'),
  trim: doc('text', 'Without blanks at its ends, and with single blanks inside.'),
  pad: doc(
    'text width sign?',
    'Filled up to the width: behind, or before where the width is negative.',
    '$pad("42", -10, "0") → "0000000042"',
  ),
  contains: doc('text wanted', 'Does the text have this text, or a match of this regular expression, in it?', '$contains(name, /valve/i)'),
  split: doc(
    'text mark limit?',
    'A list of the parts between marks; the mark is a text or a regular expression.',
    '$split("a;b", ";") → ["a", "b"]',
  ),
  join: doc('texts between?', 'A list of texts as one text.', '$join(items.material, ", ")'),
  match: doc(
    'text pattern limit?',
    'The matches of a regular expression, each with `match`, `index` and `groups`.',
    '$match("10-20", /[0-9]+/).match',
  ),
  replace: doc(
    'text pattern by limit?',
    'The text with every match replaced; `$1` is the first group.',
    '$replace("1.234", ".", "") → "1234"',
  ),
  base64encode: doc('text', 'As base64.'),
  base64decode: doc('text', 'A text that was written as base64.'),
  encodeUrlComponent: doc('text', 'As a part of an address: `/`, `?` and blanks are escaped.'),
  encodeUrl: doc('text', 'As an address: blanks are escaped, `/` and `?` stay.'),
  decodeUrlComponent: doc('text', 'A part of an address as it was before.'),
  decodeUrl: doc('text', 'An address as it was before.'),
  number: doc(
    'value',
    'A text of digits, or true and false, as a number. Leading zeros and digits beyond 15 are lost: decimals of SAP stay texts.',
  ),
  abs: doc('number', 'Without its sign.'),
  floor: doc('number', 'The next whole number below.'),
  ceil: doc('number', 'The next whole number above.'),
  round: doc('number digits?', 'Rounded to so many digits; halves to the even one.', '$round(2.345, 2) → 2.34'),
  power: doc('number exponent', 'The number to the power of the exponent.'),
  sqrt: doc('number', 'The square root; it fails for what is below 0.'),
  random: doc('', 'A number from 0 to below 1: the same again when the step is computed again.'),
  formatNumber: doc('number picture options?', 'A number as text, by a picture.', '$formatNumber(1234.5, "#,##0.00") → "1,234.50"'),
  formatBase: doc('number base?', 'A whole number in another base, 2 to 36.', '$formatBase(255, 16) → "ff"'),
  formatInteger: doc(
    'number picture',
    'A whole number as text: digits, words `w`, letters `a`, Roman numerals `I`.',
    '$formatInteger(7, "000") → "007"',
  ),
  parseInteger: doc('text picture', 'A whole number from a text of this picture.'),
  sum: doc('numbers', 'All numbers of a list added. For decimals as texts: `$decimalSum`.', '$sum(items.quantity)'),
  max: doc('numbers', 'The largest number of a list.'),
  min: doc('numbers', 'The smallest number of a list.'),
  average: doc('numbers', 'The mean of the numbers of a list.'),
  boolean: doc('value', 'False for nothing, null, 0, "", an empty list or object; true for the rest.'),
  not: doc('value', 'True for what `$boolean` takes for false, and the other way round.'),
  exists: doc('value', 'Is there a value? Null is one.', '$exists(trigger.body.deliveryDate)'),
  count: doc('list', 'How many items; one value counts as 1, nothing as 0.', '$count(trigger.body.items)'),
  append: doc('list more', 'Both lists as one.'),
  sort: doc(
    'list comesAfter?',
    'Sorted: numbers or texts by themselves, others by a function that says whether the first comes after the second.',
    '$sort(items, function($a, $b) { $a.date > $b.date })',
  ),
  reverse: doc('list', 'The last one first.'),
  shuffle: doc('list', 'In any order: the same again when the step is computed again.'),
  distinct: doc('list', 'Every value once.', '$distinct(items.plant)'),
  zip: doc('lists', 'Of lists side by side one list: of the first items, of the second ones …'),
  map: doc(
    'list function',
    'What the function gives for every item; it sees item, place and list.',
    '$map(items, function($item, $at) { $item.material })',
  ),
  filter: doc(
    'list function',
    'The items for which the function gives true. Shorter: `items[quantity > 0]`.',
    '$filter(items, function($item) { $item.quantity > 0 })',
  ),
  single: doc('list function?', 'The one item for which the function gives true; it fails where there are none or several.'),
  reduce: doc(
    'list function start?',
    'One value of all items: the function gets what came out so far and the next item.',
    '$reduce(quantities, function($all, $one) { $all + $one }, 0)',
  ),
  keys: doc('object', 'The names of its fields.'),
  lookup: doc('object name', 'The field of that name.', '$lookup({"EA": "PCE"}, unit)'),
  spread: doc('object', 'A list of objects with one field each.'),
  merge: doc('objects', 'One object with the fields of all; the last one counts.', '$merge([order, { "status": "open" }])'),
  each: doc(
    'object function',
    'What the function gives for every field; it sees value and name.',
    '$each(prices, function($price, $name) { $name })',
  ),
  sift: doc('object function?', 'The object with those fields for which the function gives true.'),
  type: doc('value', 'What kind it is: `"string"`, `"number"`, `"array"` …'),
  clone: doc('object', 'A copy.'),
  error: doc('message?', 'Fails with this message.'),
  assert: doc('condition message?', 'Fails with this message unless the condition holds.'),
  now: doc(
    'picture? zone?',
    'When the step started, as `2026-01-31T08:00:00.000Z` or by a picture: the same again when it is computed again.',
  ),
  millis: doc('', 'When the step started, in milliseconds since 1970.'),
  fromMillis: doc('millis picture? zone?', 'A time in milliseconds since 1970 as text.', '$fromMillis($millis(), "[Y0001]-[M01]-[D01]")'),
  toMillis: doc('text picture?', 'A time as text in milliseconds since 1970.', '$toMillis("2026-01-31T08:00:00Z")'),
  eval: doc('text context?', 'Not available: an expression is never made of data.'),
};
