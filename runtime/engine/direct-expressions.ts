/** The direct expressions of a flow itself (lane, idempotency, plant, object keys): compiled once per version, evaluated at intake. */
import { compileDirect, type DirectExpression, type DirectScope } from '#flows/expressions/direct-expression.ts';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import { isExpressionText, unescapeLiteral } from '#flows/expressions/expression-text.ts';
import type { Json } from '#flows/json.ts';
import { PlanError } from './plan.ts';

/** Undefined where nothing is found. */
export type DirectValue = (scope: DirectScope) => Json | undefined;

/** A text that is no expression is its own value. Throws PlanError for an expression that is not direct: publishing refuses those. */
export function compileDirectValue(text: string): DirectValue {
  if (!isExpressionText(text)) {
    const literal = unescapeLiteral(text);
    return () => literal;
  }
  const expression = findDirect(text);
  if (expression === undefined) throw new PlanError(`"${text}" cannot be computed at intake.`);
  return (scope) => expression.evaluate(scope);
}

/** Undefined when the expression needs the contained evaluator. */
export function findDirect(text: string): DirectExpression | undefined {
  return compileDirect(text).expression;
}

/** Undefined also where the expression fails: then it gives no key. */
export function evaluateDirect(value: DirectValue, scope: DirectScope): Json | undefined {
  try {
    return value(scope);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** Keys are texts: numbers as they are written, everything else is no key. */
export function directText(value: DirectValue, scope: DirectScope): string | undefined {
  const found = evaluateDirect(value, scope);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
