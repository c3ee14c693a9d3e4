/** A draft on the canvas: palette, drawing, inspector; below problems, changes and the document as JSON. */
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import { connect, connectInstead, whyNotLead } from '#flows/edits/connect.ts';
import { addNote, changeNotes, freeNoteId } from '#flows/edits/edit-notes.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { focusOf, useActions } from '../actions/use-actions.ts';
import type { CanvasActions, CanvasSelection, Place, WantedNode } from '../canvas/canvas-types.ts';
import { createFlowDrawer, drawnNoteId, noteIdOf } from '../canvas/draw-flow.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { NEW_NOTE } from '../canvas/note-size.ts';
import { useManifests } from '../server/use-manifests.ts';
import { originOf, type PaletteEntry } from '../services/palette-entries.ts';
import { fetchOperation } from '../services/use-services.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { TRIED_IN, useTry } from '../try/use-try.ts';
import { useFocusWish } from '../ui/focus-wish.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { usePageSearch } from '../ui/page-search.ts';
import { ResizeHandle, usePanelWidth } from '../ui/resize-handle.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useStable, useStableActs } from '../ui/use-stable.ts';
import { useAskWaiver } from '../waivers/use-ask-waiver.tsx';
import { draftActions } from './draft-actions.ts';
import { DraftHeader } from './draft-header.tsx';
import { DraftSide } from './draft-side.tsx';
import { DraftTabs } from './draft-tabs.tsx';
import { copyNodes, moveOnDrawing, type NodePlace, pasteNodes, placeNode, readCopiedNodes, removeSelection } from './edit-selection.ts';
import { groupNodes, ungroupNodes } from './group-nodes.ts';
import { insteadText } from './instead-text.ts';
import { Palette } from './palette.tsx';
import { inOrder } from './problem-list.tsx';
import { type GoTo, isSamePlace, type ProblemPlace, tabOf } from './problem-place.ts';
import { QuickAdd } from './quick-add.tsx';
import { calledFlowOf, nodeTypeOf } from './system-flows.ts';
import { useClipboard } from './use-clipboard.ts';
import { useDraft } from './use-draft.ts';
import { useFieldFocus } from './use-field-focus.ts';
import { useOfferedTypes } from './use-offered-types.ts';

const TryBar = lazy(async () => ({ default: (await import('../try/try-bar.tsx')).TryBar }));
const Mapper = lazy(async () => ({ default: (await import('../mapper/mapper.tsx')).Mapper }));
const Outline = lazy(async () => ({ default: (await import('./outline.tsx')).Outline }));
const ContextMenu = lazy(async () => ({ default: (await import('../actions/context-menu.tsx')).ContextMenu }));
const NO_TYPES: readonly PaletteEntry[] = [];
const NOTHING: CanvasSelection = { nodes: [], edges: [] };

export function DraftEditorView({ draft }: { readonly draft: DraftView }) {
  const editor = useDraft(draft);
  const manifests = useManifests();
  const panel = usePanelWidth('inspector', 380);
  const [{ map: mapped, node: linked, at, panel: linkedTab = 'form', left = 'palette' }, setSearch] = usePageSearch();
  const [selection, setSelection] = useState<CanvasSelection>(() =>
    linked === undefined || !isOnDrawing(draft.document, linked) ? NOTHING : { nodes: [linked], edges: [] },
  );
  const [focus, setFocus] = useState<string | undefined>(selection.nodes[0]);
  const [tab, setTab] = useState(linkedTab);
  const [wanted, setWanted] = useState<WantedNode>();
  const [menu, setMenu] = useState<Place>();
  const search = useRef<HTMLInputElement>(null);
  const [place, setPlace] = useState<ProblemPlace>();
  const side = useRef<HTMLElement>(null);
  const focusing = useFocusWish();
  const onDrawing = useFocusWish();
  const { flow, problems, change } = editor;
  const drawn = useRef(flow);
  useEffect(() => {
    drawn.current = flow;
  }, [flow]);
  const { offered, flows } = useOfferedTypes(flow, manifests);

  const may = useMay();
  const folder = flow.owner;
  const mayTry =
    may('drafts.write', { folder }) && may('payloads.read', { folder }) && may('runs.start', { environment: TRIED_IN, folder });
  const trying = useTry(draft.draftId, flow, editor.saveNow, mayTry);
  const { tried, pins } = trying;

  const [drawer] = useState(createFlowDrawer);
  const bare = useMemo(() => {
    const drawn = drawer.drawNodes(flow, manifests, problems);
    return {
      nodes: pins.size === 0 ? drawn : drawn.map((node) => (pins.has(node.id) ? { ...node, pinned: true } : node)),
      edges: drawer.drawEdges(flow, manifests),
    };
  }, [drawer, flow, manifests, problems, pins]);
  const { nodes, edges } = useMemo(
    () => (tried === undefined ? bare : tried.drawRun(bare, flow, '', tried.report.steps, manifests, 0)),
    [bare, tried, flow, manifests],
  );
  const [selected] = selection.nodes;
  const isThere = selected !== undefined && isOnDrawing(flow, selected);
  const known = selected !== undefined && Object.hasOwn(flow.nodes, selected) ? flow.nodes[selected] : undefined;
  useAddress({ node: selected, panel: tab === 'form' ? undefined : tab, at: selected === linked ? at : undefined });

  const go = useCallback<GoTo>((nodeId, problem) => {
    setSelection(nodeId === undefined ? NOTHING : { nodes: [nodeId], edges: [] });
    setFocus(nodeId);
    setTab(problem === undefined ? 'form' : tabOf(problem));
    setPlace(problem);
  }, []);
  useFieldFocus(side, flow, place);
  // A link to a field of a node.
  useEffect(() => {
    if (at !== undefined) go(linked, { path: at, ...(linked === undefined ? {} : { nodeId: linked }) });
  }, [go, linked, at]);

  /** Calls back with the id of the new card. */
  function add(type: string, place: NodePlace, then?: (nodeId: string) => void): void {
    const called = calledFlowOf(type);
    const origin = originOf(type);
    if (called !== undefined) {
      const label = flows.find((one) => one.flowId === called.config.flow)?.name ?? called.config.flow;
      put(called.type, { ...place, filled: { label, config: called.config } }, then);
    } else if (origin !== undefined) {
      fetchOperation(origin.service, origin.operation).then(
        ({ label, config }) => put(origin.type, { ...place, filled: { label, config } }, then),
        (error: Error) => notify({ message: error.message, tone: 'warning' }),
      );
    } else put(type, place, then);
  }

  function put(type: string, place: NodePlace, then?: (nodeId: string) => void): void {
    const manifest = manifests.get(type);
    if (manifest === undefined) return;
    // An operation comes a moment later: what was drawn meanwhile stays.
    const placed = placeNode(drawn.current, manifest, manifests, place);
    change(() => placed.flow);
    setSelection({ nodes: [placed.nodeId], edges: [] });
    setTab('form');
    if (place.at === undefined) setFocus(placed.nodeId);
    then?.(placed.nodeId);
  }

  /** From the quick search: the new card has the focus, so that the next key goes on from it. */
  function choose(type: string): void {
    backToDrawing();
    add(type, { at: wanted?.at, after: wanted?.after }, (nodeId) => {
      // An operation comes a moment later: who has gone elsewhere stays there.
      if (!['field', 'other'].includes(focusOf(document.activeElement)))
        onDrawing.wish(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
    });
  }

  /** What had the focus goes: the next key finds the card that Tab stops at. */
  function backToDrawing(): void {
    setWanted(undefined);
    onDrawing.wish('.react-flow__node[tabindex="0"]');
  }

  function remove(): void {
    change((old) => removeSelection(old, selection));
    setSelection(NOTHING);
    // The card that had the focus goes: the next key finds another one that stays.
    const stays = nodes.some(({ id }) => !selection.nodes.includes(id));
    if (stays) onDrawing.wish('.react-flow__node[tabindex="0"]:not(.selected)');
  }

  const language = { nodeTypes: (type: string) => manifests.get(type) };
  const nameOf = (id: string) => flow.nodes[id]?.label ?? id;

  const actions = useStableActs<CanvasActions>({
    moveNodes: (moves) => change((old) => moveOnDrawing(old, moves), `move ${moves.map(({ id }) => id)}`),
    whyNot: (from, port) => whyNotLead(flow, { from, port }, language),
    instead(from, port, to) {
      const edge = connectInstead(flow, { from, port, to }, language);
      if (edge === undefined) return undefined;
      return { label: insteadText(edge, nameOf), do: () => change((old) => connect(old, edge)) };
    },
    connect: (from, port, to) => change((old) => connect(old, { from, port, to })),
    dropType: (type, at, onEdge) => add(type, { at, onEdge }),
    addNote(at) {
      const noteId = freeNoteId(flow);
      change((old) => addNote(old, noteId, { text: '', at, size: NEW_NOTE }));
      setSelection({ nodes: [drawnNoteId(noteId)], edges: [] });
    },
    changeNote(id, changed) {
      const noteId = noteIdOf(id) ?? '';
      change((old) => changeNotes(old, { [noteId]: changed }), changed.text === undefined ? undefined : `text of ${noteId}`);
    },
    wantNode: setWanted,
    wantMenu: setMenu,
  });

  /** These alone, or the whole flow. Whatever is drawn meanwhile stays: only places change. */
  async function tidyUp(nodeIds?: readonly string[]): Promise<void> {
    const { tidy } = await import('../canvas/tidy.ts');
    const wanted = nodeIds === undefined ? undefined : new Set(nodeIds);
    const chosen = nodes.filter(({ id, note }) => note === undefined && wanted?.has(id) !== false);
    const places = await tidy(chosen, edges);
    change((old) => moveNodes(old, places));
  }

  const unsaid = (error: unknown) => notify({ message: String(error), tone: 'warning' });

  function group(): void {
    const grouped = groupNodes(flow, selection.nodes, manifests);
    if (grouped === undefined)
      return notify({ message: t('group.cannot', 'Only steps of one container can be put into one, no trigger.'), tone: 'warning' });
    change(() => grouped.flow);
    setSelection({ nodes: [grouped.containerId], edges: [] });
  }

  function find(): void {
    setSearch({ left: 'outline' });
    const focusSearch = () => (search.current === null ? requestAnimationFrame(focusSearch) : search.current.select());
    requestAnimationFrame(focusSearch);
  }

  function paste(text: string): void {
    const copied = readCopiedNodes(text);
    if (copied === undefined) return;
    const pasted = pasteNodes(flow, copied, manifests);
    change(() => pasted.flow);
    setSelection({ nodes: pasted.ids, edges: [] });
  }

  useClipboard({
    copy: () => {
      const copied = copyNodes(flow, selection.nodes);
      return copied === undefined ? undefined : JSON.stringify(copied, null, 1);
    },
    remove,
    paste,
  });

  function walkProblems(by: 1 | -1): void {
    const places = inOrder(problems);
    if (places.length === 0) return;
    const known = place === undefined ? -1 : places.findIndex((problem) => isSamePlace(problem, place));
    const next = places[(known === -1 && by === -1 ? places.length - 1 : known + by + places.length) % places.length]!;
    go(next.nodeId, next);
  }

  const deeds = draftActions({
    editor,
    selection,
    mayUngroup: selection.nodes.some(
      (id) => flow.nodes[id]?.parent !== undefined || manifests.get(flow.nodes[id]?.type ?? '')?.kind === 'container',
    ),
    remove,
    duplicate: () => paste(JSON.stringify(copyNodes(flow, selection.nodes) ?? null)),
    selectAll: () => setSelection({ nodes: nodes.map(({ id }) => id), edges: [] }),
    selectNothing: () => setSelection(NOTHING),
    group,
    ungroup: () => change((old) => ungroupNodes(old, selection.nodes, manifests)),
    tidy: (nodeIds) => void tidyUp(nodeIds).catch(unsaid),
    find,
    walkProblems,
    tryTo: mayTry && selected !== undefined && known !== undefined ? () => trying.runAgain({ to: selected }) : undefined,
    tryAll: mayTry ? () => trying.runAgain({}) : undefined,
  });
  useActions({ title: t('editor.actions', 'Draft'), actions: deeds });
  const changeFromSide = useStable<Parameters<typeof change>, void>(change);
  const selectOne = useCallback((nodeId: string) => setSelection({ nodes: [nodeId], edges: [] }), []);
  const addFromPalette = useStable((type: string) =>
    add(type, { after: selected === undefined || known === undefined ? undefined : { nodeId: selected } }),
  );
  const waivers = useAskWaiver({ flow, onAsked: editor.checkAgain, onClosed: () => onDrawing.wish('.react-flow__node[tabindex="0"]') });
  const askWaiver = useStable((entry: PaletteEntry): void => {
    setWanted(undefined);
    waivers.ask?.({ nodeType: nodeTypeOf(entry), label: entry.label });
  });
  const onAskWaiver = waivers.ask === undefined ? undefined : askWaiver;
  // The drawing first: a list of a hundred types can come with the next frame.
  const shownTypes = useDeferredValue(offered, NO_TYPES);
  const openSettings = useStable((): void => focusing.wish('input, textarea, select'));

  /** Back to where it was opened. */
  function closeMapper(): void {
    setSearch({ map: undefined, view: undefined, fields: undefined });
    if (mapped !== undefined) go(mapped);
    focusing.wish('.open-mapper');
  }

  return (
    <div className="run-page">
      <DraftHeader draft={draft} editor={editor} actions={deeds} onGo={go} />
      <div className="run-main">
        <div className="editor-left">
          <fieldset className="left-choice" aria-label={t('editor.left', 'Beside the drawing')}>
            <button type="button" aria-pressed={left !== 'outline'} onClick={() => setSearch({ left: undefined })}>
              {t('palette.title', 'Palette')}
            </button>
            <button type="button" aria-pressed={left === 'outline'} onClick={() => setSearch({ left: 'outline' })}>
              {t('outline.title', 'Outline')}
            </button>
          </fieldset>
          {left !== 'outline' ? (
            <Palette nodeTypes={shownTypes} onAdd={addFromPalette} onAskWaiver={onAskWaiver} />
          ) : (
            <Suspense>
              <Outline
                flow={flow}
                nodes={nodes}
                selected={selection.nodes}
                search={search}
                onSelect={(nodeId, together) => {
                  setSelection({ nodes: together ? [...new Set([...selection.nodes, nodeId])] : [nodeId], edges: [] });
                  setFocus(nodeId);
                }}
                onOpen={openSettings}
              />
            </Suspense>
          )}
        </div>
        <div className="run-canvas">
          <FlowCanvas
            label={flow.name}
            nodes={nodes}
            edges={edges}
            selection={selection}
            onSelect={setSelection}
            actions={actions}
            focus={focus}
            onOpen={openSettings}
            arrived={onDrawing.arrived}
          />
        </div>
        <ResizeHandle label={t('editor.inspector-width', 'Width of the settings')} panel={panel} />
        <aside ref={side} className="side-panel" style={{ flexBasis: panel.width }} aria-label={t('editor.inspector', 'Settings')}>
          <DraftSide
            selected={isThere ? selected : undefined}
            flow={flow}
            manifests={manifests}
            problems={problems}
            tab={tab}
            onTab={setTab}
            onChange={changeFromSide}
            trying={mayTry ? trying : undefined}
            onRenamed={selectOne}
            arrived={focusing.arrived}
            panel={side}
          />
        </aside>
      </div>
      {(tried !== undefined || trying.running !== undefined || trying.error !== null) && (
        <Suspense>
          <TryBar flow={flow} manifests={manifests} trying={trying} />
        </Suspense>
      )}
      <DraftTabs draft={draft} editor={editor} onGo={go} />
      {mapped !== undefined && flow.nodes[mapped]?.type === 'core/map' && (
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

/** A node or a note; the id may come from an address that somebody wrote. */
function isOnDrawing({ nodes, notes = {} }: FlowDocument, id: string): boolean {
  return Object.hasOwn(nodes, id) || Object.hasOwn(notes, noteIdOf(id) ?? '');
}

/** After a way out only steps can come. */
function stepsAfter(nodeTypes: readonly PaletteEntry[], { after }: WantedNode): readonly PaletteEntry[] {
  return after === undefined ? nodeTypes : nodeTypes.filter(({ kind }) => kind !== 'trigger');
}
