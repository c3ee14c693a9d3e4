/** The called flow's contract says what it takes. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '#nodes/errors.ts';
import type { PlanNode } from '../engine/plan.ts';
import type { ActiveRun } from './active-run.ts';
import type { EmbeddedParts } from './parts.ts';

/** Undefined: it fits. */
export function checkCallInput(validate: EmbeddedParts['validate'], run: ActiveRun, node: PlanNode, input: Json): InvalidError | undefined {
  const { document, schemas } = run.plan.scopes[node.calls]!;
  if (document.contract.input === undefined) return undefined;
  const problems = validate(document.contract.input, schemas, input);
  const [first] = problems;
  if (first === undefined) return undefined;
  return new InvalidError(`What "${document.id}" is called with does not fit its contract: ${first.path || '/'} ${first.message}.`, {
    code: 'input-invalid',
    details: problems.slice(0, 10).map(({ path, message }) => ({ path, message })),
  });
}
