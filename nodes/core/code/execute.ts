import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import { type CodeConfig, codeManifest } from './manifest.ts';

export const coreCode: StepNode = {
  manifest: codeManifest,
  execute: async (step) => {
    const { code, input, output } = step.config as CodeConfig;
    const { value, log } = await step.runCode(code, (input ?? null) as Json);
    for (const line of log) step.log(line);
    const returned = value ?? null;
    if (output !== undefined) requireFit(step, output as JsonObject, returned);
    return { kind: 'done', port: 'out', output: returned };
  },
};

function requireFit(step: StepContext, schema: JsonObject, value: Json): void {
  const problems = step.lookup.validate(schema, value);
  if (problems.length === 0) return;
  const [{ path, message }] = problems as readonly [(typeof problems)[number]];
  const others = problems.length === 1 ? '' : `, and ${problems.length - 1} more`;
  throw new InvalidError(`What the code returned does not fit its output: ${path === '' ? 'it' : path} ${message}${others}.`, {
    code: 'code-output',
    help: 'Correct the code or the schema of its output.',
    details: problems.map((problem) => ({ path: problem.path, message: problem.message })),
    target: '/output',
  });
}
