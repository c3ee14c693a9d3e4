/** The code and the schemas that a flow brings, each tried out once in a child process: problems like those of any check. */
import { findInlineSamples, type InlineSample } from '#flows/check/inline-samples.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { Problem } from '#flows/problem.ts';
import { collectSchemas } from '#flows/schema-refs.ts';
import type { ExpressionEngine, TrialFault } from '../expressions/evaluator.ts';

/** Samples whose outcome is remembered: a draft is checked with every key press. */
const MOST_REMEMBERED = 500;

export function createTrial(
  expressions: Pick<ExpressionEngine, 'tryOut'>,
  nodeTypes: (type: string) => Pick<NodeManifest, 'config'> | undefined,
): (flow: FlowDocument) => Promise<readonly Problem[]> {
  const known = new Map<string, TrialFault | undefined>();

  async function faultOf({ what }: InlineSample, schemas: { readonly [ref: string]: JsonSchema }): Promise<TrialFault | undefined> {
    const sample = what.kind === 'code' ? what : { ...what, schemas };
    const text = JSON.stringify(sample);
    if (known.has(text)) return known.get(text);
    const fault = await expressions.tryOut(sample);
    if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value!);
    known.set(text, fault);
    return fault;
  }

  return async (flow) => {
    const schemas = collectSchemas(flow);
    const problems: Problem[] = [];
    for (const sample of findInlineSamples(flow, nodeTypes)) {
      const fault = await faultOf(sample, schemas);
      if (fault !== undefined) problems.push(toProblem(sample, fault));
    }
    return problems;
  };
}

function toProblem({ path, nodeId, what }: InlineSample, { message, line, pointer = '' }: TrialFault): Problem {
  const isCode = what.kind === 'code';
  const place = what.kind === 'code' && line !== undefined ? placeOfLine(what.code, line) : undefined;
  return {
    code: isCode ? 'code-unreadable' : 'schema-unusable',
    severity: 'error',
    path: path + pointer,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(place === undefined ? {} : { place }),
    message: isCode
      ? `The code cannot be read: ${message}${line === undefined ? '' : ` (line ${line})`}`
      : `The schema cannot be used: ${message}`,
    help: isCode ? 'Correct the code.' : 'Correct the schema, or make it simpler.',
  };
}

/** Undefined where the code has no such line. */
function placeOfLine(code: string, line: number): Problem['place'] {
  const lines = code.split('\n');
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  return { offset: lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0), length: text.length };
}
