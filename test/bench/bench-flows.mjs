// The flows that the benches run, and how they are published: through the API, as every flow is.
import { CONTAINED_ROWS, DIRECT_ROWS, MAP_ROWS, ORDER_SCHEMA } from './order.mjs';

export const SETUP_TOKEN = 'setup-token-of-the-bench';
const ENVIRONMENT = 'development';

const node = (type, config, more = {}) => ({ type, version: 1, config, ...more });
const flow = (id, rest) => ({ format: 1, id, name: id, layer: 'process', owner: 'bench', contract: { major: 1 }, ...rest });
const post = (connection, path, body) =>
  node('http/request', { method: 'POST', path, body, idempotency: 'receiver-honours-key' }, { connection });

/** webhook → validate → map 10 fields → HTTP → switch → respond. */
const orderFlow = (id, path, rows) =>
  flow(id, {
    respondWithinMs: 30_000,
    nodes: {
      webhook: node('core/webhook', { path, authentication: 'public', synchronous: true }),
      validate: node('core/validate', { schema: ORDER_SCHEMA, value: '= trigger.body' }),
      map: node('core/map', { rows }),
      post: post('downstream', '/orders', '= steps.map'),
      size: node('core/switch', { cases: [{ port: 'review', when: '= steps.post.body.total > 300' }], otherwise: 'accepted' }),
      review: node('core/respond', { status: 200, body: { order: '= trigger.body.orderId', status: 'review' } }),
      accepted: node('core/respond', { status: 200, body: { order: '= trigger.body.orderId', status: 'accepted' } }),
      invalid: node('core/respond', { status: 400, body: '= steps.validate.problems' }),
    },
    edges: [
      { from: 'webhook', to: 'validate' },
      { from: 'validate', port: 'valid', to: 'map' },
      { from: 'validate', port: 'invalid', to: 'invalid' },
      { from: 'map', port: 'out', to: 'post' },
      { from: 'post', port: 'out', to: 'size' },
      { from: 'size', port: 'review', to: 'review' },
      { from: 'size', port: 'accepted', to: 'accepted' },
    ],
  });

/** The mapping of the real world: two of its ten rows need more than direct expressions. */
export const ORDERS = orderFlow('bench-orders', 'orders', MAP_ROWS);
/** The same with a mapping of direct expressions alone. */
export const DIRECT = orderFlow('bench-direct', 'direct', DIRECT_ROWS);
/** The same with a mapping that is not compiled: a child process computes it. */
export const CONTAINED = orderFlow('bench-contained', 'contained', CONTAINED_ROWS);

/** A durable 202; the run is over as soon as it begins. */
export const ACCEPT = flow('bench-accept', {
  nodes: {
    webhook: node('core/webhook', { path: 'accept', authentication: 'public' }),
    respond: node('core/respond', { status: 200, body: true }),
  },
  edges: [{ from: 'webhook', to: 'respond' }],
});

/** What needs the system that is down. */
export const HELD = flow('bench-held', {
  nodes: { webhook: node('core/webhook', { path: 'held', authentication: 'public' }), post: post('down', '/orders', '= trigger.body') },
  edges: [{ from: 'webhook', to: 'post' }],
});

/** One lane for each order. */
export const LANES = flow('bench-lanes', {
  lane: { name: 'order', key: '= trigger.body.order' },
  nodes: { webhook: node('core/webhook', { path: 'lanes', authentication: 'public' }), post: post('lanes', '/', '= trigger.body') },
  edges: [{ from: 'webhook', to: 'post' }],
});

/** A webhook and maps one behind the other, each over what the one before gave. */
export function chainFlow(nodes) {
  const names = Array.from({ length: nodes - 1 }, (_, index) => `map-${index}`);
  const before = (index) => (index === 0 ? 'trigger.body' : `steps.\`${names[index - 1]}\``);
  return flow(`bench-chain-${nodes}`, {
    nodes: {
      webhook: node('core/webhook', { path: `chain-${nodes}`, authentication: 'public' }),
      ...Object.fromEntries(
        names.map((name, index) => [
          name,
          node('core/map', {
            rows: [
              { target: 'order', expression: `${before(index)}.order` },
              { target: 'place', expression: `${before(index)}.place` },
            ],
          }),
        ]),
      ),
    },
    edges: ['webhook', ...names.slice(0, -1)].map((from, index) => ({ from, to: names[index] })),
  });
}

/** `connections` are names and ports of HTTP services, `others` connections of any type. Gives the API token. */
export async function deployFlows(base, flows, connections, others = {}) {
  const call = async (method, path, body, token, headers = {}) => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const { apiToken } = await call('POST', '/api/setup', {
    token: SETUP_TOKEN,
    email: 'bench@plant.example',
    name: 'Bench',
    password: 'seven mills by the river',
  });
  for (const [name, port] of Object.entries(connections)) {
    const connection = { type: 'http', settings: { baseUrl: `http://127.0.0.1:${port}` }, limits: { concurrency: 1000 } };
    await call('PUT', `/api/environments/${ENVIRONMENT}/connections/${name}`, connection, apiToken, { 'if-match': '0' });
  }
  for (const [name, connection] of Object.entries(others))
    await call('PUT', `/api/environments/${ENVIRONMENT}/connections/${name}`, connection, apiToken, { 'if-match': '0' });
  for (const document of flows) {
    const { draftId } = await call('POST', `/api/flows/${document.id}/drafts`, { document }, apiToken);
    const { version } = await call('POST', `/api/flows/${document.id}/versions`, { draftId, note: 'bench' }, apiToken);
    await call('PUT', `/api/environments/${ENVIRONMENT}/deployments/${document.id}`, { version }, apiToken);
  }
  return apiToken;
}
