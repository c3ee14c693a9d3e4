import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreRespond } from './execute.ts';

test('INT-5 core/respond leaves the answer with the outcome, for the commit that holds it', () => {
  const config = { status: 201, body: { id: '7' }, headers: { Location: '/orders/7', 'X-Plant': 'HH' } };
  expect(coreRespond.execute(createStep({ config }))).toEqual({
    kind: 'done',
    port: 'out',
    output: { status: 201, body: { id: '7' } },
    reply: { status: 201, body: { id: '7' }, headers: { location: '/orders/7', 'x-plant': 'HH' } },
  });
});

test.each(['Set-Cookie', 'Content-Length', 'Content-Security-Policy', 'Access-Control-Allow-Origin', 'Connection'])(
  'S26 a flow cannot set %s',
  (name) => {
    const config = { body: null, headers: { [name]: 'x' } };
    expect(() => coreRespond.execute(createStep({ config }))).toThrow('cannot set the header');
  },
);

test('S26 a header value with a line break never reaches the wire', () => {
  const config = { body: null, headers: { 'X-A': 'a\r\nset-cookie: b' } };
  expect(() => coreRespond.execute(createStep({ config }))).toThrow('one line');
});
