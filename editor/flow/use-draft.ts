/** A draft under one's hands: edits with undo, saved 2 s after the last one, never over somebody else's change. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DraftView, FlowCheck } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import { sortedJson } from '#flows/sorted-json.ts';
import { ApiFailure, apiPath, callApi } from '../server/api-client.ts';
import { noticeEndedSession, queryClient } from '../server/query-client.ts';
import { beginHistory, countSince, type EditHistory, edit, redo, undo } from './edit-history.ts';
import { nameOfEdit } from './edit-name.ts';
import { findKeptDraft, forgetDraft, keepDraft } from './kept-draft.ts';
import { useIdle } from './use-idle.ts';
import { useLiveProblems } from './use-live-problems.ts';

const SAVE_MS = 2_000;
/** The latest that an edit is kept in this browser; a tab that dies before loses no more than this. */
const KEEP_MS = 500;
/** After a lost connection. */
const AGAIN_MS = 5_000;

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  /** Somebody else has saved since; `base` is what both began with. */
  | { readonly kind: 'conflict'; readonly base: FlowDocument; readonly current: DraftView }
  /** Somebody published it or threw it away. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface DraftEditor {
  readonly flow: FlowDocument;
  readonly problems: readonly Problem[];
  /** Of its expressions, how many are known to give what they should; not known at once. */
  readonly coverage: FlowCheck['coverage'];
  /** What is said of the flow hangs on something else that was changed. */
  checkAgain(): void;
  readonly save: SaveState;
  /** Edits that were kept in this browser came back. */
  readonly restored: boolean;
  /** Edits that the server does not have yet. */
  readonly unsaved: number;
  /** What undo takes back and redo brings again, in few words; undefined: there is nothing. */
  readonly undoes: string | undefined;
  readonly redoes: string | undefined;
  /** Edits in a row with one topic are undone together. */
  change(next: (flow: FlowDocument) => FlowDocument, topic?: string): void;
  undo(): void;
  redo(): void;
  /** Saves at once; false when it could not. */
  saveNow(): Promise<boolean>;
  /** Ends a conflict with the document that both agree on. */
  settle(document: FlowDocument): void;
  /** The draft is published or thrown away: nothing more is saved. */
  end(): void;
}

interface Begun {
  readonly history: EditHistory;
  readonly save: SaveState;
  readonly restored: boolean;
  readonly revision: number;
}

export function useDraft(draft: DraftView): DraftEditor {
  const [begun] = useState(() => begin(draft));
  const [history, setHistory] = useState(begun.history);
  const [save, setSave] = useState(begun.save);
  const revision = useRef(begun.revision);
  /** The last document that the server has from here; edits are made on it. */
  const saved = useRef(draft.document);
  const present = useRef(history.present);
  present.current = history.present;
  const inFlight = useRef<Promise<boolean>>(undefined);
  /** Sent, and no answer came: the server may have the last of them that arrived. */
  const unanswered = useRef<readonly FlowDocument[]>([]);
  const ended = useRef(false);
  const { problems, coverage, checkAgain } = useLiveProblems(history.present, draft.problems);
  const path = apiPath`/api/flows/${draft.flowId}/drafts/${draft.draftId}`;

  async function put(document: FlowDocument): Promise<boolean> {
    setSave({ kind: 'saving' });
    try {
      const answer = await callApi<DraftView>('PUT', path, { body: { document }, ifMatch: revision.current });
      taken(document, answer.revision);
      return true;
    } catch (error) {
      noticeEndedSession(error);
      if (isUnanswered(error)) unanswered.current = [...unanswered.current, document];
      const state = stateAfter(error, saved.current);
      const own = state.kind === 'conflict' ? unanswered.current.find((one) => isSame(one, state.current.document)) : undefined;
      if (state.kind === 'conflict' && own !== undefined) {
        // Nobody else's change but one's own whose answer was lost: it goes on from there.
        taken(own, state.current.revision);
        return present.current === own ? true : put(present.current);
      }
      setSave(state);
      return false;
    }
  }

  /** The server has it. */
  function taken(document: FlowDocument, now: number): void {
    revision.current = now;
    saved.current = document;
    unanswered.current = [];
    if (present.current === document) forgetDraft(localStorage, draft.draftId);
    setSave({ kind: present.current === document ? 'saved' : 'changed' });
    void queryClient.invalidateQueries({ queryKey: ['flows'] });
  }

  /** One save at a time; what was edited meanwhile follows. Of several that wait only one goes on, or it would meet itself. */
  async function saveNow(): Promise<boolean> {
    while (inFlight.current !== undefined) await inFlight.current;
    if (present.current === saved.current || ended.current) return true;
    inFlight.current = put(present.current).finally(() => {
      inFlight.current = undefined;
    });
    return inFlight.current;
  }

  const saveLatest = useRef(saveNow);
  saveLatest.current = saveNow;
  const blocked = save.kind === 'conflict' || save.kind === 'gone';
  const waitMs = save.kind === 'failed' ? AGAIN_MS : SAVE_MS;
  const document = history.present;
  /** In this browser, when there is a moment: it writes the whole draft, which a key press need not wait for. */
  const keep = useIdle(() => {
    if (ended.current || present.current === saved.current) return;
    keepDraft(localStorage, draft.draftId, { base: saved.current, revision: revision.current, document: present.current });
  }, KEEP_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new document begins the wait anew
  useEffect(() => {
    if (document === saved.current) {
      // Undone or redone to what the server has.
      setSave((old) => (old.kind === 'changed' ? { kind: 'saved' } : old));
      forgetDraft(localStorage, draft.draftId);
      return;
    }
    keep();
    if (blocked) return;
    const timer = setTimeout(() => void saveLatest.current(), waitMs);
    return () => clearTimeout(timer);
  }, [document, blocked, waitMs, save]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft's path is its own for ever
  useEffect(() => {
    // Leaving the page saves what the timer has not.
    const leave = (event: BeforeUnloadEvent) => present.current !== saved.current && !ended.current && event.preventDefault();
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('beforeunload', leave);
      void saveLatest.current().then(() => queryClient.removeQueries({ queryKey: ['draft', path] }));
    };
  }, []);

  useEffect(() => {
    const back = () => void saveLatest.current();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, []);

  const step = (next: (history: EditHistory) => EditHistory) => {
    setHistory(next);
    setSave((old) => (old.kind === 'saved' ? { kind: 'changed' } : old));
  };

  const [before, after] = [history.past.at(-1), history.future[0]];
  const named = useMemo(
    () => ({
      undoes: before === undefined ? undefined : nameOfEdit(before, document),
      redoes: after === undefined ? undefined : nameOfEdit(document, after),
    }),
    [before, document, after],
  );

  return {
    flow: history.present,
    problems,
    coverage,
    checkAgain,
    save,
    restored: begun.restored,
    unsaved: countSince(history, saved.current),
    ...named,
    change: (next, topic) => step((old) => edit(old, next(old.present), topic)),
    undo: () => step(undo),
    redo: () => step(redo),
    saveNow,
    settle(agreed) {
      if (save.kind !== 'conflict') return;
      revision.current = save.current.revision;
      saved.current = save.current.document;
      setHistory((old) => edit(old, agreed));
      setSave({ kind: 'changed' });
    },
    end() {
      ended.current = true;
      forgetDraft(localStorage, draft.draftId);
    },
  };
}

/** The server's draft, with what this browser kept of one's last edits on top. */
function begin(draft: DraftView): Begun {
  const kept = findKeptDraft(localStorage, draft.draftId);
  const history = beginHistory(draft.document);
  // What the server has by now need not come back.
  if (kept === undefined || isSame(kept.document, draft.document))
    return { history, save: { kind: 'saved' }, restored: false, revision: draft.revision };
  if (kept.revision === draft.revision)
    return { history: edit(history, kept.document), save: { kind: 'changed' }, restored: true, revision: draft.revision };
  return {
    history: edit(history, kept.document),
    save: { kind: 'conflict', base: kept.base, current: draft },
    restored: true,
    revision: draft.revision,
  };
}

function isSame(one: FlowDocument, other: FlowDocument): boolean {
  return sortedJson(one as unknown as Json) === sortedJson(other as unknown as Json);
}

/** The server may have done what it was asked. */
function isUnanswered(error: unknown): boolean {
  return !(error instanceof ApiFailure) || error.problem.status === 0 || error.problem.status >= 500;
}

function stateAfter(error: unknown, base: FlowDocument): SaveState {
  if (!(error instanceof ApiFailure)) return { kind: 'failed', error };
  if (error.problem.status === 412) return { kind: 'conflict', base, current: error.answer.current as DraftView };
  return error.problem.status === 404 ? { kind: 'gone' } : { kind: 'failed', error };
}
