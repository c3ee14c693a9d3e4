/**
 * Node types as a flow sees them that is tried while it is drawn: steps that are answered for do nothing, everything else really runs;
 * a write that is withheld goes on with an answer made from the schema of its output, so that what follows can be tried too.
 */
import type { StepDouble } from '#flows/flow-test.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { isDerived, type NodeManifest } from '#flows/node-manifest.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import { withoutIteration } from '#flows/step-views.ts';
import { InternalError } from '#nodes/errors.ts';
import type { NodeType, StepNode } from '#nodes/node.ts';
import type { StepContext } from '#nodes/step.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { WriteWithheld } from '../embedded/attempt-endings.ts';
import { answeredStep, answerOf } from './doubled-nodes.ts';

/** What a step gives instead of being performed. */
export type TriedAnswer = Exclude<StepDouble, { readonly lost: unknown }>;

export interface TriedNodes {
  readonly nodeTypes: readonly NodeType[];
  /** What the config of a step came to when it was performed last, by path. */
  readonly configs: ReadonlyMap<string, Json>;
}

/** Where a step goes on by itself, and the schema of what it gives there. */
export interface WayOut {
  readonly port: string;
  readonly output: JsonSchema;
}

/** `firstWayOut`: of the step at a path, as it is drawn. */
export function triedNodes(
  installed: readonly NodeType[],
  answers: { readonly [nodeId: string]: TriedAnswer },
  firstWayOut: (path: string, manifest: NodeManifest) => WayOut | undefined,
): TriedNodes {
  const configs = new Map<string, Json>();
  const answered: StepNode = answeredStep(async ({ path }) => {
    const answer = answers[withoutIteration(path)];
    if (answer === undefined) throw new InternalError(`Nothing answers for "${path}".`, { code: 'no-answer' });
    const { port, output } = answerOf(answer, answered);
    return { kind: 'done', port, output };
  });

  async function perform(type: StepNode, step: StepContext): Promise<StepOutcome> {
    configs.set(step.path, step.config);
    try {
      return await type.execute(step);
    } catch (thrown) {
      if (!(thrown instanceof WriteWithheld)) throw thrown;
      return simulatedOutcome(type.manifest, firstWayOut(step.path, type.manifest), thrown);
    }
  }

  return {
    configs,
    nodeTypes: [
      ...installed.map((type): NodeType => ('execute' in type ? { ...type, execute: (step) => perform(type, step) } : type)),
      answered,
    ],
  };
}

/** The example of the node says more than its schema: an amount in it is one that the next map can calculate with. */
function simulatedOutcome({ output, example }: NodeManifest, way: WayOut | undefined, withheld: WriteWithheld): StepOutcome {
  // The engine lets it leave by its first port, with no more than what was withheld.
  if (way === undefined) throw withheld;
  const made = sampleOf(way.output, resolveSchema);
  // What depends on how the node is set cannot be read off its example.
  const shown = isDerived(output) ? {} : fieldsOf(example?.output);
  return { kind: 'done', port: way.port, output: { ...fieldsOf(made), ...shown, ...(withheld.output as JsonObject) } };
}

function fieldsOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
