/** JavaScript of analysts, run in the child pool (code.mjs): deadlines, deaths and quarantine are those of contained expressions. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '#nodes/errors.ts';
import type { CodeResult, EvaluationContext } from './evaluator.ts';
import { createNeededTables, type NeededTables } from './needed-tables.ts';
import { ExpressionFailure, type ExpressionPool } from './pool.ts';

export interface CodeRunner {
  run(code: string, input: Json, context: EvaluationContext): Promise<CodeResult>;
}

/** Codes whose needs are remembered. */
const MOST_REMEMBERED = 200;

export function createCodeRunner(pool: ExpressionPool): CodeRunner {
  const tables = new Map<string, NeededTables>();

  function tablesOf(code: string): NeededTables {
    let known = tables.get(code);
    if (known === undefined) {
      if (tables.size >= MOST_REMEMBERED) tables.clear();
      tables.set(code, (known = createNeededTables()));
    }
    return known;
  }

  return {
    async run(code, input, context) {
      try {
        const [value, log] = await tablesOf(code).evaluateWith(context, (maps) =>
          pool.evaluate({
            task: 'code',
            texts: [code],
            scopeText: JSON.stringify(input),
            at: Date.parse(context.startedAt),
            seed: context.randomSeed,
            maps,
            owner: `${context.flow}@${context.version}`,
            context,
          }),
        );
        return { value: value?.[0] as Json | undefined, log: (log?.[0] ?? []) as readonly string[] };
      } catch (error) {
        if (!(error instanceof ExpressionFailure)) throw error;
        const { code: failed, message, line } = error.failure;
        throw new InvalidError(line === undefined ? message : `${message} (line ${line})`, {
          code: OWN_CODES.has(failed) ? failed : 'code-failed',
          ...(line === undefined ? {} : { details: [{ line }] }),
          target: '/code',
          help: HELP[failed] ?? 'Correct the code, publish it, and retry the run by the new version.',
        });
      }
    },
  };
}

const OWN_CODES = new Set(['expression-limit', 'code-syntax']);

const HELP: { readonly [code: string]: string } = {
  'expression-limit': 'Let the code do less, or give it less data.',
};
