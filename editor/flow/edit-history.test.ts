import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { beginHistory, countSince, edit, redo, undo } from './edit-history.ts';

const flow = (name: string): FlowDocument => ({
  format: 1,
  id: 'a-flow',
  name,
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: {},
  edges: [],
});
const [one, two, three] = [flow('one'), flow('two'), flow('three')];

describe('history of edits', () => {
  test('undo goes back edit by edit, redo forward again', () => {
    const edited = edit(edit(beginHistory(one), two), three);
    const back = undo(undo(edited));
    expect(back.present).toBe(one);
    expect(redo(redo(back)).present).toBe(three);
  });

  test('typing into one field is undone at once', () => {
    const typed = edit(edit(edit(beginHistory(one), flow('t'), 'name'), flow('tw'), 'name'), two, 'name');
    expect(typed.present).toBe(two);
    expect(undo(typed).present).toBe(one);
  });

  test('another field in between begins anew', () => {
    const typed = edit(edit(edit(beginHistory(one), two, 'name'), three, 'owner'), flow('four'), 'name');
    expect(undo(typed).present).toBe(three);
  });

  test('an edit after an undo forgets what was undone', () => {
    const edited = edit(undo(edit(beginHistory(one), two)), three);
    expect(redo(edited)).toBe(edited);
  });

  test('what changes nothing is no step, and there is nothing before the first', () => {
    const begun = beginHistory(one);
    expect(edit(begun, one)).toBe(begun);
    expect(undo(begun)).toBe(begun);
  });

  test('edits that the server does not have are counted, forwards and back', () => {
    const edited = edit(edit(beginHistory(one), two), three);
    expect(countSince(edited, three)).toBe(0);
    expect(countSince(edited, one)).toBe(2);
    expect(countSince(undo(edited), three)).toBe(1);
    expect(countSince(edited, flow('long ago'))).toBe(2);
  });
});
