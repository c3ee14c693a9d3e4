/** What could be written where the caret stands, by what is known there: fields, whole paths, variables, functions. */
import type { Scope } from '../types/infer-expression.ts';
import { resolve } from '../types/type.ts';
import { typeText } from '../types/type-text.ts';
import { fieldsIn, isWholeScope } from './fields-offered.ts';
import { FUNCTION_NAMES, functionDoc, signatureText } from './function-docs.ts';
import { lookInto, type Surroundings } from './look-into.ts';
import { MARK, type Opening, openingAt, readWith } from './read-at.ts';

export interface Completion {
  readonly kind: 'field' | 'variable' | 'function' | 'constant';
  /** As it is shown: `items.quantity`, `$order`, `$sum(numbers)`. */
  readonly label: string;
  /** What takes the place of `from` to `to`. */
  readonly text: string;
  /** Where the caret goes, counted from the beginning of `text`. */
  readonly caret: number;
  /** As people read it; absent where it is not known. */
  readonly type?: string;
  /** What its schema, or the documentation of the function, says. Markdown. */
  readonly about?: string;
}

export interface Completions {
  /** The word that is replaced: offsets in the source, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** The best first. */
  readonly items: readonly Completion[];
}

const NONE: Completions = { from: 0, to: 0, items: [] };
const MOST = 60;

/**
 * `source`: without the leading `=`, whatever is in it. `caret`: offset, 0-based. Nothing inside of texts, comments and numbers, and where
 * an operator has to come. Never throws.
 */
export function completionsAt(source: string, caret: number, scope: Scope): Completions {
  const opening = openingAt(source, caret);
  if (opening === undefined) return NONE;
  const { from, to, typed } = opening;
  const around = surroundingsAt(source, opening, scope);
  if (around === undefined) return NONE;
  const offered = opening.kind === 'variable' ? [] : fieldsOffered(opening, around, scope);
  const named = opening.kind === 'field' ? [] : [...variablesOffered(around), ...functionsOffered(source[to] === '(', scope)];
  const wanted = typed.toLowerCase();
  const ranked = [...offered, ...named]
    .map((item, at) => ({ item, at, rank: rankOf(item, wanted, opening) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => a.rank! - b.rank! || a.at - b.at)
    .slice(0, MOST)
    .map(({ item }) => item);
  // What is written out needs no offer.
  const isDone = ranked.length === 1 && ranked[0]!.text === source.slice(from, to);
  return { from, to, items: isDone ? [] : ranked };
}

function surroundingsAt(source: string, { kind, from, to }: Opening, scope: Scope): Surroundings | undefined {
  const read = readWith(source, from, to, kind === 'variable' ? `$${MARK}` : MARK);
  if (read === undefined) return kind === 'field' ? undefined : { input: resolve(scope.input), variables: new Map() };
  return lookInto(read.tree, scope, read.source, (node) => (node.type === 'name' || node.type === 'variable') && node.value === MARK);
}

/** Undefined: not offered. What begins so comes before what has it somewhere, near fields before far ones, all before functions. */
function rankOf({ kind, label }: Completion, wanted: string, opening: Opening): number | undefined {
  const name = label
    .replace(/\(.*/, '')
    .replace(/^\$+\.?/, '')
    .toLowerCase();
  const last = name.slice(name.lastIndexOf('.') + 1);
  // What is there comes before the rest of the scope.
  const far = name.split('.').length - 1 + (label.startsWith('$$.') ? 10 : 0);
  // Functions are many: they come when their name is begun.
  if (kind === 'function' && wanted === '') return opening.kind === 'variable' ? 500 : undefined;
  if (kind === 'constant' && wanted === '') return undefined;
  const late = kind === 'function' ? 300 : kind === 'constant' ? 200 : 0;
  if (name.startsWith(wanted)) return late + far;
  if (last.startsWith(wanted)) return late + 20 + far;
  return wanted.length > 1 && name.includes(wanted) ? late + 100 + far : undefined;
}

/** Fields of what is there, and what is in them; where something else than the whole scope is there, that too. */
function fieldsOffered({ kind }: Opening, { input }: Surroundings, scope: Scope): readonly Completion[] {
  const offered = fieldsIn(input, '');
  if (kind === 'field') return offered;
  const constants = ['true', 'false', 'null'].map(
    (word): Completion => ({ kind: 'constant', label: word, text: word, caret: word.length }),
  );
  return [...offered, ...(isWholeScope(input, scope) ? [] : fieldsIn(resolve(scope.input), '$$.')), ...constants];
}

function variablesOffered({ variables }: Surroundings): readonly Completion[] {
  return [...variables].map(([name, type]): Completion => {
    const text = `$${name}`;
    return { kind: 'variable', label: text, text, caret: text.length, ...(type.kind === 'unknown' ? {} : { type: typeText(type, 1) }) };
  });
}

function functionsOffered(isCalled: boolean, { variables = {} }: Scope): readonly Completion[] {
  return FUNCTION_NAMES.filter((name) => !Object.hasOwn(variables, name)).map((name): Completion => {
    const known = functionDoc(name);
    const text = isCalled ? `$${name}` : `$${name}()`;
    const takesNone = known?.parameters.length === 0;
    return {
      kind: 'function',
      label: known === undefined ? text : signatureText(name, known),
      text,
      // Between the brackets.
      caret: isCalled || takesNone ? text.length : text.length - 1,
      ...(known === undefined ? {} : { about: known.summary }),
    };
  });
}
