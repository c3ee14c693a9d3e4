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
      spendOn(args, run, definition);
      try {
        // Functions fit no signature of the library.
        const result = callLibrary(definition, args as readonly LibraryValue[], run.world);
        if (typeof result === 'string') run.spendText(result.length);
        return result;
      } catch (fault) {
        if (fault instanceof LibraryFault) throw new ExpressionError(fault.code, describe(fault), undefined);
        throw fault;
      }
    },
  };
}

/** Texts are checked and read, tables looked up. */
const STEPS_OF_A_CALL = 4;

function spendOn(args: readonly Value[], run: Evaluation, { parameters, steps }: LibraryFunction): void {
  run.spend(STEPS_OF_A_CALL);
  for (const arg of args) {
    if (typeof arg === 'string') run.spendReading(arg.length);
    else if (isList(arg) && steps === undefined) run.spend(arg.length);
  }
  if (steps === undefined || parameters.some(({ optional }, index) => optional !== true && args[index] === undefined)) return;
  run.spend(Math.ceil(steps(args as readonly LibraryValue[])) || 0);
}

function describe({ message, help }: LibraryFault): string {
  return help === undefined ? message : `${message} ${help}`;
}
