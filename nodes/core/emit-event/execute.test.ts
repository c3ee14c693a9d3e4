import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreEmitEvent } from './execute.ts';

test('WAI-2 core/emit-event leaves the event with the outcome, for one commit', () => {
  const config = { type: 'SalesOrderRevised', subject: '4711', data: { order: '4711' } };
  expect(coreEmitEvent.execute(createStep({ config }))).toEqual({
    kind: 'done',
    port: 'out',
    output: { type: 'SalesOrderRevised', subject: '4711' },
    emit: [config],
  });
});

test('an event without data or subject is an event all the same', () => {
  expect(coreEmitEvent.execute(createStep({ config: { type: 'Closed' } }))).toMatchObject({ emit: [{ type: 'Closed', data: null }] });
});
