/** Free texts on the drawing: written, moved, made larger, taken away. What the flow does is not touched. */
import type { CanvasNote, FlowDocument } from '../flow.ts';

/**
 * `note-` and what `random` (0 ≤ x < 1) says: two people who each write one in drafts of one version have written two, and not the same
 * one differently.
 */
export function freeNoteId({ notes = {} }: Pick<FlowDocument, 'notes'>, random: () => number = Math.random): string {
  for (;;) {
    const id = `note-${Math.floor(random() * 36 ** ID_SIGNS)
      .toString(36)
      .padStart(ID_SIGNS, '0')}`;
    if (!Object.hasOwn(notes, id)) return id;
  }
}

/** Of 36 signs each: among a hundred notes two are the same in one case of 400,000. */
const ID_SIGNS = 6;

/** Throws when the id is taken: ask `freeNoteId` first. */
export function addNote(flow: FlowDocument, id: string, note: CanvasNote): FlowDocument {
  if (Object.hasOwn(flow.notes ?? {}, id)) throw new Error(`There is a note "${id}" already.`);
  return { ...flow, notes: { ...flow.notes, [id]: inWholePoints(note) } };
}

/** Ids that no note has are passed over. */
export function changeNotes(flow: FlowDocument, changes: { readonly [noteId: string]: Partial<CanvasNote> }): FlowDocument {
  const changed = Object.entries(changes).flatMap(([id, change]) => {
    const old = Object.hasOwn(flow.notes ?? {}, id) ? flow.notes![id]! : undefined;
    if (old === undefined) return [];
    const next = inWholePoints({ ...old, ...change });
    return JSON.stringify(next) === JSON.stringify(inWholePoints(old)) ? [] : [[id, next] as const];
  });
  return changed.length === 0 ? flow : { ...flow, notes: { ...flow.notes, ...Object.fromEntries(changed) } };
}

export function removeNotes(flow: FlowDocument, noteIds: readonly string[]): FlowDocument {
  const gone = new Set(noteIds);
  const left = Object.entries(flow.notes ?? {}).filter(([id]) => !gone.has(id));
  if (left.length === Object.keys(flow.notes ?? {}).length) return flow;
  const { notes: _notes, ...rest } = flow;
  return left.length === 0 ? rest : { ...rest, notes: Object.fromEntries(left) };
}

function inWholePoints({ text, at: [x, y], size: [width, height] }: CanvasNote): CanvasNote {
  return { text, at: [Math.round(x), Math.round(y)], size: [Math.round(width), Math.round(height)] };
}
