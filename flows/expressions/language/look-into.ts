/**
 * What stands around a part of an expression: what it is applied to, and which variables it sees. Taken from the inference of the whole
 * expression, so it holds in conditions, in the body of a function, behind `:=`.
 */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Frame } from '../types/frame.ts';
import { inferExpression, type Scope } from '../types/infer-expression.ts';
import type { Resolved, Type } from '../types/type.ts';
import { union } from '../types/union.ts';

export interface Surroundings {
  /** What the part is applied to: `$`. */
  readonly input: Resolved;
  /** Without `$`, the innermost first; not `$` and `$$` themselves. */
  readonly variables: ReadonlyMap<string, Type>;
}

/** A part is looked at once for each way that leads to it; what many give is no better than what some do. */
const MOST_VISITS = 16;

/** Of the part that `isMeant`; undefined where the inference does not come by it. */
export function lookInto(tree: SyntaxNode, scope: Scope, source: string, isMeant: (node: SyntaxNode) => boolean): Surroundings | undefined {
  const inputs: Type[] = [];
  const variables = new Map<string, Type>();
  inferExpression(tree, scope, source, (node, input, frame) => {
    if (!isMeant(node) || inputs.length >= MOST_VISITS) return;
    inputs.push(input);
    // Now, since what is set later is not seen here.
    for (const [name, type] of variablesOf(frame)) {
      const known = variables.get(name);
      variables.set(name, known === undefined ? type : union(known, type));
    }
  });
  return inputs.length === 0 ? undefined : { input: union(...inputs), variables };
}

function variablesOf(innermost: Frame): ReadonlyMap<string, Type> {
  const found = new Map<string, Type>();
  for (let frame: Frame | undefined = innermost; frame !== undefined; frame = frame.parent)
    for (const [name, type] of frame.variables) if (name !== '$' && !name.startsWith('!') && !found.has(name)) found.set(name, type);
  return found;
}
