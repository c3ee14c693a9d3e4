/** Publishes and deploys the example flows at first start, called flows before their callers. A flow that exists is left alone. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { ApiError } from '../http/api-error.ts';
import type { FlowDefinitions } from '../store/definitions.ts';
import type { Actor, FlowService } from '../versions/flow-service.ts';
import { SANDBOX_ENVIRONMENT } from './sandbox-connections.ts';

const SYSTEM: Actor = { userId: 'system', name: 'system' };

export async function deployExamples(examples: readonly FlowDocument[], service: FlowService, definitions: FlowDefinitions): Promise<void> {
  for (const document of examples) {
    if (definitions.latestVersion(document.id) !== undefined) continue;
    try {
      const draft = await service.addDraft(document.id, { document }, SYSTEM);
      const { version } = await service.publish(document.id, draft.draftId, 'Example that comes with Millrace', SYSTEM);
      await service.deploy(SANDBOX_ENVIRONMENT, document.id, version, SYSTEM);
    } catch (error) {
      throw new Error(`The example flow "${document.id}" could not be set up: ${describe(error)}`, { cause: error });
    }
  }
}

function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  const problems = (error.extra.problems ?? []) as readonly Problem[];
  return `${error.message} ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`;
}
