/** A published document to look at: its drawing, and the settings of what is selected. */
import { Suspense, useEffect, useMemo, useRef } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { drawEdges, drawNodes } from '../canvas/draw-flow.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { ResizeHandle, usePanelWidth } from '../ui/resize-handle.tsx';
import { useFieldFocus } from './use-field-focus.ts';

const Mapper = later(() => import('../mapper/mapper.tsx'), 'Mapper');
// The drawing comes first, what stands beside it right after.
const FlowSettings = later(() => import('./flow-settings.tsx'), 'FlowSettings');
const loadInspector = () => import('./inspector.tsx');
const Inspector = later(() => loadInspector(), 'Inspector');

export function FlowDesign({ document }: { readonly document: FlowDocument }) {
  useEffect(() => void loadInspector(), []);
  const manifests = useManifests();
  const panel = usePanelWidth('inspector', 380);
  const [{ node: selected, map: mapped, at, panel: tab = 'form' }, setSearch] = usePageSearch();
  const side = useRef<HTMLElement>(null);
  const place = useMemo(
    () => (at === undefined ? undefined : { path: at, ...(selected === undefined ? {} : { nodeId: selected }) }),
    [at, selected],
  );
  useFieldFocus(side, document, place);
  const nodes = useMemo(() => drawNodes(document, manifests), [document, manifests]);
  const edges = useMemo(() => drawEdges(document, manifests), [document, manifests]);
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: [] }), [selected]);
  if (mapped !== undefined && document.nodes[mapped]?.type === 'core/map')
    return (
      <Suspense fallback={<Loading />}>
        <Mapper
          key={mapped}
          flow={document}
          nodeId={mapped}
          manifests={manifests}
          problems={[]}
          onClose={() => setSearch({ map: undefined, view: undefined, fields: undefined, node: mapped })}
        />
      </Suspense>
    );
  return (
    <div className="run-main">
      <div className="run-canvas">
        <FlowCanvas
          label={document.name}
          nodes={nodes}
          edges={edges}
          selection={selection}
          onSelect={({ nodes: [nodeId] }) => setSearch({ node: nodeId, at: undefined })}
          focus={selected}
        />
      </div>
      <ResizeHandle label={t('editor.inspector-width', 'Width of the settings')} panel={panel} />
      <aside ref={side} className="side-panel" style={{ flexBasis: panel.width }} aria-label={t('editor.inspector', 'Settings')}>
        <Suspense fallback={<Loading />}>
          {selected !== undefined && document.nodes[selected] !== undefined ? (
            <Inspector
              key={selected}
              flow={document}
              nodeId={selected}
              manifests={manifests}
              problems={[]}
              tab={tab}
              onTab={(next) => setSearch({ panel: next === 'form' ? undefined : next })}
            />
          ) : (
            <FlowSettings flow={document} />
          )}
        </Suspense>
      </aside>
    </div>
  );
}
