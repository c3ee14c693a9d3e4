/** Tries of a draft on this page: what is pinned, what was tried last, and what came of it. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { PinView, SampleView, TryReport } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { withStandIns } from '#flows/sealed-token.ts';
import type { drawRun } from '../run/run-drawing.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { followRenames, type Renaming } from './follow-renames.ts';
import type { NodeInput, StepAnswer } from './node-input.ts';
import type { TriedPart } from './tried-writes.ts';

/** Where flows are tried; connections of others are never asked. */
export const TRIED_IN = 'development';

export interface TryAsked extends TriedPart, Partial<NodeInput> {}

export interface Tried {
  readonly asked: TryAsked;
  /** As it was drawn then. */
  readonly flow: FlowDocument;
  readonly report: TryReport;
  /** How a run is drawn: comes with the first try, not with the page. */
  readonly drawRun: typeof drawRun;
}

export interface DraftTry {
  readonly tried: Tried | undefined;
  readonly running: TryAsked | undefined;
  readonly error: unknown;
  readonly pins: ReadonlyMap<string, PinView>;
  run(asked: TryAsked): void;
  /** With the message of the last try; the first time with the first sample of the flow, if it has one. */
  runAgain(part: TriedPart): void;
  pin(nodeId: string, answer: StepAnswer): Promise<void>;
  unpin(nodeId: string): Promise<void>;
  /** A node has another id: its pin goes along as soon as the draft is saved with it, and back when that is undone. */
  renamed(from: string, to: string): void;
  forget(): void;
}

const NONE: ReadonlyMap<string, PinView> = new Map();

/** `save`: the draft is tried as it is saved. */
export function useTry(draftId: string, flow: FlowDocument, save: () => Promise<boolean>, mayTry: boolean): DraftTry {
  const path = apiPath`/api/flows/${flow.id}/drafts/${draftId}`;
  const query = useResource<Page<PinView>>('pins', `${path}/pins`, {}, { enabled: mayTry });
  const pins = useMemo(() => (query.data === undefined ? NONE : new Map(query.data.items.map((pin) => [pin.nodeId, pin]))), [query.data]);
  const renamings = useRef<readonly Renaming[]>([]);
  const move = useMutation({
    async mutationFn({ from, to }: { readonly from: string; readonly to: string }) {
      if (!(await save())) return;
      await callApi('POST', `${path}/pins/${encodeURIComponent(from)}/move`, { body: { to } });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['pins', `${path}/pins`] }),
  });
  const { mutate: movePin, isPending: isMoving } = move;
  useEffect(() => {
    if (isMoving) return;
    for (const from of pins.keys()) {
      if (flow.nodes[from] !== undefined) continue;
      const to = followRenames(renamings.current, from, (id) => flow.nodes[id] !== undefined && !pins.has(id));
      if (to !== undefined) return movePin({ from, to });
    }
  }, [pins, flow, isMoving, movePin]);
  const attempt = useMutation({
    async mutationFn({ part, takesSample }: { readonly part: TryAsked; readonly takesSample: boolean }): Promise<Tried> {
      const asked = takesSample ? { ...part, ...(await firstSample(flow.id)) } : part;
      if (!(await save())) throw new Error(t('try.unsaved', 'The draft could not be saved, so nothing was tried.'));
      const [report, drawing] = await Promise.all([
        callApi<TryReport>('POST', `${path}/try`, { body: asked as unknown as Json }),
        import('../run/run-drawing.ts'),
      ]);
      return { asked, flow, report, drawRun: drawing.drawRun };
    },
  });
  function start(part: TryAsked, takesSample = false): void {
    if (mayTry && !attempt.isPending) attempt.mutate({ part, takesSample });
  }
  const changed = () => queryClient.invalidateQueries({ queryKey: ['pins', `${path}/pins`] });
  return {
    tried: attempt.data,
    running: attempt.isPending ? attempt.variables.part : undefined,
    error: attempt.error,
    pins,
    run: (asked) => start(asked),
    runAgain(part) {
      const input = attempt.data?.asked.input;
      // A pinned message is one that somebody chose.
      const isPinned = [...pins.keys()].some((id) => !flow.edges.some(({ to }) => to === id));
      if (input !== undefined) start({ ...part, input });
      else start(part, attempt.data === undefined && !isPinned);
    },
    async pin(nodeId, answer) {
      await save();
      await callApi('PUT', `${path}/pins/${encodeURIComponent(nodeId)}`, { body: answer as unknown as Json });
      await changed();
    },
    async unpin(nodeId) {
      await callApi('DELETE', `${path}/pins/${encodeURIComponent(nodeId)}`);
      await changed();
    },
    renamed(from, to) {
      renamings.current = [...renamings.current, [from, to]];
    },
    forget: attempt.reset,
  };
}

/** Of messages, not of what single nodes gave. */
async function firstSample(flowId: string): Promise<{ readonly input?: Json }> {
  const { items } = await callApi<Page<SampleView>>('GET', apiPath`/api/flows/${flowId}/samples`);
  const sample = items.find(({ nodeId }) => nodeId === undefined);
  return sample === undefined ? {} : { input: withStandIns(sample.payload) };
}
