/** What the server has not taken yet, kept in this browser: a closed tab or a lost connection costs no work. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Shelf } from '../ui/shelf.ts';

export interface KeptDraft {
  /** What the edits began with: the last document that the server had from here, and its revision. */
  readonly base: FlowDocument;
  readonly revision: number;
  readonly document: FlowDocument;
}

const keyOf = (draftId: string) => `millrace.draft.${draftId}`;

export function keepDraft(shelf: Shelf, draftId: string, kept: KeptDraft): void {
  try {
    shelf.setItem(keyOf(draftId), JSON.stringify(kept));
  } catch {
    // A full or forbidden shelf: the server's copy two seconds later is all there is.
  }
}

export function forgetDraft(shelf: Shelf, draftId: string): void {
  try {
    shelf.removeItem(keyOf(draftId));
  } catch {
    // As above.
  }
}

export function findKeptDraft(shelf: Shelf, draftId: string): KeptDraft | undefined {
  try {
    const kept = JSON.parse(shelf.getItem(keyOf(draftId)) ?? 'null') as Partial<KeptDraft> | null;
    return kept?.base !== undefined && kept.document !== undefined && typeof kept.revision === 'number' ? (kept as KeptDraft) : undefined;
  } catch {
    return undefined;
  }
}
