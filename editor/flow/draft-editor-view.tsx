/** A draft on the canvas: palette, drawing, inspector; below problems, changes and the document as JSON. */
import { Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import type { DraftView } from '#flows/api.ts';
import { connect, whyNotConnect } from '#flows/edits/connect.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import type { CanvasActions, CanvasSelection } from '../canvas/canvas-types.ts';
import { drawEdges, drawNodes } from '../canvas/draw-flow.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useNodeTypes } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import { notify } from '../ui/notify.ts';
import { ChangeList } from './change-list.tsx';
import { DraftHeader } from './draft-header.tsx';
import { placeNode, removeSelection } from './edit-selection.ts';
import { FlowSettings } from './flow-settings.tsx';
import { Inspector } from './inspector.tsx';
import { Palette } from './palette.tsx';
import { ProblemList } from './problem-list.tsx';
import { useDraft } from './use-draft.ts';

const NOTHING: CanvasSelection = { nodes: [], edges: [] };

export function DraftEditorView({ draft }: { readonly draft: DraftView }) {
  const editor = useDraft(draft);
  const manifests = useManifests();
  const nodeTypes = useNodeTypes().data?.nodeTypes ?? [];
  const [selection, setSelection] = useState(NOTHING);
  const [focus, setFocus] = useState<string>();
  const { flow, problems, change } = editor;

  const nodes = useMemo(() => drawNodes(flow, manifests, problems), [flow, manifests, problems]);
  const edges = useMemo(() => drawEdges(flow, manifests), [flow, manifests]);

  const select = useCallback((nodeId: string | undefined) => {
    setSelection(nodeId === undefined ? NOTHING : { nodes: [nodeId], edges: [] });
    setFocus(nodeId);
  }, []);

  function add(type: string, at?: readonly [number, number]): void {
    const manifest = manifests.get(type);
    if (manifest === undefined) return;
    const placed = placeNode(flow, manifest, manifests, at === undefined ? { after: selection.nodes[0] } : { at });
    change(() => placed.flow);
    setSelection({ nodes: [placed.nodeId], edges: [] });
    if (at === undefined) setFocus(placed.nodeId);
  }

  function remove(): void {
    change((old) => removeSelection(old, selection));
    setSelection(NOTHING);
  }

  const actions: CanvasActions = {
    moveNodes: (moves) => change((old) => moveNodes(old, Object.fromEntries(moves.map(({ id, position }) => [id, position])))),
    connect(from, port, to) {
      const edge = port === '' ? { from, to } : { from, port, to };
      const why = whyNotConnect(flow, edge, { nodeTypes: (type) => manifests.get(type) });
      if (why === undefined) change((old) => connect(old, edge));
      else notify({ message: why, tone: 'warning' });
    },
    dropType: add,
  };

  useHotkeys([
    ['mod+Z', editor.undo],
    ['mod+shift+Z', editor.redo],
    ['mod+Y', editor.redo],
    ['mod+S', () => void editor.saveNow()],
    ['Delete', (event) => isOnCanvas(event) && remove()],
    ['Backspace', (event) => isOnCanvas(event) && remove()],
    ['Escape', (event) => isOnCanvas(event) && setSelection(NOTHING)],
  ]);

  const [selected] = selection.nodes;
  return (
    <div className="run-page">
      <DraftHeader draft={draft} editor={editor} selection={selection} onRemove={remove} />
      <div className="run-main">
        <Palette nodeTypes={nodeTypes} onAdd={(type) => add(type)} />
        <div className="run-canvas">
          <FlowCanvas
            label={flow.name}
            nodes={nodes}
            edges={edges}
            selection={selection}
            onSelect={setSelection}
            actions={actions}
            focus={focus}
          />
        </div>
        <aside className="side-panel" aria-label={t('editor.inspector', 'Settings')}>
          {selected !== undefined && flow.nodes[selected] !== undefined ? (
            <Inspector
              key={selected}
              flow={flow}
              nodeId={selected}
              manifest={manifests.get(flow.nodes[selected].type)}
              problems={problems}
              onChange={change}
            />
          ) : (
            <FlowSettings flow={flow} onChange={change} />
          )}
        </aside>
      </div>
      <Tabs defaultValue="problems" keepMounted={false} className="editor-bottom">
        <Tabs.List>
          <Tabs.Tab value="problems">{t('editor.problems', 'Problems ({count})', { count: problems.length })}</Tabs.Tab>
          <Tabs.Tab value="changes">{t('editor.changes', 'Changes')}</Tabs.Tab>
          <Tabs.Tab value="json">{t('editor.json', 'JSON')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="problems">
          <ProblemList problems={problems} onGo={select} />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangeList
            flowId={draft.flowId}
            from={draft.baseVersion === undefined ? undefined : String(draft.baseVersion)}
            to={draft.draftId}
            onGo={select}
          />
        </Tabs.Panel>
        <Tabs.Panel value="json" p="xs">
          <JsonView value={flow} label={t('editor.json', 'JSON')} maxHeight={400} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** Keys that delete mean the drawing only while nothing else has the focus: never a dialog or a panel. */
function isOnCanvas({ target }: KeyboardEvent): boolean {
  return target === document.body || (target instanceof Element && target.closest('.canvas') !== null);
}
