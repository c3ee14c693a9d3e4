import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { findObjectProblems } from './business-object-problems.ts';
import { type BusinessObject, businessObjects, findBusinessObject } from './business-objects.ts';
import { progressOf } from './object-state.ts';

const order = findBusinessObject('sales-order')!;

describe('FLW-12 business objects', () => {
  test.each(businessObjects.map((object) => [object.type, object] as const))('%s is sound', (_type, object) => {
    expect(findObjectProblems(object)).toEqual([]);
  });

  test('the sales order goes the way of the business', () => {
    expect(Object.keys(order.states)).toEqual([
      'requested',
      'in-sap',
      'sent-to-scheduling',
      'committed',
      'counter-offered',
      'refused',
      'customer-informed',
      'shipped',
    ]);
    expect(findBusinessObject('constructor')).toBeUndefined();
  });

  const wrong: readonly [what: string, change: Partial<BusinessObject>, code: string][] = [
    ['no key', { keys: {} }, 'object-keys'],
    ['a pattern that is none', { keys: { a: { label: 'A', system: 'sap', pattern: '^(' } } }, 'object-key-pattern'],
    ['a first state that is not there', { initial: 'x' }, 'object-state-unknown'],
    ['a way into nowhere', { states: { ...order.states, refused: { label: 'R', next: ['x'] } } }, 'object-state-unknown'],
    ['a state out of reach', { states: { ...order.states, lost: { label: 'L', next: [] } } }, 'object-state-unreachable'],
    ['an event that nobody emits', { milestones: [{ ...order.milestones[0]!, event: 'x' }] }, 'object-event-unknown'],
    ['a milestone without a last word', { milestones: [{ ...order.milestones[0]!, leadsTo: [] }] }, 'object-milestone-open'],
    ['a milestone twice', { milestones: [...order.milestones, order.milestones[0]!] }, 'object-milestone-twice'],
    ['a service level about nothing', { slas: [{ name: 'x', from: 'a', to: 'b', withinMs: 1, owner: 'o' }] }, 'object-milestone-unknown'],
    ['a service level without time', { slas: [{ ...order.slas[0]!, withinMs: 0 }] }, 'object-sla-time'],
  ];
  test.each(wrong)('%s is a problem', (_what, change, code) => {
    expect(findObjectProblems({ ...order, ...change }).map((problem) => problem.code)).toContain(code);
  });
});

describe('FLW-12 where an order stands', () => {
  const commitment = (resolveSchema('schemas/commitment.json')!['examples'] as Json[])[0] as { items: { outcome: string }[] };
  const outcomes = (...list: string[]) => ({ items: list.map((outcome) => ({ outcome })) });
  const at = (type: string, data: Json = {}, n = 0) => ({ type: `millrace.sales-order.${type}.v1`, time: `2026-11-24T08:00:0${n}Z`, data });

  test('from request to the customer', () => {
    const progress = progressOf(order, [
      at('change-requested'),
      at('revised', {}, 1),
      at('demand-sent', {}, 2),
      { type: 'millrace.shipment.dispatched.v1', time: '2026-11-24T08:00:03Z', data: {} },
      at('commitment-changed', outcomes('committed', 'committed'), 4),
      at('customer-informed', {}, 5),
    ]);
    expect(progress.state).toBe('customer-informed');
    expect(progress.milestones.map(({ milestone, expected }) => [milestone, expected])).toEqual([
      ['change-requested', true],
      ['revised-in-sap', true],
      ['demand-sent', true],
      ['scheduled', true],
      ['customer-informed', true],
    ]);
  });

  test('committed only when every item is; one offer makes it a counter-offer; else refused', () => {
    const state = (data: Json) => progressOf(order, [at('demand-sent'), at('commitment-changed', data)]).state;
    expect(state(outcomes('committed', 'committed', 'committed'))).toBe('committed');
    expect(state(commitment as unknown as Json)).toBe('counter-offered');
    expect(state(outcomes('committed', 'refused'))).toBe('refused');
    expect(state({})).toBe('refused');
  });

  test('a step that was missed is seen; a newer change begins again', () => {
    const progress = progressOf(order, [at('commitment-changed', outcomes('committed')), at('change-requested')]);
    expect(progress.milestones.map(({ expected }) => expected)).toEqual([false, true]);
    expect(progress.state).toBe('requested');
    expect(progressOf(order, []).state).toBe('requested');
  });
});
