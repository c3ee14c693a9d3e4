/** Functions of the language itself that mappings want most, in the words of the builder. */
import { t } from '../text.ts';
import type { BuilderFunction } from './functions.ts';

const GROUPS = {
  text: t('function-group.text', 'Texts'),
  number: t('function-group.number', 'Numbers'),
  list: t('function-group.list', 'Lists'),
  truth: t('function-group.truth', 'True or false'),
  time: t('function-group.time', 'Times'),
} as const;

function define(group: keyof typeof GROUPS, call: string, summary: string, example: string): BuilderFunction {
  const [, name, list] = /^(\w+)\((.*)\)$/.exec(call)!;
  const parameters = list!
    .split(/,\s*/)
    .filter((text) => text !== '')
    .map((text) => ({ name: text.replace('?', ''), summary: '', ...(text.endsWith('?') ? { optional: true as const } : {}) }));
  return { name: name!, group: GROUPS[group], summary, example, parameters, main: 0 };
}

export const LANGUAGE_FUNCTIONS: readonly BuilderFunction[] = [
  define('text', 'string(value)', t('function.string', 'A value as text; objects and lists as JSON.'), '$string(5) → "5"'),
  define('text', 'uppercase(text)', t('function.uppercase', 'All letters large.'), '$uppercase("st") → "ST"'),
  define('text', 'lowercase(text)', t('function.lowercase', 'All letters small.'), '$lowercase("ST") → "st"'),
  define(
    'text',
    'trim(text)',
    t('function.trim', 'Without space before and behind, and one space for many within.'),
    '$trim("  a   b ") → "a b"',
  ),
  define(
    'text',
    'substring(text, start, length?)',
    t('function.substring', 'A part of a text; the first sign is 0.'),
    '$substring("DE-20095", 3) → "20095"',
  ),
  define(
    'text',
    'substringBefore(text, signs)',
    t('function.substring-before', 'What stands before these signs; all of it where they are not there.'),
    '$substringBefore("10/20", "/") → "10"',
  ),
  define(
    'text',
    'substringAfter(text, signs)',
    t('function.substring-after', 'What stands behind these signs.'),
    '$substringAfter("10/20", "/") → "20"',
  ),
  define(
    'text',
    'pad(text, width, sign?)',
    t('function.pad', 'Filled up to a width; a negative one fills in front.'),
    '$pad("10", -6, "0") → "000010"',
  ),
  define(
    'text',
    'replace(text, what, by)',
    t('function.replace', 'Every place of what is found is replaced.'),
    '$replace("1.234", ".", ",") → "1,234"',
  ),
  define('text', 'contains(text, what)', t('function.contains', 'Does it stand in the text?'), '$contains("FG-1001", "FG") → true'),
  define('text', 'split(text, signs)', t('function.split', 'The parts between these signs, as a list.'), '$split("a;b", ";") → ["a","b"]'),
  define('text', 'length(text)', t('function.length', 'How many signs.'), '$length("ST") → 2'),
  define(
    'number',
    'number(text)',
    t('function.number', 'A text as a number. Leading zeros and exact decimals are lost.'),
    '$number("25.5") → 25.5',
  ),
  define('number', 'round(number, places?)', t('function.round', 'Rounded half to even.'), '$round(2.345, 2) → 2.34'),
  define('number', 'floor(number)', t('function.floor', 'The whole number below.'), '$floor(2.9) → 2'),
  define('number', 'ceil(number)', t('function.ceil', 'The whole number above.'), '$ceil(2.1) → 3'),
  define('number', 'abs(number)', t('function.abs', 'Without its sign.'), '$abs(-3) → 3'),
  define(
    'number',
    'formatNumber(number, picture)',
    t('function.format-number', 'A number in a written form.'),
    '$formatNumber(1234.5, "#,##0.00") → "1,234.50"',
  ),
  define('list', 'sum(numbers)', t('function.sum', 'All together.'), '$sum([1, 2, 3]) → 6'),
  define('list', 'max(numbers)', t('function.max', 'The greatest.'), '$max([1, 3, 2]) → 3'),
  define('list', 'min(numbers)', t('function.min', 'The smallest.'), '$min([3, 1, 2]) → 1'),
  define('list', 'average(numbers)', t('function.average', 'Their mean.'), '$average([1, 2, 3]) → 2'),
  define('list', 'count(list)', t('function.count', 'How many.'), '$count([1, 2, 3]) → 3'),
  define('list', 'join(texts, between?)', t('function.join', 'Texts as one.'), '$join(["a", "b"], ", ") → "a, b"'),
  define('list', 'distinct(list)', t('function.distinct', 'Each value once.'), '$distinct([1, 1, 2]) → [1,2]'),
  define('list', 'reverse(list)', t('function.reverse', 'The last first.'), '$reverse([1, 2]) → [2,1]'),
  define('list', 'sort(list)', t('function.sort', 'In rising order.'), '$sort([3, 1, 2]) → [1,2,3]'),
  define('truth', 'exists(value)', t('function.exists', 'Is anything there?'), '$exists("a") → true'),
  define('truth', 'not(value)', t('function.not', 'The other way round.'), '$not(true) → false'),
  define('truth', 'boolean(value)', t('function.boolean', 'True for all but nothing, 0, empty and false.'), '$boolean("") → false'),
  define('time', 'now()', t('function.now', 'The start of the step, ISO 8601.'), '$now()'),
];
