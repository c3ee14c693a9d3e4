import { expect, test } from 'vitest';
import { findHoldingConnection, type HoldingConnection, toConnectionHold } from './connection-hold.ts';
import { toFlowHold } from './flow-hold.ts';

test.each<[HoldingConnection, string]>([
  [{ connection: 'sap' }, 'sap'],
  [{ connection: 'sap', plant: '1000' }, 'sap@1000'],
  [{ connection: 'sap', plant: 'north@2' }, 'sap@north@2'],
])('RTY-3 %j is told apart as %s, there and back', (connection, hold) => {
  expect(toConnectionHold(connection)).toBe(hold);
  expect(findHoldingConnection(hold)).toEqual(connection);
});

test('RTY-3 a flow that holds its own run is no connection', () => {
  expect(findHoldingConnection(toFlowHold('orders'))).toBeUndefined();
});
