/** One expression by itself, as somebody types it: its problems, and whether it will be computed in process or contained, and why. */
import { type CheckContext, error, prepare } from './check/checked-flow.ts';
import { checkExpression } from './check/expression-problems.ts';
import { compileExpression } from './expressions/compiled/compile-expression.ts';
import { compileParsed } from './expressions/direct-expression.ts';
import { type ParsedExpression, parseExpression } from './expressions/parse-expression.ts';
import { findReferences } from './expressions/references.ts';
import type { FlowDocument } from './flow.ts';
import type { Problem } from './problem.ts';

export interface ExpressionCheck {
  readonly problems: readonly Problem[];
  readonly path: 'fast' | 'contained';
  /** Of a contained one that can be read: why, as a sentence with its place. */
  readonly because?: string;
}

/** `at`: the node it is for; left out, only the language itself is judged. */
export function checkExpressionText(
  text: string,
  at?: { readonly document: FlowDocument; readonly nodeId: string; readonly context: CheckContext },
): ExpressionCheck {
  const parsed = parseExpression(text);
  const { tree, faults } = parsed;
  const way = findWay(parsed);
  if (at === undefined) {
    const problems = faults.map((fault) =>
      error('expression-syntax', '', `${fault.message} (character ${fault.from + 1})`, 'Correct the expression.'),
    );
    return { problems, ...way };
  }
  const references = tree === undefined ? {} : { references: findReferences(tree) };
  return { problems: checkExpression({ pointer: '', faults, ...references }, at.nodeId, prepare(at.document, at.context)), ...way };
}

function findWay(parsed: ParsedExpression): Pick<ExpressionCheck, 'path' | 'because'> {
  if (compileParsed(parsed).expression !== undefined) return { path: 'fast' };
  if (parsed.tree === undefined) return { path: 'contained' };
  const { contained } = compileExpression(parsed.tree);
  if (contained === undefined) return { path: 'fast' };
  const { reason, position } = contained;
  const place = position === undefined ? '' : ` (character ${parsed.offset + position})`;
  return { path: 'contained', because: `It is contained, because ${reason}${place}.` };
}
