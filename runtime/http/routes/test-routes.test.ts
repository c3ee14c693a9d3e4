import { expect, test } from 'vitest';
import { MOST_TESTS } from '../../flow-tests/most-tests.ts';
import type { FlowTestRow } from '../../store/flow-test-definitions.ts';
import type { ApiRequest } from '../route.ts';
import { type TestRouteParts, testRoutes } from './test-routes.ts';

/** The route that stores a test, beside as many as are there. */
function storing(count: number) {
  const rows = new Map(
    Array.from({ length: count }, (_, index) => [`test-${index}`, { name: `test-${index}`, revision: 1 } as FlowTestRow]),
  );
  const definitions = {
    findFlowTest: (_flow: string, name: string) => rows.get(name),
    listFlowTests: () => [...rows.values()],
    async putFlowTest(flowId: string, name: string, kept: FlowTestRow['test'], revision: number) {
      rows.set(name, { ...rows.get(name)!, flowId, name, test: kept, revision: revision + 1 });
      return rows.get(name);
    },
  };
  const routes = testRoutes({ definitions, folderOf: () => 'sales' } as unknown as TestRouteParts);
  const route = routes.find(({ method, path }) => method === 'PUT' && path.endsWith('/tests/{name}'))!;
  return (name: string, revision: number) =>
    route.handle({
      params: { flowId: 'orders', name },
      body: { test: {} },
      caller: { name: 'Ada' },
      require: () => {},
      revision: () => revision,
    } as unknown as ApiRequest);
}

test('API-93 a flow has as many tests as one request runs, and no more', async () => {
  const store = storing(MOST_TESTS - 1);
  expect(await store('the-last', 0)).toMatchObject({ body: { name: 'the-last' } });
  await expect(store('one-more', 0)).rejects.toMatchObject({
    status: 409,
    code: 'too-many-tests',
    help: expect.stringContaining('Remove'),
  });
  expect(await store('the-last', 1)).toMatchObject({ body: { revision: 2 } });
});
