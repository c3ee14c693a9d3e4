/** Expressions that were read before: checking reads the same texts again with every key that somebody presses. */
import { type ParsedExpression, parseExpression } from './parse-expression.ts';
import { findReferences, type References } from './references.ts';
import type { SyntaxNode } from './syntax-tree.ts';

const MOST = 5_000;
const parsed = new Map<string, ParsedExpression>();
const references = new WeakMap<SyntaxNode, References>();

/** As `parseExpression`; the tree is shared and never changed. */
export function readExpression(text: string): ParsedExpression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const read = parseExpression(text);
  if (parsed.size >= MOST) parsed.clear();
  parsed.set(text, read);
  return read;
}

export function referencesOf(tree: SyntaxNode): References {
  const known = references.get(tree);
  if (known !== undefined) return known;
  const found = findReferences(tree);
  references.set(tree, found);
  return found;
}
