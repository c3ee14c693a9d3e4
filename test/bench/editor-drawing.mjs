// open-2000, pan-2000, drag-2000, undo-200: a draft of 2,000 nodes. The language allows fewer: the page is given a larger draft than the
// server would take.
import { busyWhile, drag, framesWhile } from './editor-frames.mjs';
import { makeGridFlow } from './grid-flow.mjs';
import { startLargeDraftProxy } from './large-draft-proxy.mjs';

const SIZE = 2_000;

export const FIGURES = [
  { id: 'open-2000', unit: 'ms', target: 600, better: 'lower' },
  { id: 'open-2000/elements', unit: 'elements', target: 1_000, better: 'lower' },
  { id: 'open-2000/heap', unit: 'MB', target: 60, better: 'lower' },
  { id: 'pan-2000', unit: 'fps', target: 55 },
  { id: 'pan-2000/p95', unit: 'ms', target: 34, better: 'lower' },
  { id: 'pan-2000/overview', unit: 'fps', target: 55 },
  { id: 'drag-2000', unit: 'fps', target: 55 },
  { id: 'drag-2000/p95', unit: 'ms', target: 34, better: 'lower' },
  { id: 'drag-2000/thread', unit: '%', target: 100, better: 'lower' },
  { id: 'undo-200', unit: 'ms', target: 50, better: 'lower' },
  { id: 'undo-200/redo', unit: 'ms', target: 50, better: 'lower' },
  { id: 'undo-200/paste', unit: 'ms', target: 50, better: 'lower' },
];

export async function measure({ page, draft, path, url }) {
  const proxy = await startLargeDraftProxy(url, { ...draft, document: makeGridFlow(SIZE), problems: [] });
  try {
    return await measureDrawing(page, proxy.url, path);
  } finally {
    await page.close();
    await proxy.stop();
  }
}

async function measureDrawing(page, url, path) {
  // Often enough that the browser keeps scripts compiled: what is measured is the drawing.
  for (let visit = 0; visit < 3; visit += 1) {
    await page.goto(url + path);
    await page.locator('.card').first().waitFor();
    await page.goto(`${url}/flows`);
    await page.locator('h1').first().waitFor();
  }
  const begun = performance.now();
  await page.goto(url + path);
  await page.locator('.card').first().waitFor();
  const openMs = performance.now() - begun;
  const elements = await page.locator('.canvas *').count();
  const heapMb = (await page.evaluate(() => performance.memory.usedJSHeapSize)) / 1e6;
  const box = await page.locator('.canvas').boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // Between the cards: 280 apart, 180 wide.
  const free = await page.evaluate(() => {
    const card = document.querySelector('.card').getBoundingClientRect();
    return { x: card.right + 40, y: card.bottom + 20 };
  });
  const pan = await framesWhile(page, () => drag(page, free));
  const card = await page.locator('.react-flow__node').nth(20).boundingBox();
  let dragged;
  const thread = await busyWhile(page, async () => {
    dragged = await framesWhile(page, () => drag(page, { x: card.x + 60, y: card.y + 12 }));
  });
  const { paste, undo, redo } = await undoTimes(page);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.locator('canvas.overview').waitFor();
  const overview = await framesWhile(page, () => drag(page, middle));
  return {
    'open-2000': openMs,
    'open-2000/elements': elements,
    'open-2000/heap': heapMb,
    'pan-2000': pan.fps,
    'pan-2000/p95': pan.p95Ms,
    'pan-2000/overview': overview.fps,
    'drag-2000': dragged.fps,
    'drag-2000/p95': dragged.p95Ms,
    'drag-2000/thread': thread,
    'undo-200': undo,
    'undo-200/redo': redo,
    'undo-200/paste': paste,
  };
}

/** 200 nodes are pasted, taken back and brought again: from the key press to the frame after it. */
async function undoTimes(page) {
  const { nodes, edges, layout } = makeGridFlow(200);
  const text = JSON.stringify({ millrace: 'nodes', nodes, edges, layout });
  return page.evaluate(async (copied) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const until = async (dispatch) => {
      // Whatever the one before left to do is done by then.
      for (let at = 0; at < 20; at += 1) await frame();
      const begun = performance.now();
      dispatch();
      await frame();
      return performance.now() - begun;
    };
    const press = (key) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    document.activeElement?.blur();
    const paste = await until(() =>
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
    );
    return { paste, undo: await until(() => press('z')), redo: await until(() => press('y')) };
  }, text);
}
