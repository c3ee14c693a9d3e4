/** Bodies of the control port. Every one is closed: what is not named is refused. */
import type { JsonSchema } from '#flows/json.ts';
import { FAULT_KINDS } from './simulator.ts';
import { DELIVERY_TOPICS } from './subscriptions.ts';

const closed = (properties: { readonly [name: string]: JsonSchema }, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: [...required],
  properties,
});
const text = (most: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: most });
const share: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };
const wholeNumber = (least: number, most: number): JsonSchema => ({ type: 'integer', minimum: least, maximum: most });
const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d{1,13}(\\.\\d{1,3})?$' };
const day: JsonSchema = { type: 'string', format: 'date' };

export const FAULT_BODY = closed(
  {
    id: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,60}$' },
    system: { enum: ['sap', 'crm', 'scheduler', 'plant'] },
    kind: { enum: [...FAULT_KINDS] },
    operation: text(200),
    key: text(200),
    times: wholeNumber(1, 1_000_000),
    probability: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    milliseconds: wholeNumber(1, 3_600_000),
    retryAfter: text(60),
  },
  ['system', 'kind'],
);

const subscription: JsonSchema = {
  anyOf: [
    { type: 'null' },
    closed(
      {
        url: text(2_000),
        headers: {
          type: 'object',
          maxProperties: 20,
          propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}$" },
          additionalProperties: { type: 'string', maxLength: 2_000, pattern: '^[\\t\\x20-\\x7e]*$' },
        },
        secret: { type: 'string', pattern: '^whsec_[A-Za-z0-9+/]{16,200}={0,2}$' },
      },
      ['url'],
    ),
  ],
};
export const SUBSCRIPTIONS_BODY = closed(Object.fromEntries(DELIVERY_TOPICS.map((topic) => [topic, subscription])));

export const CLIENT_BODY = closed(
  {
    clientId: { type: 'string', pattern: '^[A-Za-z0-9_.-]{8,200}$' },
    clientSecret: text(200),
    publicKey: { type: 'string', pattern: '^-----BEGIN ', maxLength: 10_000 },
    username: text(200),
  },
  ['clientId'],
);

export const TRAFFIC_BODY = closed(
  {
    ratePerSecond: { type: 'number', exclusiveMinimum: 0, maximum: 1_000 },
    count: wholeNumber(1, 1_000_000),
    seed: wholeNumber(0, 0xffff_ffff),
    orders: wholeNumber(1, 60),
    duplicates: share,
    reorder: share,
    noChanges: share,
    invalid: share,
    large: share,
  },
  ['ratePerSecond'],
);

export const CHANGE_REQUEST_BODY = closed(
  {
    order: { type: 'string', pattern: '^\\d{1,10}$' },
    revision: wholeNumber(1, 1_000_000),
    requestedDate: day,
    reason: text(255),
    items: {
      type: 'array',
      minItems: 1,
      maxItems: 200,
      items: closed(
        {
          number: { type: 'string', pattern: '^\\d{1,6}$' },
          material: text(40),
          plant: text(4),
          quantity: decimal,
          unit: text(3),
          requestedDate: day,
          cancel: { type: 'boolean' },
        },
        ['number'],
      ),
    },
  },
  ['order'],
);

export const EMPTY_BODY = closed({});

export const CONFIRMATION_BODY = closed({
  orders: { type: 'array', minItems: 1, maxItems: 200, items: { type: 'string', pattern: '^\\d{10}$' } },
});
