/** The settings of a flow as forms: which fields there are and what they mean. The document's own schema checks them. */
import type { JsonSchema } from '#flows/json.ts';
import { t } from '../text.ts';

export const CONTRACT: JsonSchema = {
  type: 'object',
  required: ['major'],
  properties: {
    major: {
      type: 'integer',
      'x-fixed': true,
      enum: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      title: t('settings.major', 'Major'),
      description: t('settings.major-help', 'Callers rely on it; two majors can be live side by side.'),
    },
    input: { type: 'object', format: 'json-schema', title: t('settings.input', 'What comes in') },
    output: { type: 'object', format: 'json-schema', title: t('settings.output', 'What comes out') },
  },
};

export const LANE: JsonSchema = {
  type: 'object',
  required: ['key', 'name'],
  properties: {
    key: {
      type: 'string',
      format: 'expression',
      title: t('settings.lane-key', 'Key'),
      description: t('settings.lane-key-help', 'What must stay in order, such as the order number.'),
    },
    name: {
      type: 'string',
      'x-fixed': true,
      title: t('settings.lane-name', 'Lane'),
      description: t('settings.lane-name-help', 'Flows that share it keep order among one another.'),
    },
    sequence: {
      type: 'string',
      format: 'expression',
      title: t('settings.lane-sequence', 'Sequence'),
      description: t('settings.lane-sequence-help', 'An older one than the last that was done ends as stale.'),
    },
    onFailure: {
      type: 'string',
      'x-fixed': true,
      enum: ['park', 'compensate', 'continue'],
      default: 'park',
      title: t('settings.lane-failure', 'When a run fails'),
    },
    whenNewer: {
      type: 'string',
      'x-fixed': true,
      enum: ['queue', 'supersede', 'coalesce'],
      default: 'queue',
      title: t('settings.lane-newer', 'When a newer one comes'),
    },
    whileWaiting: {
      type: 'string',
      'x-fixed': true,
      enum: ['hold', 'release'],
      default: 'hold',
      title: t('settings.lane-waiting', 'While a run waits'),
    },
    debounceMs: { type: 'integer', format: 'duration-ms', 'x-fixed': true, title: t('settings.lane-debounce', 'Wait for newer ones') },
  },
};

export const IDEMPOTENCY: JsonSchema = {
  type: 'object',
  required: ['key'],
  properties: {
    key: {
      type: 'string',
      format: 'expression',
      title: t('settings.idempotency-key', 'Key'),
      description: t('settings.idempotency-key-help', 'What tells that it is the same message, such as its id.'),
    },
    windowMs: { type: 'integer', format: 'duration-ms', 'x-fixed': true, title: t('settings.idempotency-window', 'Remembered for') },
  },
};

export const OBJECT: JsonSchema = {
  type: 'object',
  required: ['type', 'keys'],
  properties: {
    type: { type: 'string', 'x-fixed': true, title: t('settings.object-type', 'Type') },
    keys: {
      type: 'object',
      title: t('settings.object-keys', 'Keys'),
      description: t('settings.object-keys-help', 'Name of the key and where it is found.'),
      additionalProperties: { type: 'string', format: 'expression' },
    },
  },
};

export const TIMES: JsonSchema = {
  type: 'object',
  properties: {
    concurrency: {
      type: 'integer',
      'x-fixed': true,
      title: t('settings.concurrency', 'Runs at once'),
      description: t('settings.concurrency-help', 'Further ones wait. Empty: no limit of its own.'),
    },
    deadlineMs: { type: 'integer', format: 'duration-ms', 'x-fixed': true, title: t('settings.deadline', 'Deadline of a run') },
    respondWithinMs: {
      type: 'integer',
      format: 'duration-ms',
      'x-fixed': true,
      title: t('settings.respond', 'Answer within'),
      description: t('settings.respond-help', 'For a caller that waits for the result.'),
    },
    plant: {
      type: 'string',
      format: 'expression',
      title: t('settings.plant', 'Plant'),
      description: t('settings.plant-help', 'Chooses the connections of the plant.'),
    },
  },
};
