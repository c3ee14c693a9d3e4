/** What the library of the language refuses is, in a step, input that will not get better by itself. */
import { LibraryFault } from '#flows/library/library-function.ts';
import { InvalidError } from './errors.ts';

/** Throws InvalidError for a LibraryFault. `target`: what it is about. */
export function orInvalid<T>(act: () => T, target?: string): T {
  try {
    return act();
  } catch (fault) {
    if (!(fault instanceof LibraryFault)) throw fault;
    const { code, help } = fault;
    throw new InvalidError(fault.message, {
      code,
      ...(help === undefined ? {} : { help }),
      ...(target === undefined ? {} : { target }),
      cause: fault,
    });
  }
}
