import { expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { ApiError } from '../http/api-error.ts';
import type { FlowService } from '../versions/flow-service.ts';
import { deployExamples } from './example-flows.ts';

const flow = (id: string) => ({ id, name: id }) as FlowDocument;

test('an example that does not go with flows of an earlier release is named and left out; what exists is left alone, the others come', async () => {
  const deployed: string[] = [];
  const errors: string[] = [];
  const service = {
    addDraft: (flowId: string) => Promise.resolve({ draftId: flowId }),
    publish(flowId: string) {
      if (flowId !== 'newer') return Promise.resolve({ version: 1 });
      const problems = [{ code: 'x', severity: 'error' as const, path: '/nodes/call', message: 'That is not its contract.', help: '' }];
      return Promise.reject(new ApiError(422, 'flow-has-errors', 'It has errors.', '', { problems }));
    },
    deploy: (_environment: string, flowId: string) => Promise.resolve(void deployed.push(flowId)),
  } as unknown as FlowService;
  await deployExamples({
    examples: [flow('kept'), flow('newer'), flow('other')],
    tests: [],
    service,
    definitions: { latestVersion: (id: string) => (id === 'kept' ? 3 : undefined) } as never,
    now: Date.now,
    log: { error: (_what, error) => errors.push(String(error)) },
  });
  expect(deployed).toEqual(['other']);
  expect(errors).toEqual([expect.stringContaining('"newer" could not be set up: It has errors. /nodes/call: That is not its contract.')]);
});
