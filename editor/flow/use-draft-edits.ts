/** What is done to the drawing of a draft: nodes and notes come, go, move, are joined, copied and put into containers. */
import { useEffect, useRef } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { connect, connectInstead, whyNotLead } from '#flows/edits/connect.ts';
import { addNote, changeNotes, freeNoteId } from '#flows/edits/edit-notes.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import type { CanvasActions } from '../canvas/canvas-types.ts';
import { drawnNoteId, type Manifests, noteIdOf } from '../canvas/draw-flow.ts';
import { NEW_NOTE } from '../canvas/note-size.ts';
import { originOf } from '../services/palette-entries.ts';
import { fetchOperation } from '../services/use-services.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import { copyNodes, moveOnDrawing, type NodePlace, pasteNodes, placeNode, readCopiedNodes, removeSelection } from './edit-selection.ts';
import { groupNodes, ungroupNodes } from './group-nodes.ts';
import { insteadText } from './instead-text.ts';
import { removeJoining } from './remove-joining.ts';
import { calledFlowOf } from './system-flows.ts';
import type { DraftEditor } from './use-draft.ts';
import type { DraftDrawing } from './use-draft-drawing.ts';
import { type DraftPlace, NOTHING } from './use-draft-place.ts';

export interface DraftEdits {
  /** Calls back with the id of the new card. */
  add(type: string, place: NodePlace, then?: (nodeId: string) => void): void;
  remove(): void;
  /** What stood around the cards is joined. */
  removeJoining(): void;
  /** The selected nodes as text for the clipboard; undefined: there are none. */
  copy(): string | undefined;
  paste(text: string): void;
  duplicate(): void;
  group(): void;
  ungroup(): void;
  /** These alone, or the whole flow. */
  tidy(nodeIds?: readonly string[]): void;
  /** What the drawing itself asks for. */
  readonly onDrawing: Omit<CanvasActions, 'wantNode' | 'wantMenu'>;
}

export function useDraftEdits(
  { flow, change }: Pick<DraftEditor, 'flow' | 'change'>,
  manifests: Manifests,
  flows: readonly FlowSummary[],
  { nodes, edges }: DraftDrawing,
  { selection, select, bring, openTab }: DraftPlace,
): DraftEdits {
  const drawn = useRef(flow);
  useEffect(() => {
    drawn.current = flow;
  }, [flow]);
  const language = { nodeTypes: (type: string) => manifests.get(type) };
  const nameOf = (id: string) => flow.nodes[id]?.label ?? id;

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
    select({ nodes: [placed.nodeId], edges: [] });
    openTab('form');
    if (place.at === undefined) bring(placed.nodeId);
    then?.(placed.nodeId);
  }

  function copy(): string | undefined {
    const copied = copyNodes(flow, selection.nodes);
    return copied === undefined ? undefined : JSON.stringify(copied, null, 1);
  }

  function paste(text: string): void {
    const copied = readCopiedNodes(text);
    if (copied === undefined) return;
    const pasted = pasteNodes(flow, copied, manifests);
    change(() => pasted.flow);
    select({ nodes: pasted.ids, edges: [] });
  }

  /** Whatever is drawn meanwhile stays: only places change. */
  async function tidyUp(nodeIds?: readonly string[]): Promise<void> {
    const { tidy } = await import('../canvas/tidy.ts');
    const wanted = nodeIds === undefined ? undefined : new Set(nodeIds);
    const chosen = nodes.filter(({ id, note }) => note === undefined && wanted?.has(id) !== false);
    const places = await tidy(chosen, edges);
    change((old) => moveNodes(old, places));
  }

  return {
    add,
    remove() {
      change((old) => removeSelection(old, selection));
      select(NOTHING);
    },
    removeJoining() {
      change((old) => removeSelection(removeJoining(old, selection.nodes, manifests), selection));
      select(NOTHING);
    },
    copy,
    paste,
    duplicate: () => paste(copy() ?? ''),
    group() {
      const grouped = groupNodes(flow, selection.nodes, manifests);
      if (grouped === undefined)
        return notify({ message: t('group.cannot', 'Only steps of one container can be put into one, no trigger.'), tone: 'warning' });
      change(() => grouped.flow);
      select({ nodes: [grouped.containerId], edges: [] });
    },
    ungroup: () => change((old) => ungroupNodes(old, selection.nodes, manifests)),
    tidy: (nodeIds) => void tidyUp(nodeIds).catch((error: unknown) => notify({ message: String(error), tone: 'warning' })),
    onDrawing: {
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
        select({ nodes: [drawnNoteId(noteId)], edges: [] });
      },
      changeNote(id, changed) {
        const noteId = noteIdOf(id) ?? '';
        change((old) => changeNotes(old, { [noteId]: changed }), changed.text === undefined ? undefined : `text of ${noteId}`);
      },
    },
  };
}
