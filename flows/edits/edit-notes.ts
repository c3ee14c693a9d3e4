/** Free texts on the drawing: written, moved, made larger, taken away. What the flow does is not touched. */
import type { CanvasNote, FlowDocument } from '../flow.ts';

export function freeNoteId({ notes = {} }: Pick<FlowDocument, 'notes'>): string {
  for (let n = 1; ; n++) if (!Object.hasOwn(notes, `note-${n}`)) return `note-${n}`;
}

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
