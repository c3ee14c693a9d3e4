// What happens on a page while something is done to it: frames, and how long the hand waits for what it did.
import { percentile } from './rounds.mjs';

const MOVES = 90;

/** Pulls with the mouse from a place of the screen in large loops. */
export async function drag(page, { x, y }) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 0; at < MOVES; at += 1) await page.mouse.move(x - 200 * Math.sin(at / 14), y - 90 * Math.sin(at / 9));
  await page.mouse.up();
}

/** Frames a second, and the milliseconds that 95 of 100 frames keep. */
export async function framesWhile(page, work) {
  await page.evaluate(() => {
    window.frames_ = [];
    const count = (at) => {
      window.frames_.push(at);
      window.counting_ = requestAnimationFrame(count);
    };
    window.counting_ = requestAnimationFrame(count);
  });
  await work();
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.counting_);
    return window.frames_;
  });
  const gaps = frames.slice(1).map((at, i) => at - frames[i]);
  return { fps: ((frames.length - 1) * 1_000) / (frames.at(-1) - frames[0]), p95Ms: percentile(gaps, 0.95) };
}

/** Share of the main thread that was busy meanwhile, by its own clock: 0 to 100. */
export async function busyWhile(page, work) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const [before, begun] = [await busy(), performance.now()];
  await work();
  const share = ((await busy()) - before) / ((performance.now() - begun) / 1_000);
  await session.detach();
  return 100 * share;
}

/** For each key that is pressed meanwhile, the milliseconds until the frame with what it did has been painted. */
export async function keysToPaint(page, keys) {
  await page.evaluate(() => {
    window.waits_ = [];
    window.heard_ = () => {
      const begun = performance.now();
      // A task behind the frame: by then it has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.waits_.push(performance.now() - begun);
        port2.postMessage(undefined);
      });
    };
    document.addEventListener('keydown', window.heard_, true);
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
  return page.evaluate(() => {
    document.removeEventListener('keydown', window.heard_, true);
    return window.waits_;
  });
}
