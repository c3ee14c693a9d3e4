/**
 * An expression where several ways meet: it is inferred for each of them, so that `steps.a ?? steps.b` is known to be there when every way
 * goes through one of the two.
 */
import type { SyntaxNode } from '../expressions/syntax-tree.ts';
import type { Finding } from '../expressions/types/finding.ts';
import { type Inferred, inferExpression, type Scope } from '../expressions/types/infer-expression.ts';
import { union } from '../expressions/types/union.ts';

/** On one way only, these may say no more than that a step gives another thing there. */
const OF_OTHER_WAYS: ReadonlySet<Finding['code']> = new Set(['never-equal', 'unknown-field', 'surplus-field']);

/** `merged`: what is seen whatever the way. */
export function inferOnWays(tree: SyntaxNode, scopes: readonly Scope[], merged: Scope, source: string): Inferred {
  const [first, ...others] = scopes.map((scope) => inferExpression(tree, scope, source));
  if (others.length === 0) return first!;
  const inferred = [first!, ...others];
  const found = new Map<string, { readonly finding: Finding; readonly times: number }>();
  for (const { findings } of inferred)
    for (const finding of findings) {
      const key = `${finding.code} ${finding.at.offset} ${finding.at.length}`;
      found.set(key, { finding, times: (found.get(key)?.times ?? 0) + 1 });
    }
  const findings = [...found.values()].flatMap(({ finding, times }): readonly Finding[] => {
    if (times === inferred.length) return [finding];
    if (OF_OTHER_WAYS.has(finding.code) && !isFoundIn(inferExpression(tree, merged, source), finding)) return [];
    return [finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding];
  });
  return {
    type: union(...inferred.map(({ type }) => type)),
    findings: findings.sort((a, b) => a.at.offset - b.at.offset),
    sure: inferred.every(({ sure }) => sure),
  };
}

function isFoundIn({ findings }: Inferred, { code, at }: Finding): boolean {
  return findings.some((other) => other.code === code && other.at.offset === at.offset && other.at.length === at.length);
}
