/** A finding as a problem: the same sentences, under a code of its own. */
import type { Problem } from '../problem.ts';
import type { TypeFinding } from './typed-expression.ts';

export function toProblem({ code, severity, path, nodeId, message, help, place, fixed }: TypeFinding): Problem {
  return {
    code: `type-${code}`,
    severity,
    path,
    ...(nodeId === undefined ? {} : { nodeId }),
    message,
    help,
    ...(place === undefined ? {} : { place }),
    ...(fixed === undefined ? {} : { fixed }),
  };
}
