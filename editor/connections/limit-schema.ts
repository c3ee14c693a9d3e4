/** What a connection may carry, and when its circuit opens, as a form. */
import type { JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';

export const LIMITS: JsonSchema = {
  type: 'object',
  properties: {
    withholdWrites: {
      type: 'boolean',
      default: false,
      title: t('limits.withhold', 'Dry run: withhold writes'),
      description: t(
        'limits.withhold-help',
        'Flows read from the system; what they would write is kept with the run and never sent, also not later. Steps behind a write see that it was withheld.',
      ),
    },
    testWrites: {
      type: 'boolean',
      default: false,
      title: t('limits.test-writes', 'Allow test writes'),
      description: t(
        'limits.test-writes-help',
        'In development only: steps that are tried while a flow is drawn really write here. Otherwise what they would write is shown and not sent.',
      ),
    },
    concurrency: {
      type: 'integer',
      default: 10,
      title: t('limits.concurrency', 'Calls at once'),
      description: t('limits.concurrency-help', 'Further ones wait their turn.'),
    },
    ratePerSecond: { type: 'number', title: t('limits.rate', 'Calls a second') },
    burst: { type: 'integer', title: t('limits.burst', 'Calls in a burst') },
    openAfter: {
      type: 'integer',
      default: 5,
      title: t('limits.open', 'Opens after failures in a row'),
      description: t('limits.open-help', 'From then on calls are held instead of failing.'),
    },
    trialAfterMs: { type: 'integer', default: 30_000, format: 'duration-ms', title: t('limits.trial', 'First trial after') },
    drainPerSecond: {
      type: 'number',
      default: 50,
      title: t('limits.drain', 'Held calls let through a second'),
      description: t('limits.drain-help', 'When the system is back, so that it is not run over.'),
    },
  },
};
