/**
 * FTY-2: what a node gives is what its manifest says, by the port that it ends at. Wraps the step whose `execute.ts` stands beside the
 * test, so that all tests that execute one prove it, those of nodes that are added tomorrow as well.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { StepNode } from '#nodes/node.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';

const { testPath = '' } = expect.getState();
const beside = join(dirname(testPath), 'execute.ts');
if (/\/nodes\/(?!sandbox\/)/.test(testPath) && existsSync(beside)) {
  const module = (await import(pathToFileURL(beside).href)) as { readonly [name: string]: unknown };
  // Loaded here alone: every file of unit tests begins with this one, and few stand beside a step.
  const { outputAt } = await import('#flows/derive.ts');
  const { problemsAgainst } = await import('./canonical.ts');
  const requireFit = (manifest: NodeManifest, config: JsonObject, outcome: StepOutcome): void => {
    if (outcome.kind !== 'done') return;
    const schema = outputAt(manifest, { config }, outcome.port, { contract: { major: 1 } });
    const said = `${manifest.type} ends at "${outcome.port}" with ${JSON.stringify(outcome.output)?.slice(0, 2000)}`;
    expect(problemsAgainst(schema, outcome.output), said).toEqual([]);
  };
  for (const exported of Object.values(module)) if (isStepNode(exported)) watch(exported, requireFit);
}

function watch(nodeType: StepNode, requireFit: (manifest: NodeManifest, config: JsonObject, outcome: StepOutcome) => void): void {
  const { execute, manifest } = nodeType;
  const watched: StepNode['execute'] = (step) => {
    const judged = (outcome: StepOutcome): StepOutcome => {
      requireFit(manifest, step.config as JsonObject, outcome);
      return outcome;
    };
    const outcome = execute.call(nodeType, step);
    return outcome instanceof Promise ? outcome.then(judged) : judged(outcome);
  };
  Object.assign(nodeType, { execute: watched });
}

function isStepNode(value: unknown): value is StepNode {
  return typeof value === 'object' && value !== null && 'manifest' in value && 'execute' in value && typeof value.execute === 'function';
}
