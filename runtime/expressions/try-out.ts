/**
 * Code and schemas of analysts are tried out in a child before they are published (D12): what takes too long, needs too much memory or
 * cannot be read is said then, and never meets the process that runs flows.
 */
import { StepError } from '#nodes/errors.ts';
import type { CodeSample, SchemaSample, TrialFault } from './evaluator.ts';
import { ExpressionFailure, type ExpressionPool, type PoolRequest } from './pool.ts';

/** Undefined when it is sound. Rejects when no child can be started. */
export async function tryOut(pool: Pick<ExpressionPool, 'evaluate'>, sample: CodeSample | SchemaSample): Promise<TrialFault | undefined> {
  try {
    return await tryOnce(pool, sample);
  } catch (error) {
    if (!isDeath(error)) throw error;
  }
  // One child may have ended for a reason of its own; two in a row ended because of what they were given.
  try {
    return await tryOnce(pool, sample);
  } catch (error) {
    if (isDeath(error)) return { message: 'It needs more memory than is allowed to be made ready.' };
    throw error;
  }
}

async function tryOnce(pool: Pick<ExpressionPool, 'evaluate'>, sample: CodeSample | SchemaSample): Promise<TrialFault | undefined> {
  try {
    await pool.evaluate({ ...requestOf(sample), at: 0, seed: '', maps: {}, owner: 'tried out', context: {} });
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionFailure) {
      const { message, line, pointer } = error.failure;
      return { message, ...(line === undefined ? {} : { line }), ...(pointer === undefined ? {} : { pointer }) };
    }
    if (error instanceof StepError && error.options.code === 'expression-limit') return { message: TOO_MUCH[sample.kind] };
    throw error;
  }
}

function isDeath(error: unknown): boolean {
  return error instanceof StepError && error.options.code === 'expression-child-died';
}

const TOO_MUCH = {
  code: 'It takes too long to read.',
  schema: 'It takes too long to be made ready, or too much memory.',
};

function requestOf(sample: CodeSample | SchemaSample): Pick<PoolRequest, 'task' | 'texts' | 'scopeText'> & { readonly task: string } {
  if (sample.kind === 'code') return { task: 'check-code', texts: [sample.code], scopeText: 'null' };
  const { schema, schemas } = sample;
  return { task: 'check-schema', texts: ['schema'], scopeText: JSON.stringify({ schema, schemas }) };
}
