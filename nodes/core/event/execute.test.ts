import { expect, test } from 'vitest';
import { coreEvent } from './execute.ts';

test('core/event listens to the type in its config', () => {
  const { trigger } = coreEvent;
  expect(trigger.kind === 'event' && trigger.eventType({ type: 'SalesOrderRevised' })).toBe('SalesOrderRevised');
});
