/**
 * Makes the example flows live at first start, with the samples and tests that they bring. A flow that exists is left alone; what a start
 * that was interrupted has begun is finished by the next one. One that does not go with those that exist, as an earlier release brought
 * them, is named in the log and left out: the start goes on.
 */
import type { ExampleTests } from '#flows/examples/tests/example-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { hasErrors, type Problem } from '#flows/problem.ts';
import { ApiError } from '../http/api-error.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';
import type { FlowTestDefinitions, SampleDefinitions } from '../store/flow-test-definitions.ts';
import type { Actor } from '../versions/actor.ts';
import { allEnded } from '../versions/all-ended.ts';
import type { FlowService } from '../versions/flow-service.ts';
import { SANDBOX_ENVIRONMENT } from './sandbox-connections.ts';

const SYSTEM: Actor = { userId: 'system', name: 'system' };

export interface ExampleParts {
  readonly examples: readonly FlowDocument[];
  readonly tests: readonly ExampleTests[];
  readonly service: FlowService;
  readonly definitions: FlowDefinitions & FlowTestDefinitions & SampleDefinitions;
  readonly now: () => number;
  readonly log: Pick<Log, 'error'>;
}

const NOTE = 'Example that comes with Millrace';

export async function deployExamples(parts: ExampleParts): Promise<void> {
  const missing = parts.examples.filter(({ id }) => !isThere(parts.definitions, id));
  // All of them go with one another: that was checked when Millrace was made.
  if (missing.length === parts.examples.length && (await isInstalled(parts, missing))) return;
  for (const document of missing) {
    try {
      if (parts.definitions.latestVersion(document.id) === undefined) await requireSound(parts, document);
      await install(parts, [document]);
    } catch (error) {
      parts.log.error('example flow left out', new Error(`"${document.id}" could not be set up: ${describe(error)}`, { cause: error }));
    }
  }
}

async function isInstalled(parts: ExampleParts, documents: readonly FlowDocument[]): Promise<boolean> {
  try {
    await install(parts, documents);
    return true;
  } catch {
    // One by one, so that what is wrong has a name and the others come.
    return false;
  }
}

async function install(parts: ExampleParts, documents: readonly FlowDocument[]): Promise<void> {
  // First: a start that is interrupted finds the flow not live yet, and does again what is missing.
  await allEnded(documents.flatMap(({ id }) => addTests(parts, id)));
  await parts.service.install(SANDBOX_ENVIRONMENT, documents, NOTE, SYSTEM);
}

/** The flows that it calls may be of another release. */
async function requireSound({ service }: ExampleParts, document: FlowDocument): Promise<void> {
  const { problems } = await service.check(document);
  if (hasErrors(problems)) throw new ApiError(422, 'flow-has-errors', 'It has errors.', '', { problems });
}

/** False also for one of ours that a start left before it was live; withdrawn by somebody it has been live. */
function isThere(definitions: FlowDefinitions, flowId: string): boolean {
  const [latest] = definitions.listVersions(flowId);
  if (latest === undefined) return false;
  const isUntouched = latest.version === 1 && latest.publishedBy === SYSTEM.name && latest.note === NOTE;
  return !isUntouched || definitions.wasDeployed(SANDBOX_ENVIRONMENT, flowId, latest.version);
}

/** In one commit each, all at once: the store joins them. */
function addTests({ tests, definitions, now }: ExampleParts, flowId: string): readonly Promise<unknown>[] {
  const brought = tests.find(({ flow }) => flow === flowId);
  if (brought === undefined) return [];
  const audit = (action: string, name: string) => ({ by: SYSTEM.name, action, object: `flow ${flowId}`, detail: { name } });
  const known = new Set(definitions.listSamples(flowId).map(({ name }) => name));
  const samples = Object.entries(brought.samples((ahead) => dayAhead(now(), ahead))).filter(([name]) => !known.has(name));
  return [
    ...Object.entries(brought.tests).map(([name, test]) =>
      definitions.putFlowTest(flowId, name, test, 0, audit('flow-test-changed', name)),
    ),
    ...samples.map(([name, payload]) =>
      definitions.putSample(
        { sampleId: `smp_${newId()}`, flowId, name, payload, createdBy: SYSTEM.name, createdAt: new Date(now()).toISOString() },
        audit('sample-added', name),
      ),
    ),
  ];
}

const DAY_MS = 86_400_000;

function dayAhead(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  const problems = (error.extra.problems ?? []) as readonly Problem[];
  return `${error.message} ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`;
}
