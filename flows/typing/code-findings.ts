/** What is wrong with the output that a `core/code` declares, whatever its code does, or because the code never returns anything. */
import type { CheckedNode } from '../check/checked-flow.ts';
import { compareTypes } from '../expressions/types/compare-to-schema.ts';
import { NULL } from '../expressions/types/type.ts';
import { type FindSchema, typeOfSchema } from '../expressions/types/type-of-schema.ts';
import type { JsonSchema } from '../json.ts';
import type { TypeFinding } from './typed-expression.ts';

export function findCodeFindings({ id, node }: CheckedNode, find: FindSchema): readonly TypeFinding[] {
  const { code, output } = node.config;
  if (node.type !== 'core/code' || typeof code !== 'string' || typeof output !== 'object' || output === null) return [];
  const allowed = typeOfSchema(output as JsonSchema, find);
  const base = `/nodes/${id}/config`;
  if (allowed.kind === 'never') {
    const message = 'No value fits this output: the step would fail whatever the code returns.';
    return [{ code: 'wrong-type', severity: 'error', path: `${base}/output`, message, help: 'Correct the schema of the output.' }];
  }
  // The word may stand in a function within, in a text or a comment: then nothing is said. Without it there is no way to return anything.
  if (/\breturn\b/.test(code) || compareTypes(NULL, allowed).every(({ severity }) => severity !== 'error')) return [];
  const message = 'The code returns nothing, which is null, and its output does not allow that.';
  return [{ code: 'wrong-type', severity: 'error', path: `${base}/code`, message, help: 'End the code with "return" and the value.' }];
}
