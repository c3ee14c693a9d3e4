import { ApiError } from '../http/api-error.ts';

/** Of one flow: all of them run in one request, and come in one answer. */
export const MOST_TESTS = 500;

export function tooManyTests(flowId: string): ApiError {
  return new ApiError(
    409,
    'too-many-tests',
    `"${flowId}" has ${MOST_TESTS} tests, which is the most there may be.`,
    'Remove some that nobody needs any more, or change one of them.',
  );
}
