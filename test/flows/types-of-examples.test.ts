/** What typing says of the example flows: nothing wrong as they are, nearly all of it known, and what is wrong once somebody slips. */
import { expect, test } from 'vitest';
import { prepare } from '#flows/check/checked-flow.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { checkFlowTypes } from '#flows/typing/check-flow-types.ts';
import { checkFlow } from '#flows/validate-flow.ts';
import { nodeTypes } from '#nodes/catalog.ts';
import { makeMistakes } from '../support/seeded-mistakes.ts';

const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
const context = {
  nodeTypes: (type: string) => manifests.get(type),
  flows(called: string, major: number) {
    const found = exampleFlows.find(({ id, contract }) => id === called && contract.major === major);
    return found === undefined
      ? undefined
      : { contract: found.contract, document: found, ...(found.lane === undefined ? {} : { lane: found.lane.name }) };
  },
};

test('FTY-7 nothing is found in them, and of nine values in ten it is known what they are', () => {
  const checks = exampleFlows.map((flow) => checkFlowTypes(prepare(flow, context)));
  expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
  const values = checks.reduce((sum, { coverage }) => sum + coverage.values, 0);
  const typed = checks.reduce((sum, { coverage }) => sum + coverage.typed, 0);
  console.info(`${typed} of ${values} values are typed for sure: ${((typed / values) * 100).toFixed(1)} %`);
  expect(typed / values).toBeGreaterThanOrEqual(0.9);
}, 60_000);

const SEED = Number(process.env['MILLRACE_MISTAKES_SEED'] ?? 4711);
const MISTAKES = 100;

test('FTY-4 of a hundred mistakes at least 95 are found', () => {
  const mistakes = makeMistakes(exampleFlows, MISTAKES, SEED);
  expect(mistakes).toHaveLength(MISTAKES);
  const missed = mistakes.filter(({ flow }) => checkFlow(flow, context).length === 0);
  console.info(`seed ${SEED}: ${MISTAKES - missed.length} of ${MISTAKES} found`);
  for (const { kind, what } of missed) console.info(`  missed: ${kind}: ${what.slice(0, 400)}`);
  expect(missed.length).toBeLessThanOrEqual(5);
}, 120_000);
