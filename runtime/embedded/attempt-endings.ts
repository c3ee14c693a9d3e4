/** How the code of a step ends that nothing is expected of any more. */
import type { Json } from '#flows/json.ts';

/** The attempt was stopped (time-out, cancel, crash of a commit): its code may end, nothing it does counts. */
export class AttemptStopped extends Error {
  constructor() {
    super('The attempt was stopped.');
    this.name = 'AttemptStopped';
  }
}

/** The write was withheld: the step completes with this instead (tests, shadow). */
export class WriteWithheld extends Error {
  readonly output: Json;
  constructor(output: Json) {
    super('The write was withheld.');
    this.output = output;
  }
}
