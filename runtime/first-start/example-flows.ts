/**
 * Publishes and deploys the example flows at first start, called flows before their callers, with the samples and tests that they bring. A
 * flow that exists is left alone; one that does not go with those that exist, as an earlier release brought them, is named in the log and
 * left out: the start goes on.
 */
import type { ExampleTests } from '#flows/examples/tests/example-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { ApiError } from '../http/api-error.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { FlowDefinitions, FlowTestDefinitions, SampleDefinitions } from '../store/definitions.ts';
import type { Actor, FlowService } from '../versions/flow-service.ts';
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

export async function deployExamples(parts: ExampleParts): Promise<void> {
  const { service, definitions } = parts;
  for (const document of parts.examples) {
    if (definitions.latestVersion(document.id) !== undefined) continue;
    try {
      const draft = await service.addDraft(document.id, { document }, SYSTEM);
      const { version } = await service.publish(document.id, draft.draftId, 'Example that comes with Millrace', SYSTEM);
      await service.deploy(SANDBOX_ENVIRONMENT, document.id, version, SYSTEM);
      await addTests(parts, document.id);
    } catch (error) {
      parts.log.error('example flow left out', new Error(`"${document.id}" could not be set up: ${describe(error)}`, { cause: error }));
    }
  }
}

/** In one commit each, all at once: the store joins them. */
async function addTests({ tests, definitions, now }: ExampleParts, flowId: string): Promise<void> {
  const brought = tests.find(({ flow }) => flow === flowId);
  if (brought === undefined) return;
  const audit = (action: string, name: string) => ({ by: SYSTEM.name, action, object: `flow ${flowId}`, detail: { name } });
  await Promise.all([
    ...Object.entries(brought.tests).map(([name, test]) =>
      definitions.putFlowTest(flowId, name, test, 0, audit('flow-test-changed', name)),
    ),
    ...Object.entries(brought.samples((ahead) => dayAhead(now(), ahead))).map(([name, payload]) =>
      definitions.putSample(
        { sampleId: `smp_${newId()}`, flowId, name, payload, createdBy: SYSTEM.name, createdAt: new Date(now()).toISOString() },
        audit('sample-added', name),
      ),
    ),
  ]);
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
