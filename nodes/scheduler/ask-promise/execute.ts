import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { callScheduler } from '../client.ts';
import type { PromiseAnswer } from '../contract.ts';
import { type AskPromiseConfig, askPromiseManifest } from './manifest.ts';

type Asked = AskPromiseConfig['items'][number];

export const schedulerAskPromise: StepNode = {
  manifest: askPromiseManifest,
  async execute(step) {
    const { items } = step.config as AskPromiseConfig;
    const answers = await Promise.all(
      items.map(({ line: _line, ...asked }) =>
        step.read('ask-promise', asked, (exchange) =>
          // Nothing is kept there: a question that travels as POST because it has a body.
          callScheduler(step.connection, exchange, { method: 'POST', path: '/v1/promises', body: asked }).then(withLines),
        ),
      ),
    );
    const output = {
      binding: false,
      asOf: answers.map((answer) => String(answer['asOf'])).sort()[0]!,
      items: items.map((asked, index) => toPromiseLine(asked, answers[index] as unknown as PromiseAnswer)),
    };
    return { kind: 'done', port: 'out', output };
  },
};

/** In the words of `flows/schemas/promise-answer.json`. */
export function toPromiseLine({ line, unit, requestedDate }: Asked, answer: PromiseAnswer): JsonObject {
  const { available, lines, reason, blocking } = answer;
  const why = reason === undefined ? {} : { reason: blocking === undefined ? reason : `${reason}: ${blocking}` };
  if (reason === 'invalid-data') return { line, verdict: 'unknown', source: 'unknown', lines: [], ...why };
  const inTime = lines.some(({ date }) => date <= requestedDate);
  return {
    line,
    verdict: available ? 'available' : lines.length === 0 ? 'not-available' : inTime ? 'partly-available' : 'later',
    source: lines.length === 0 ? 'unknown' : lines.some(({ source }) => source === 'plan') ? 'plan' : 'stock',
    lines: lines.map(({ quantity, date, plant }) => ({ quantity, unit, date, plant })),
    ...why,
  };
}

function withLines(body: JsonObject | undefined): JsonObject {
  if (typeof body?.['asOf'] === 'string' && Array.isArray(body['lines'])) return body;
  throw new InvalidError('The scheduler answers without asOf and lines', { code: 'answer-incomplete' });
}
