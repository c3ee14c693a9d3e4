/** A draft on the canvas: palette, drawing, inspector; below problems, changes and the document as JSON. */
import { Suspense, useRef, useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import { focusOf, useActions } from '../actions/use-actions.ts';
import type { CanvasActions, Place, WantedNode } from '../canvas/canvas-types.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useManifests } from '../server/use-manifests.ts';
import type { PaletteEntry } from '../services/palette-entries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { TRIED_IN, useTry } from '../try/use-try.ts';
import { useFocusWish } from '../ui/focus-wish.tsx';
import { Held } from '../ui/held.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { ResizeHandle, usePanelWidth } from '../ui/resize-handle.tsx';
import { useStable, useStableActs } from '../ui/use-stable.ts';
import { useAskWaiver } from '../waivers/use-ask-waiver.tsx';
import { draftActions } from './draft-actions.ts';
import { DraftHeader } from './draft-header.tsx';
import { DraftLeft, focusSearch } from './draft-left.tsx';
import { DraftSide } from './draft-side.tsx';
import { DraftTabs } from './draft-tabs.tsx';
import { inOrder } from './problem-list.tsx';
import { isSamePlace } from './problem-place.ts';
import { QuickAdd } from './quick-add.tsx';
import { nodeTypeOf } from './system-flows.ts';
import { useClipboard } from './use-clipboard.ts';
import { useDraft } from './use-draft.ts';
import { useDraftDrawing } from './use-draft-drawing.ts';
import { useDraftEdits } from './use-draft-edits.ts';
import { NOTHING, useDraftPlace } from './use-draft-place.ts';
import { useOfferedTypes } from './use-offered-types.ts';

const TryBar = later(() => import('../try/try-bar.tsx'), 'TryBar');
const Mapper = later(() => import('../mapper/mapper.tsx'), 'Mapper');
const ContextMenu = later(() => import('../actions/context-menu.tsx'), 'ContextMenu');
/** The one that Tab stops at. */
const CARD = '.react-flow__node[tabindex="0"]';
const ROW = '.outline-row';

export function DraftEditorView({ draft }: { readonly draft: DraftView }) {
  const editor = useDraft(draft);
  const manifests = useManifests();
  const panel = usePanelWidth('inspector', 380);
  const [{ map: mapped }, setSearch] = usePageSearch();
  const [wanted, setWanted] = useState<WantedNode>();
  const [menu, setMenu] = useState<Place>();
  const search = useRef<HTMLInputElement>(null);
  const side = useRef<HTMLElement>(null);
  const focusing = useFocusWish();
  const onDrawing = useFocusWish();
  const inOutline = useFocusWish();
  const { flow, problems, change } = editor;
  const { offered, flows } = useOfferedTypes(flow, manifests);

  const may = useMay();
  const folder = flow.owner;
  const mayTry =
    may('drafts.write', { folder }) && may('payloads.read', { folder }) && may('runs.start', { environment: TRIED_IN, folder });
  const trying = useTry(draft.draftId, flow, editor.saveNow, mayTry);
  const drawing = useDraftDrawing(flow, manifests, problems, trying);
  const { nodes, edges } = drawing;
  const at = useDraftPlace(flow, side);
  const { selection, node: selected, go } = at;
  const edits = useDraftEdits(editor, manifests, flows, drawing, at);

  /** From the quick search: the new card has the focus, so that the next key goes on from it. */
  function choose(type: string): void {
    backToDrawing();
    edits.add(type, { at: wanted?.at, after: wanted?.after, onEdge: wanted?.onEdge }, (nodeId) => {
      // An operation comes a moment later: who has gone elsewhere stays there.
      if (!['field', 'other'].includes(focusOf(document.activeElement)))
        onDrawing.wish(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
    });
  }

  /** What had the focus goes: the next key finds the card that Tab stops at. */
  function backToDrawing(): void {
    setWanted(undefined);
    onDrawing.wish(CARD);
  }

  function remove(): void {
    goneFrom(edits.remove);
  }

  function goneFrom(removed: () => void): void {
    removed();
    // What had the focus goes: the next key finds another card that stays, or the row that is now in its place.
    if (nodes.every(({ id }) => selection.nodes.includes(id))) return;
    if (document.activeElement?.closest(ROW) != null) inOutline.wish(`${ROW}[tabindex="0"]`);
    else onDrawing.wish(`${CARD}:not(.selected)`);
  }

  const actions = useStableActs<CanvasActions>({ ...edits.onDrawing, wantNode: setWanted, wantMenu: setMenu });
  useClipboard({ copy: edits.copy, remove, paste: edits.paste });

  function walkProblems(by: 1 | -1): void {
    const places = inOrder(problems);
    if (places.length === 0) return;
    const known = at.problem === undefined ? -1 : places.findIndex((problem) => isSamePlace(problem, at.problem!));
    const next = places[(known === -1 && by === -1 ? places.length - 1 : known + by + places.length) % places.length]!;
    go(next.nodeId, next);
  }

  const deeds = draftActions({
    ...edits,
    editor,
    selection,
    mayUngroup: selection.nodes.some(
      (id) => flow.nodes[id]?.parent !== undefined || manifests.get(flow.nodes[id]?.type ?? '')?.kind === 'container',
    ),
    remove,
    removeJoining: () => goneFrom(edits.removeJoining),
    selectAll: () => at.select({ nodes: nodes.map(({ id }) => id), edges: [] }),
    selectNothing: () => at.select(NOTHING),
    find() {
      setSearch({ left: 'outline' });
      focusSearch(search);
    },
    walkProblems,
    tryTo: mayTry && selected !== undefined ? () => trying.runAgain({ to: selected }) : undefined,
    tryAll: mayTry ? () => trying.runAgain({}) : undefined,
  });
  useActions({ title: t('editor.actions', 'Draft'), actions: deeds });
  const changeFromSide = useStable<Parameters<typeof change>, void>(change);
  const { select } = at;
  const addFromPalette = useStable((type: string) => edits.add(type, { after: selected === undefined ? undefined : { nodeId: selected } }));
  const waivers = useAskWaiver({ flow, onAsked: editor.checkAgain, onClosed: () => onDrawing.wish(CARD) });
  const askWaiver = useStable((entry: PaletteEntry): void => {
    setWanted(undefined);
    waivers.ask?.({ nodeType: nodeTypeOf(entry), label: entry.label });
  });
  const onAskWaiver = waivers.ask === undefined ? undefined : askWaiver;
  const openSettings = useStable((): void => focusing.wish('input, textarea, select'));

  /** Back to where it was opened. */
  function closeMapper(): void {
    setSearch({ map: undefined, view: undefined, fields: undefined });
    if (mapped !== undefined) go(mapped);
    focusing.wish('.open-mapper');
  }

  const isCovered = mapped !== undefined && flow.nodes[mapped]?.type === 'core/map';
  return (
    <div className="run-page" data-covered={isCovered || undefined}>
      <DraftHeader draft={draft} editor={editor} actions={deeds} onGo={go} />
      <Held isCovered={isCovered}>
        <div className="run-main">
          <DraftLeft
            offered={offered}
            onAdd={addFromPalette}
            onAskWaiver={onAskWaiver}
            flow={flow}
            nodes={nodes}
            selected={selection.nodes}
            search={search}
            onSelect={(nodeId, together) => {
              select({ nodes: together ? [...new Set([...selection.nodes, nodeId])] : [nodeId], edges: [] });
              at.bring(nodeId);
            }}
            onOpen={openSettings}
            arrived={inOutline.arrived}
          />
          <div className="run-canvas">
            <FlowCanvas
              label={flow.name}
              nodes={nodes}
              edges={edges}
              selection={selection}
              onSelect={select}
              actions={actions}
              focus={at.focus}
              onOpen={openSettings}
              arrived={onDrawing.arrived}
            />
          </div>
          <ResizeHandle label={t('editor.inspector-width', 'Width of the settings')} panel={panel} />
          <aside ref={side} className="side-panel" style={{ flexBasis: panel.width }} aria-label={t('editor.inspector', 'Settings')}>
            <DraftSide
              draftId={draft.draftId}
              selected={at.shown}
              flow={flow}
              manifests={manifests}
              problems={problems}
              tab={at.tab}
              onTab={at.openTab}
              onChange={changeFromSide}
              trying={mayTry ? trying : undefined}
              onRenamed={at.renamed}
              arrived={focusing.arrived}
              panel={side}
            />
          </aside>
        </div>
      </Held>
      {(trying.tried !== undefined || trying.running !== undefined || trying.error !== null) && (
        <Suspense>
          <TryBar flow={flow} manifests={manifests} trying={trying} />
        </Suspense>
      )}
      <Held isCovered={isCovered}>
        <DraftTabs draft={draft} editor={editor} onGo={go} />
      </Held>
      {isCovered && (
        <Suspense fallback={<Loading />}>
          <Mapper
            key={mapped}
            flow={flow}
            nodeId={mapped}
            manifests={manifests}
            problems={problems}
            draftId={draft.draftId}
            onChange={change}
            onClose={closeMapper}
          />
        </Suspense>
      )}
      <Suspense>{menu !== undefined && <ContextMenu at={menu} onClose={() => setMenu(undefined)} />}</Suspense>
      {/* Here with the page: what is typed right after the key that opens it belongs into it, and must not reach the drawing. */}
      {wanted !== undefined && (
        <QuickAdd
          screen={wanted.screen}
          nodeTypes={stepsAfter(offered, wanted)}
          onChoose={choose}
          onAskWaiver={onAskWaiver}
          onClose={backToDrawing}
        />
      )}
      {waivers.dialog}
    </div>
  );
}

/** After a way out, and into a wire, only steps can come. */
function stepsAfter(nodeTypes: readonly PaletteEntry[], { after, onEdge }: WantedNode): readonly PaletteEntry[] {
  return after === undefined && onEdge === undefined ? nodeTypes : nodeTypes.filter(({ kind }) => kind !== 'trigger');
}
