import { ORDERS } from '../bench-flows.mjs';
import { expectedAnswer, makeOrder } from '../order.mjs';
import { startDownstream, startLimit, startMillrace, startMillraceWith, stopAll } from '../programs.mjs';
import { alternate, compare } from '../rounds.mjs';

/** From the start of the process to the first right answer, on a data folder that has been used before. */
export const start = {
  id: 'start',
  async run() {
    const downstream = await startDownstream();
    const first = await startMillraceWith([ORDERS], downstream);
    await firstAnswerMs(first);
    await first.stop();
    let millrace = first;
    try {
      const measure = async (isOurs) => {
        const program = isOurs ? await startMillrace([downstream.port], first.folder) : await startLimit(downstream);
        const ms = await firstAnswerMs(program);
        if (isOurs) {
          millrace = program;
          await program.stop();
        } else await program.close();
        return ms;
      };
      const compared = compare(await alternate([true, false], measure));
      const [low, high] = compared.spread;
      return [
        {
          ...compared,
          id: 'start',
          unit: 'ms',
          target: 2,
          better: 'lower',
          note: `ratio ${low.toFixed(2)}–${high.toFixed(2)} in 5 rounds`,
        },
      ];
    } finally {
      await millrace.close();
      await stopAll();
    }
  },
};

export async function firstAnswerMs(program) {
  const order = makeOrder(1);
  const answer = await fetch(program.address('orders'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const given = await answer.json();
  if (given.status !== expectedAnswer(order).status) throw new Error(`${answer.status} ${JSON.stringify(given)}`);
  return performance.now() - program.startedAt;
}
