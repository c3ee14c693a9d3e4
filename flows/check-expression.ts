/** One expression by itself, as somebody types it: its problems, and whether it will be computed at once or contained. */
import { type CheckContext, error, prepare } from './check/checked-flow.ts';
import { checkExpression } from './check/expression-problems.ts';
import { compileParsed } from './expressions/direct-expression.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import { findReferences } from './expressions/references.ts';
import type { FlowDocument } from './flow.ts';
import type { Problem } from './problem.ts';

export interface ExpressionCheck {
  readonly problems: readonly Problem[];
  readonly path: 'fast' | 'contained';
}

/** `at`: the node it is for; left out, only the language itself is judged. */
export function checkExpressionText(
  text: string,
  at?: { readonly document: FlowDocument; readonly nodeId: string; readonly context: CheckContext },
): ExpressionCheck {
  const parsed = parseExpression(text);
  const { tree, faults } = parsed;
  const path = compileParsed(parsed).expression === undefined ? 'contained' : 'fast';
  if (at === undefined) {
    const problems = faults.map((fault) =>
      error('expression-syntax', '', `${fault.message} (character ${fault.from + 1})`, 'Correct the expression.'),
    );
    return { problems, path };
  }
  const references = tree === undefined ? {} : { references: findReferences(tree) };
  return { problems: checkExpression({ pointer: '', faults, ...references }, at.nodeId, prepare(at.document, at.context)), path };
}
