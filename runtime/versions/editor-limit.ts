/**
 * How many people may save one draft at the same time, and how many drafts a flow may have (S18): a draft that everybody writes to is
 * nobody's, and each save is a write of the whole document. In memory: after a restart it begins anew.
 */

export interface EditorLimit {
  /** 0: go on; else how long until one of the others has been quiet. */
  save(draftId: string, userId: string): number;
}

export const MOST_DRAFTS_OF_FLOW = 200;
export const MOST_EDITORS = 10;
/** Somebody who has not saved for so long is no editor any more. */
const QUIET_MS = 5 * 60_000;
const MOST_KEPT = 1_000;

export function createEditorLimit(now: () => number): EditorLimit {
  const drafts = new Map<string, Map<string, number>>();
  return {
    save(draftId, userId) {
      const at = now();
      const editors = drafts.get(draftId) ?? new Map<string, number>();
      for (const [editor, savedAt] of editors) if (at - savedAt >= QUIET_MS) editors.delete(editor);
      if (!editors.has(userId) && editors.size >= MOST_EDITORS) return Math.min(...editors.values()) + QUIET_MS - at;
      editors.set(userId, at);
      // The one that was saved last is the last to be forgotten.
      drafts.delete(draftId);
      drafts.set(draftId, editors);
      if (drafts.size > MOST_KEPT) drafts.delete(drafts.keys().next().value!);
      return 0;
    },
  };
}
