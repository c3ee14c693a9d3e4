/** What a word of an expression means: the type of a field or variable with what its schema says, what a function does. */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Scope } from '../types/infer-expression.ts';
import { lookUpField } from '../types/look-up.ts';
import type { Resolved } from '../types/type.ts';
import { typeText } from '../types/type-text.ts';
import { aboutField, isWholeScope } from './fields-offered.ts';
import { functionDoc, signatureText } from './function-docs.ts';
import { lookInto } from './look-into.ts';
import { chainBefore, isQuotedName, readWith } from './read-at.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface Hover {
  /** The word: offsets in the source, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** `trigger.body.items.quantity: decimal as text`, `$sum(numbers)`. */
  readonly title: string;
  /** What the schema or the documentation says. Markdown. */
  readonly about?: string;
  readonly example?: string;
  /** An expression that gives the value meant, for the value of a sample: the path up to here. Absent inside of what is repeated. */
  readonly path?: string;
}

/** `source`: without the leading `=`, whatever is in it. Undefined where nothing can be told. Never throws. */
export function hoverAt(source: string, caret: number, scope: Scope): Hover | undefined {
  const tokens = tokensOf(source);
  const token = tokens.find(({ from, to }) => from <= caret && caret < to) ?? tokens.find(({ to }) => to === caret);
  if (token?.kind === 'variable') return hoverVariable(source, token, scope);
  const before = tokens.findLast(({ kind, to }) => kind !== 'comment' && to <= (token?.from ?? 0));
  if (token === undefined || token.open === true || !(token.kind === 'name' || isQuotedName(token, before))) return undefined;
  return hoverField(source, token, scope);
}

function hoverField(source: string, { from, to, text }: Token, scope: Scope): Hover | undefined {
  const read = readWith(source, from, to, text);
  if (read === undefined) return undefined;
  const { tree, source: readSource } = read;
  /** What the name that ends there is applied to. */
  const inputAt = (name: string, end: number): Resolved | undefined =>
    lookInto(tree, scope, readSource, (node) => node.type === 'name' && node.value === name && node.position === end)?.input;
  // Only the path itself may be left of what was written.
  const shift = readSource.startsWith(` ${source.slice(0, to)}`) ? 1 : readSource.length - to;
  const name = plain(text);
  const input = inputAt(name, to + shift);
  if (input === undefined) return undefined;
  const about = aboutField(input, name);
  const chain = `${chainBefore(source, from)}${text}`;
  const [first] = tokensOf(chain);
  const start = from - (chain.length - text.length);
  const isOfScope =
    first?.text === '$$' || (first?.kind === 'name' && isWholeScope(inputAt(plain(first.text), start + first.to + shift), scope));
  return {
    from,
    to,
    title: `${chain.replaceAll(/\s+/g, ' ')}: ${typeText(lookUpField(input, name))}`,
    ...(about === undefined ? {} : { about }),
    ...(isOfScope ? { path: chain } : {}),
  };
}

function plain(name: string): string {
  return /^[`"']/.test(name) ? name.slice(1, -1) : name;
}

function hoverVariable(source: string, { from, to, text }: Token, scope: Scope): Hover | undefined {
  const name = text.slice(1);
  if (name === '$') return { from, to, title: `$$: ${typeText(scope.input, 1)}`, about: 'All that the expression sees.' };
  const read = readWith(source, from, to, text);
  const isMeant = (node: SyntaxNode): boolean => node.type === 'variable' && node.value === name && node.position === to + 1;
  const around = read === undefined ? undefined : lookInto(read.tree, scope, read.source, isMeant);
  if (name === '')
    return around === undefined ? undefined : { from, to, title: `$: ${typeText(around.input)}`, about: 'What this part is applied to.' };
  const own = around?.variables.get(name);
  if (own !== undefined) return { from, to, title: `${text}: ${typeText(own)}` };
  const known = functionDoc(name);
  if (known === undefined) return undefined;
  const { summary, example } = known;
  return { from, to, title: signatureText(name, known), about: summary, ...(example === undefined ? {} : { example }) };
}
