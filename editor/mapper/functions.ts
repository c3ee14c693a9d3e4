/** The functions that an expression can be wrapped with, and the text of doing so. Pure. */
import { GROUP_TITLES, LIBRARY } from '#flows/library/library.ts';
import { spokenName } from '../spoken.ts';
import { LANGUAGE_FUNCTIONS } from './language-functions.ts';

export interface BuilderFunction {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  readonly example: string;
  readonly parameters: readonly { readonly name: string; readonly optional?: true; readonly summary: string }[];
  /** Which parameter takes what is there already. */
  readonly main: number;
}

export const FUNCTIONS: readonly BuilderFunction[] = [
  ...LIBRARY.map(({ name, group, summary, examples, parameters }): BuilderFunction => {
    const [example] = examples;
    const result = example?.result === undefined ? '' : ` → ${JSON.stringify(example.result)}`;
    // Of a value map it is the key, behind the map's name.
    const main = name === 'valueMap' || name === 'valueMapKey' ? 1 : 0;
    return {
      name,
      group: spokenName(GROUP_TITLES[group]),
      summary: spokenName(summary),
      example: example === undefined ? '' : `${example.expression}${result}`,
      parameters: parameters.map((parameter) => ({ ...parameter, summary: spokenName(parameter.summary) })),
      main,
    };
  }),
  ...LANGUAGE_FUNCTIONS,
];

export function signatureOf({ name, parameters }: BuilderFunction): string {
  return `$${name}(${parameters.map((parameter) => (parameter.optional ? `${parameter.name}?` : parameter.name)).join(', ')})`;
}

/** By name first, then by what is said of them; all where nothing is asked. */
export function findFunctions(search: string): readonly BuilderFunction[] {
  const words = search
    .trim()
    .toLowerCase()
    .replace(/^\$/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return FUNCTIONS;
  const rank = ({ name, summary, group }: BuilderFunction): number => {
    const lower = name.toLowerCase();
    if (words.every((word) => lower.startsWith(word))) return 0;
    if (words.every((word) => lower.includes(word))) return 1;
    return words.every((word) => `${lower} ${summary} ${group}`.toLowerCase().includes(word)) ? 2 : 3;
  };
  return FUNCTIONS.filter((one) => rank(one) < 3).toSorted((a, b) => rank(a) - rank(b));
}

/** Parameters that somebody has to fill; the main one among them where there is nothing yet. */
export function askedParameters({ parameters, main }: BuilderFunction, expression: string): readonly number[] {
  return parameters.flatMap((_, at) => (at === main && expression.trim() !== '' ? [] : [at]));
}

/** `given`: texts of expressions by index of the parameter; what is left empty at the end is left out. */
export function wrapWith(
  { name, parameters, main }: BuilderFunction,
  expression: string,
  given: { readonly [index: number]: string },
): string {
  const texts = parameters.map((_, at) => (at === main && expression.trim() !== '' ? bare(expression) : (given[at] ?? '').trim()));
  const last = texts.findLastIndex((text) => text !== '');
  return `$${name}(${texts
    .slice(0, last + 1)
    .map((text) => (text === '' ? 'null' : text))
    .join(', ')})`;
}

export function withValueMap(map: string, expression: string): string {
  return `$valueMap(${JSON.stringify(map)}, ${bare(expression)})`;
}

/** Is everything there that has to be? */
export function isComplete(
  { parameters, main }: BuilderFunction,
  expression: string,
  given: { readonly [index: number]: string },
): boolean {
  return parameters.every(
    ({ optional }, at) => optional === true || (at === main && expression.trim() !== '') || (given[at] ?? '').trim() !== '',
  );
}

function bare(expression: string): string {
  return expression.trim().replace(/^=\s*/, '');
}
