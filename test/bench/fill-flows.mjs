// Publishes and deploys flows in the data folder of a stopped Millrace, through the store's own definitions.
// node fill-flows.mjs '{"dataFolder":…,"flows":10000}' → one JSON line.
import { openStore } from '../../dist/runtime/store/open-store.js';

const { dataFolder, flows } = JSON.parse(process.argv[2]);
const startedAt = performance.now();
const store = openStore({ dataFolder });
const AT_ONCE = 200;

async function deploy(index) {
  const id = `grown-${index}`;
  const document = {
    format: 1,
    id,
    name: id,
    layer: 'process',
    owner: 'bench',
    contract: { major: 1 },
    nodes: {
      webhook: { type: 'core/webhook', version: 1, config: { path: id, authentication: 'public' } },
      respond: { type: 'core/respond', version: 1, config: { status: 200, body: true } },
    },
    edges: [{ from: 'webhook', to: 'respond' }],
  };
  const by = { by: 'bench', action: 'published', object: `flow ${id}` };
  const version = {
    flowId: id,
    major: 1,
    document,
    schemas: {},
    meaningHash: id,
    note: 'bench',
    publishedBy: 'bench',
    publishedById: 'bench',
    authorId: 'bench',
    editedById: 'bench',
  };
  await store.definitions.insertVersion(version, by);
  const deployment = {
    environment: 'development',
    flowId: id,
    major: 1,
    version: 1,
    deployedBy: 'bench',
    deployedAt: new Date().toISOString(),
  };
  await store.definitions.putDeployment(deployment, { ...by, action: 'deployed' });
}

for (let from = 0; from < flows; from += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, flows - from) }, (_, index) => deploy(from + index)));
await store.close();
console.log(JSON.stringify({ count: flows, seconds: (performance.now() - startedAt) / 1000 }));
