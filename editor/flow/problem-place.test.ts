import { describe, expect, test } from 'vitest';
import { fieldAt, shownPlace, tabOf } from './problem-place.ts';

describe('a problem leads to', () => {
  test('the tab in which its field is', () => {
    expect(tabOf({ path: '/nodes/a~1b/config/rows/0/expression', nodeId: 'a/b' })).toBe('form');
    expect(tabOf({ path: '/nodes/read/retry/attempts', nodeId: 'read' })).toBe('retry');
    expect(tabOf({ path: '/nodes/read/timeoutMs', nodeId: 'read' })).toBe('retry');
    expect(tabOf({ path: '/edges/3', nodeId: 'read' })).toBe('ways');
    expect(tabOf({ path: '/lane/key' })).toBe('form');
  });

  test('the innermost field that shows it', () => {
    const pointers = ['/nodes/a/config/rows', '/nodes/a/config/rows/1', '/nodes/a/config/rows/10', '/nodes/a/config'];
    expect(fieldAt(pointers, '/nodes/a/config/rows/1/expression')).toBe('/nodes/a/config/rows/1');
    expect(fieldAt(pointers, '/nodes/a/config/other')).toBe('/nodes/a/config');
    expect(fieldAt(pointers, '/nodes/b/config')).toBeUndefined();
  });

  test('the place in the text as the field shows it', () => {
    expect(shownPlace('= trigger.body.x', 'trigger.body.x', { offset: 15, length: 1 })).toEqual({ from: 13, to: 14 });
    expect(shownPlace('trigger.body.x', 'trigger.body.x', { offset: 13, length: 1 })).toEqual({ from: 13, to: 14 });
    expect(shownPlace('= a', 'changed meanwhile', { offset: 2, length: 99 })).toEqual({ from: 2, to: 17 });
  });
});
