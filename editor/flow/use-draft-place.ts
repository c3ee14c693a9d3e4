/** Where somebody is in a draft: what is selected, what the drawing shows of it, which tab and field of its settings; as the address says. */
import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { noteIdOf } from '../canvas/draw-flow.ts';
import { usePageSearch } from '../ui/page-search.ts';
import { useAddress } from '../ui/use-address.ts';
import { type GoTo, type ProblemPlace, tabOf } from './problem-place.ts';
import { useFieldFocus } from './use-field-focus.ts';

export const NOTHING: CanvasSelection = { nodes: [], edges: [] };

export interface DraftPlace {
  readonly selection: CanvasSelection;
  select(selection: CanvasSelection): void;
  /** A node has another id: where it is selected it stays so; whoever has gone on meanwhile is not called back. */
  renamed(from: string, to: string): void;
  /** The first of what is selected, where it is a node of the flow. */
  readonly node: string | undefined;
  /** The first of what is selected, also a note. */
  readonly shown: string | undefined;
  /** Brought to the middle of the drawing when it changes. */
  readonly focus: string | undefined;
  bring(nodeId: string | undefined): void;
  readonly tab: string;
  openTab(tab: string): void;
  readonly problem: ProblemPlace | undefined;
  readonly go: GoTo;
}

export function useDraftPlace(flow: FlowDocument, settings: RefObject<HTMLElement | null>): DraftPlace {
  const [{ node: linked, at, panel: linkedTab = 'form' }] = usePageSearch();
  const [selection, select] = useState<CanvasSelection>(() =>
    linked === undefined || !isOnDrawing(flow, linked) ? NOTHING : { nodes: [linked], edges: [] },
  );
  const [focus, bring] = useState<string | undefined>(selection.nodes[0]);
  const [tab, openTab] = useState(linkedTab);
  const [problem, setProblem] = useState<ProblemPlace>();
  const [selected] = selection.nodes;

  const go = useCallback<GoTo>((nodeId, problem) => {
    select(nodeId === undefined ? NOTHING : { nodes: [nodeId], edges: [] });
    bring(nodeId);
    openTab(problem === undefined ? 'form' : tabOf(problem));
    setProblem(problem);
  }, []);
  useAddress({ node: selected, panel: tab === 'form' ? undefined : tab, at: selected === linked ? at : undefined }, (link) => {
    // A link to another node of the same draft; one to a field of it leads there below.
    if (link.node === undefined || link.at !== undefined || !isOnDrawing(flow, link.node)) return;
    go(link.node);
    openTab(link.panel ?? 'form');
  });
  const renamed = useCallback(
    (from: string, to: string) =>
      select((old) => (old.nodes.includes(from) ? { ...old, nodes: old.nodes.map((id) => (id === from ? to : id)) } : old)),
    [],
  );
  useFieldFocus(settings, flow, problem);
  // A link to a field of a node.
  useEffect(() => {
    if (at !== undefined) go(linked, { path: at, ...(linked === undefined ? {} : { nodeId: linked }) });
  }, [go, linked, at]);

  const shown = selected !== undefined && isOnDrawing(flow, selected) ? selected : undefined;
  const node = shown !== undefined && Object.hasOwn(flow.nodes, shown) ? shown : undefined;
  return { selection, select, renamed, node, shown, focus, bring, tab, openTab, problem, go };
}

/** A node or a note; the id may come from an address that somebody wrote. */
function isOnDrawing({ nodes, notes = {} }: FlowDocument, id: string): boolean {
  return Object.hasOwn(nodes, id) || Object.hasOwn(notes, noteIdOf(id) ?? '');
}
