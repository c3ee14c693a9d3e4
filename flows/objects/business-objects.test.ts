import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { resolveSchema } from '../schemas/schemas.ts';
import { findObjectProblems } from './business-object-problems.ts';
import { type BusinessObject, businessObjects, findBusinessObject } from './business-objects.ts';
import { findMilestone, stateAfter } from './object-state.ts';

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
  const atMilestone = (event: string, data: Json = {}) => {
    const milestone = findMilestone(order, `millrace.sales-order.${event}.v1`)!;
    return { name: milestone.name, state: stateAfter(milestone, data) };
  };

  test('from request to the customer, each a step that the state model knows', () => {
    const way = [
      atMilestone('change-requested'),
      atMilestone('revised'),
      atMilestone('demand-sent'),
      atMilestone('commitment-changed', outcomes('committed', 'committed')),
      atMilestone('customer-informed'),
    ];
    expect(way).toEqual([
      { name: 'change-requested', state: order.initial },
      { name: 'revised-in-sap', state: 'in-sap' },
      { name: 'demand-sent', state: 'sent-to-scheduling' },
      { name: 'scheduled', state: 'committed' },
      { name: 'customer-informed', state: 'customer-informed' },
    ]);
    way.slice(1).forEach(({ state }, before) => {
      expect(order.states[way[before]!.state]!.next).toContain(state);
    });
    expect(findMilestone(order, 'millrace.shipment.unheard-of.v1')).toBeUndefined();
  });

  test('committed only when every item is; one offer makes it a counter-offer; else refused', () => {
    const state = (data: Json) => atMilestone('commitment-changed', data).state;
    expect(state(outcomes('committed', 'committed', 'committed'))).toBe('committed');
    expect(state(commitment as unknown as Json)).toBe('counter-offered');
    expect(state(outcomes('committed', 'refused'))).toBe('refused');
    expect(state({})).toBe('refused');
  });
});
