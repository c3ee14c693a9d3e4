/** What Millrace adds to the language, and what it takes away. */

import { ExpressionError } from '../../direct-value.ts';
import type { SyntaxNode } from '../../syntax-tree.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const OUTER_FUNCTIONS: readonly BuiltinDefinition[] = [
  {
    name: 'valueMap',
    signature: '<s(snb)?:x>',
    arity: 2,
    call: ([name, key], _input, run) => {
      const map = run.world.valueMap(name as string);
      if (map === undefined) {
        throw new ExpressionError('value-map-missing', `There is no value map "${String(name as string)}" in this environment.`, undefined);
      }
      return key !== undefined && Object.hasOwn(map, String(key as string)) ? map[String(key as string)] : undefined;
    },
    contained: (args) => (isWrittenAsText(args?.[0]) ? undefined : 'the name of a value map is computed'),
  },
  { name: 'eval', signature: '<sx?:x>', arity: 2, call: () => undefined, contained: () => '$eval is not available' },
];

function isWrittenAsText(node: SyntaxNode | undefined): boolean {
  return node?.type === 'string';
}
