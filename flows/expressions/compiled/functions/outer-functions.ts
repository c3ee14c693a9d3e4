/** What Millrace adds to the language (flows/library), and what it takes away. */

import { LIBRARY } from '../../../library/library.ts';
import { callLibrary, LibraryFault, type LibraryFunction, type LibraryValue } from '../../../library/library-function.ts';
import { ExpressionError } from '../../direct-value.ts';
import type { Evaluation } from '../evaluation.ts';
import { isList, type Value } from '../value.ts';
import type { BuiltinDefinition } from './builtin-definition.ts';

export const OUTER_FUNCTIONS: readonly BuiltinDefinition[] = [
  ...LIBRARY.map(toDefinition),
  { name: 'eval', signature: '<sx?:x>', arity: 2, call: () => undefined, contained: () => '$eval is not available' },
];

function toDefinition(definition: LibraryFunction): BuiltinDefinition {
  const { name, signature, parameters } = definition;
  return {
    name,
    signature,
    arity: parameters.length,
    call: (args, _input, run) => {
      for (const arg of args) spendOn(arg, run, definition);
      try {
        // Functions fit no signature of the library.
        return callLibrary(definition, args as readonly LibraryValue[], run.world);
      } catch (fault) {
        if (fault instanceof LibraryFault) throw new ExpressionError(fault.code, describe(fault), undefined);
        throw fault;
      }
    },
  };
}

function spendOn(arg: Value, run: Evaluation, { walksOnce }: LibraryFunction): void {
  if (typeof arg === 'string') run.spendReading(arg.length);
  else if (isList(arg) && walksOnce !== true) run.spend(arg.length);
}

function describe({ message, help }: LibraryFault): string {
  return help === undefined ? message : `${message} ${help}`;
}
