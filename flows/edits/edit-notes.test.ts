import { describe, expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import { mergeFlows } from '../flow-merge.ts';
import { meaningHash } from '../meaning-hash.ts';
import { isFlowDocument } from '../validate-flow.ts';
import { addNote, changeNotes, freeNoteId, removeNotes } from './edit-notes.ts';

const note = { text: 'Ask planning\nbefore this changes.', at: [10.4, -2.6], size: [220, 120] } as const;

describe('FLW-15 notes on the drawing', () => {
  const noted = addNote(sampleFlow, 'note-1', note);

  test('stand at whole points, each under an id of its own, and mean nothing', () => {
    expect(noted.notes).toEqual({ 'note-1': { ...note, at: [10, -3] } });
    expect(isFlowDocument(noted)).toBe(true);
    expect(() => addNote(noted, 'note-1', note)).toThrow('There is a note "note-1" already.');
    expect(meaningHash(noted, {})).toBe(meaningHash(sampleFlow, {}));
    expect(sampleFlow).not.toHaveProperty('notes');
  });

  test('FLW-14 have ids that two people do not choose alike, and none that is taken', () => {
    expect(freeNoteId(sampleFlow, () => 0)).toBe('note-000000');
    expect(freeNoteId(sampleFlow, () => 0.999999999999)).toBe('note-zzzzzz');
    const said = [0, 0, 0.5];
    expect(freeNoteId(addNote(sampleFlow, 'note-000000', note), () => said.shift()!)).toBe('note-i00000');
    const [mine, theirs] = [freeNoteId(sampleFlow), freeNoteId(sampleFlow)].map((id) => addNote(sampleFlow, id, note));
    expect(isFlowDocument(mine)).toBe(true);
    const { flow: merged, conflicts } = mergeFlows(sampleFlow, mine!, theirs!);
    expect(conflicts).toEqual([]);
    expect(Object.keys(merged.notes!)).toHaveLength(2);
  });

  test('are changed by part; what changes nothing gives the same flow', () => {
    const moved = changeNotes(noted, { 'note-1': { at: [40, 60] }, gone: { text: 'x' } });
    expect(moved.notes).toEqual({ 'note-1': { ...note, at: [40, 60] } });
    expect(changeNotes(noted, { 'note-1': { at: [10, -3] } })).toBe(noted);
    expect(changeNotes(noted, { gone: { text: 'x' } })).toBe(noted);
  });

  test('go, and the last one leaves nothing behind', () => {
    expect(removeNotes(noted, ['note-1'])).toEqual(sampleFlow);
    expect(removeNotes(noted, ['note-2'])).toBe(noted);
    const two = addNote(noted, 'note-2', note);
    expect(Object.keys(removeNotes(two, ['note-1']).notes!)).toEqual(['note-2']);
  });
});
