/** What people do with exceptions: take one, close it. They are raised by runs, in the engine's own units. */
import { type DefinitionChanges, DONE } from './definition-change.ts';
import type { ExceptionDefinitions } from './exception-definitions.ts';

export function createExceptionStore({ change, prepare }: DefinitionChanges): ExceptionDefinitions {
  const update = prepare('UPDATE exception SET state = ?, taken_by = ? WHERE exception_id = ? AND state <> ?');
  return {
    changeException(exceptionId, { state, takenBy }, audit) {
      return change(audit, (run) => (run(update, state, takenBy ?? null, exceptionId, 'closed').changes > 0 ? DONE : false));
    },
  };
}
