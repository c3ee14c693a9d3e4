/** A draft under one's hands: edits with undo, saved 2 s after the last one, never over somebody else's change. */
import { useEffect, useRef, useState } from 'react';
import type { DraftView } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { ApiFailure, apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { beginHistory, type EditHistory, edit, redo, undo } from './edit-history.ts';

const SAVE_MS = 2_000;
/** After a lost connection. */
const AGAIN_MS = 5_000;

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  /** Somebody else has saved since. */
  | { readonly kind: 'conflict'; readonly current: DraftView }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface DraftEditor {
  readonly flow: FlowDocument;
  readonly problems: readonly Problem[];
  readonly save: SaveState;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Edits in a row with one topic are undone together. */
  change(next: (flow: FlowDocument) => FlowDocument, topic?: string): void;
  undo(): void;
  redo(): void;
  /** Saves at once; false when it could not. */
  saveNow(): Promise<boolean>;
  /** Ends a conflict: both changes merged (one's own where they meet), or only the other's. */
  settle(keep: 'both' | 'theirs'): Promise<void>;
}

export function useDraft(draft: DraftView): DraftEditor {
  const [history, setHistory] = useState<EditHistory>(() => beginHistory(draft.document));
  const [problems, setProblems] = useState(draft.problems);
  const [save, setSave] = useState<SaveState>({ kind: 'saved' });
  const revision = useRef(draft.revision);
  const saved = useRef(draft.document);
  const present = useRef(draft.document);
  present.current = history.present;
  const inFlight = useRef<Promise<boolean>>(undefined);
  const path = apiPath`/api/flows/${draft.flowId}/drafts/${draft.draftId}`;

  async function put(document: FlowDocument): Promise<boolean> {
    setSave({ kind: 'saving' });
    try {
      const answer = await callApi<DraftView>('PUT', path, { body: { document }, ifMatch: revision.current });
      revision.current = answer.revision;
      saved.current = document;
      setProblems(answer.problems);
      setSave({ kind: present.current === document ? 'saved' : 'changed' });
      void queryClient.invalidateQueries({ queryKey: ['flows'] });
      return true;
    } catch (error) {
      const current = error instanceof ApiFailure && error.problem.status === 412 ? (error.answer.current as DraftView) : undefined;
      setSave(current === undefined ? { kind: 'failed', error } : { kind: 'conflict', current });
      return false;
    }
  }

  /** One save at a time; what was edited meanwhile follows. */
  async function saveNow(): Promise<boolean> {
    if (inFlight.current !== undefined) await inFlight.current;
    if (present.current === saved.current) return true;
    inFlight.current = put(present.current).finally(() => {
      inFlight.current = undefined;
    });
    return inFlight.current;
  }

  const saveLatest = useRef(saveNow);
  saveLatest.current = saveNow;
  const blocked = save.kind === 'conflict';
  const waitMs = save.kind === 'failed' ? AGAIN_MS : SAVE_MS;
  const document = history.present;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new document begins the wait anew
  useEffect(() => {
    if (document === saved.current || blocked) return;
    const timer = setTimeout(() => void saveLatest.current(), waitMs);
    return () => clearTimeout(timer);
  }, [document, blocked, waitMs, save]);
  useEffect(() => {
    // Leaving the page saves what the timer has not.
    const leave = (event: BeforeUnloadEvent) => present.current !== saved.current && event.preventDefault();
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('beforeunload', leave);
      void saveLatest.current();
    };
  }, []);

  const step = (next: (history: EditHistory) => EditHistory) => {
    setHistory(next);
    setSave((old) => (old.kind === 'saved' ? { kind: 'changed' } : old));
  };

  return {
    flow: history.present,
    problems,
    save,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, topic) => step((old) => edit(old, next(old.present), topic)),
    undo: () => step(undo),
    redo: () => step(redo),
    saveNow,
    async settle(keep) {
      if (save.kind !== 'conflict') return;
      // With the whole check of flows, which nobody else here needs.
      const { mergeFlows } = await import('#flows/flow-merge.ts');
      const theirs = save.current.document;
      const base = saved.current;
      revision.current = save.current.revision;
      saved.current = theirs;
      setHistory((old) => edit(old, keep === 'theirs' ? theirs : mergeFlows(base, old.present, theirs).flow));
      if (keep === 'theirs') setProblems(save.current.problems);
      setSave({ kind: keep === 'theirs' ? 'saved' : 'changed' });
    },
  };
}
