/** What is said of a function: its parameters, what it does, an example. Of all functions that an expression can call by name. */
import { LIBRARY } from '../../library/library.ts';
import type { LibraryFunction } from '../../library/library-function.ts';
import { BUILTIN_NAMES } from '../types/builtin-types.ts';
import { BUILTIN_DOCS, type FunctionDoc } from './builtin-docs.ts';

const OF_LIBRARY: ReadonlyMap<string, FunctionDoc> = new Map(LIBRARY.map((one) => [one.name, docOf(one)]));

function docOf({ parameters, summary, examples }: LibraryFunction): FunctionDoc {
  const [example] = examples;
  const result = example?.result === undefined ? 'nothing' : JSON.stringify(example.result);
  return { parameters, summary, ...(example === undefined ? {} : { example: `${example.expression} → ${result}` }) };
}

/** Without `$`; undefined for what is no function of the language. */
export function functionDoc(name: string): FunctionDoc | undefined {
  return OF_LIBRARY.get(name) ?? (Object.hasOwn(BUILTIN_DOCS, name) ? BUILTIN_DOCS[name] : undefined);
}

/** In the order of the alphabet, without `$`. `$eval` is not offered, since it is refused. */
export const FUNCTION_NAMES: readonly string[] = [...BUILTIN_NAMES]
  .filter((name) => name !== 'eval')
  .sort((a, b) => a.localeCompare(b, 'en'));

/** `$substring(text, start, length?)`. */
export function signatureText(name: string, { parameters }: FunctionDoc): string {
  return `$${name}(${parameters.map(({ name: parameter, optional }) => (optional === true ? `${parameter}?` : parameter)).join(', ')})`;
}
