/**
 * Beside the drawing: the settings of the selected node, else of the flow. Another selection is shown on the drawing first; the panel
 * follows when there is time, and takes no hand meanwhile; at once when the keys are to go on in it.
 */
import { memo, type RefObject, Suspense, useEffect, useMemo, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { type Manifests, noteIdOf } from '../canvas/draw-flow.ts';
import { HalfWrittenContext, moveHalfWritten, openHalfWritten } from '../forms/half-written.ts';
import type { DraftTry } from '../try/use-try.ts';
import { FocusArrived, type FocusWish } from '../ui/focus-wish.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import type { DraftEditor } from './use-draft.ts';

// What is wanted when the drawing stands; asked for at once then, so that nobody waits, and an outage takes nobody's panel.
const loadInspector = () => import('./inspector.tsx');
const Inspector = later(() => loadInspector(), 'Inspector');
const loadSettings = () => import('./flow-settings.tsx');
const loadNote = () => import('./note-panel.tsx');
const NotePanel = later(() => loadNote(), 'NotePanel');
const FlowSettings = later(() => loadSettings(), 'FlowSettings');

export interface DraftSideProps {
  /** What is half written is kept for it. */
  readonly draftId: string;
  readonly selected: string | undefined;
  readonly flow: FlowDocument;
  readonly manifests: Manifests;
  readonly problems: readonly Problem[];
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly onChange: DraftEditor['change'];
  readonly trying: DraftTry | undefined;
  readonly onRenamed: (from: string, to: string) => void;
  readonly arrived: FocusWish['arrived'];
  readonly panel: RefObject<HTMLElement | null>;
}

export function DraftSide({ selected, flow, problems, arrived, panel, ...rest }: DraftSideProps) {
  useEffect(() => void Promise.allSettled([loadInspector(), loadSettings(), loadNote()]), []);
  const wanted = useMemo(() => ({ selected, flow, problems }), [selected, flow, problems]);
  const followed = useAfterPaint(wanted, isSameSelection);
  // What is typed into the panel stands there at once; only going to another one may wait.
  const hurried = useHurry(selected, arrived.wishes);
  const late = followed.selected !== selected && !hurried;
  return (
    // What is gone already must not be changed.
    <div className="side-follows" inert={late}>
      <Suspense fallback={<Loading />}>
        <Panel {...(late ? followed : wanted)} {...rest} />
        {!late && selected !== undefined && <FocusArrived {...arrived} panel={panel} />}
      </Suspense>
    </div>
  );
}

const isSameSelection = (a: Pick<DraftSideProps, 'selected'>, b: Pick<DraftSideProps, 'selected'>) => a.selected === b.selected;

/**
 * Whether somebody wished to go on in the panel since this was selected: then it may not wait, or the keys pressed until it is there would
 * be those of the drawing.
 */
function useHurry(selected: string | undefined, wishes: number): boolean {
  const [last, setLast] = useState({ selected, wishes, hurried: false });
  const hurried = last.wishes !== wishes || (last.selected === selected && last.hurried);
  if (last.selected !== selected || last.wishes !== wishes) setLast({ selected, wishes, hurried });
  return hurried;
}

type PanelProps = Omit<DraftSideProps, 'arrived' | 'panel'>;

const Panel = memo(function Panel({ draftId, selected, ...props }: PanelProps) {
  const halfWritten = useMemo(() => openHalfWritten(localStorage, draftId, selected ?? ''), [draftId, selected]);
  const noteId = selected === undefined ? undefined : noteIdOf(selected);
  if (noteId !== undefined) return <NotePanel key={noteId} flow={props.flow} noteId={noteId} onChange={props.onChange} />;
  function renamed(from: string, to: string): void {
    moveHalfWritten(localStorage, draftId, from, to);
    props.onRenamed(from, to);
  }
  return (
    <HalfWrittenContext value={halfWritten}>
      {selected === undefined ? (
        <FlowSettings flow={props.flow} problems={props.problems} onChange={props.onChange} />
      ) : (
        <Inspector key={selected} nodeId={selected} {...props} onRenamed={renamed} />
      )}
    </HalfWrittenContext>
  );
});
