// live-2000, event-to-pixel: all runs of a flow of 2,000 nodes on its drawing, a thousand updates a second. Its socket is played: what the
// server takes from an event to the socket is the row trace-live of `npm run bench`.
import { busyWhile, drag, framesWhile } from './editor-frames.mjs';
import { makeGridFlow } from './grid-flow.mjs';
import { percentile } from './rounds.mjs';

const SIZE = 2_000;
/** The server gathers; so often it sends. */
const MESSAGES_A_SECOND = 20;
const CHANGES = 1_000 / MESSAGES_A_SECOND;
/** In view, and changed with every message: it says when which message was painted. */
const WATCHED = 'card-46';

export const FIGURES = [
  { id: 'live-2000', unit: 'fps', target: 55 },
  { id: 'live-2000/thread', unit: '%', target: 40, better: 'lower' },
  { id: 'event-to-pixel', unit: 'ms', target: 150, better: 'lower' },
];

export async function measure({ page }) {
  const sentAt = new Map();
  let stop = () => {};
  await page.routeWebSocket('**/live', (socket) => {
    const send = (message) => socket.send(JSON.stringify(message));
    send({ type: 'hello', protocol: 2 });
    socket.onMessage((text) => {
      const { type, id, topic } = JSON.parse(text);
      if (type !== 'subscribe') return;
      send({ type: 'snapshot', id, seq: 0 });
      if (topic.counters !== true) return;
      stop();
      stop = play((flow) => send({ type: 'counters', id, flows: [flow] }), sentAt);
    });
  });
  const deployment = {
    environment: 'development',
    flowId: 'grid-flow',
    major: 1,
    version: 1,
    deployedBy: 'ada',
    deployedAt: '2026-01-01T00:00:00Z',
  };
  await page.route('**/api/flows/grid-flow', async (route) =>
    route.fulfill({ json: { ...(await (await route.fetch()).json()), latestVersion: 1, deployments: [deployment] } }),
  );
  await page.route('**/api/flows/grid-flow/versions/1', (route) =>
    route.fulfill({ json: { flowId: 'grid-flow', version: 1, document: makeGridFlow(SIZE) } }),
  );
  try {
    await page.goto('/flows/grid-flow/live?env=development');
    await page.locator(`.react-flow__node[data-id="${WATCHED}"] .card-counts`).waitFor();
    await page.evaluate(watchPaints, WATCHED);
    const card = await page.locator('.card').first().boundingBox();
    let frames;
    const thread = await busyWhile(page, async () => {
      frames = await framesWhile(page, () => drag(page, { x: card.x + card.width + 30, y: card.y + card.height + 16 }));
    });
    const paints = await page.evaluate(() => window.paints_);
    const waits = paints.flatMap(([count, at]) => (sentAt.has(count) ? [at - sentAt.get(count)] : []));
    if (waits.length < MESSAGES_A_SECOND / 2) throw new Error(`Only ${waits.length} messages were seen on the drawing.`);
    return { 'live-2000': frames.fps, 'live-2000/thread': thread, 'event-to-pixel': percentile(waits, 0.95) };
  } finally {
    stop();
  }
}

/** Counters of the whole flow as the server sends them, some of them others each time. Gives back how to end it. */
function play(send, sentAt) {
  const none = { completed: 0, failed: 0, running: 0, retrying: 0, waiting: 0, held: 0, parked: 0 };
  const nodes = Object.fromEntries(Array.from({ length: SIZE }, (_, at) => [`card-${at}`, { ...none, running: 1 }]));
  let count = 1;
  const timer = setInterval(() => {
    for (let at = 0; at < CHANGES; at += 1) {
      const id = `card-${(count * CHANGES + at) % SIZE}`;
      nodes[id] = { ...nodes[id], running: (nodes[id].running % 90) + 1 };
    }
    count += 1;
    nodes[WATCHED] = { ...none, running: count };
    sentAt.set(count, Date.now());
    send({
      flow: 'grid-flow',
      accepted: 0,
      running: 1,
      waiting: 0,
      held: 0,
      parked: 0,
      completed: 0,
      failed: 0,
      otherwise: 0,
      duplicates: 0,
      nodes,
    });
  }, 1_000 / MESSAGES_A_SECOND);
  return () => clearInterval(timer);
}

/** On the page: which count was painted when. */
function watchPaints(id) {
  window.paints_ = [];
  const card = document.querySelector(`.react-flow__node[data-id="${id}"]`);
  new MutationObserver(() => {
    const count = Number(card.querySelector('.card-counts')?.textContent);
    requestAnimationFrame(() => setTimeout(() => window.paints_.push([count, Date.now()])));
  }).observe(card, { subtree: true, childList: true, characterData: true });
}
