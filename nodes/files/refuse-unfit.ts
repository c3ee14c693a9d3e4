/** Runs what may find a file unfit; unfitness becomes the outcome of the step's port `unfit`. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../errors.ts';
import type { StepContext } from '../step.ts';
import type { StepOutcome } from '../step-outcome.ts';
import { faultOfLayout, type Layout } from './layout.ts';
import { UnfitFile } from './unfit-file.ts';

/** What is recorded of a file that was read: never its content, which stays in the file. */
export type ReadSummary = { readonly [name: string]: Json };

export async function readOrRefuse<T>(
  step: StepContext,
  operation: string,
  request: Json,
  read: (signal: AbortSignal) => Promise<{ readonly summary: ReadSummary; readonly result: T }>,
): Promise<{ readonly result: T } | { readonly unfit: StepOutcome }> {
  let result: { readonly value: T } | undefined;
  let unfit: UnfitFile | undefined;
  await step.read(operation, request, async ({ signal }): Promise<Json> => {
    try {
      const found = await read(signal);
      result = { value: found.result };
      return found.summary;
    } catch (thrown) {
      if (!(thrown instanceof UnfitFile)) throw thrown;
      unfit = thrown;
      return { unfit: thrown.reason, message: thrown.message };
    }
  });
  if (unfit !== undefined)
    return { unfit: { kind: 'done', port: 'unfit', output: { reason: unfit.reason, message: unfit.message, detail: unfit.detail } } };
  return { result: result!.value };
}

export function requireLayout(layout: Layout): void {
  const fault = faultOfLayout(layout);
  if (fault !== undefined) throw new InvalidError(fault, { code: 'layout-invalid' });
}
