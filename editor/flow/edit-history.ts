/** Undo and redo over documents. Documents share what did not change, so a long history is small. Pure. */
import type { FlowDocument } from '#flows/flow.ts';

export interface EditHistory {
  readonly past: readonly FlowDocument[];
  readonly present: FlowDocument;
  readonly future: readonly FlowDocument[];
  /** Edits in a row with the same one are undone together: typing into one field. */
  readonly lastTopic: string | undefined;
}

const MOST_STEPS = 200;

export function beginHistory(document: FlowDocument): EditHistory {
  return { past: [], present: document, future: [], lastTopic: undefined };
}

export function edit(history: EditHistory, next: FlowDocument, topic?: string): EditHistory {
  if (next === history.present) return history;
  const joins = topic !== undefined && topic === history.lastTopic && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present: next, future: [], lastTopic: topic };
}

export function undo(history: EditHistory): EditHistory {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], lastTopic: undefined };
}

export function redo(history: EditHistory): EditHistory {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, lastTopic: undefined };
}

/** Edits between a document of the history and the present one; one that is not there any more counts as before all of them. */
export function countSince({ past, present, future }: EditHistory, document: FlowDocument): number {
  if (document === present) return 0;
  const at = past.lastIndexOf(document);
  if (at !== -1) return past.length - at;
  const undone = future.indexOf(document);
  return undone !== -1 ? undone + 1 : Math.max(1, past.length);
}
