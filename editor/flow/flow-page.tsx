/** A flow: its newest version to look at, or a draft to work on. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import { draftQuery, useFlow, useNodeTypes } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { QueryView } from '../ui/query-view.tsx';
import '../run/run.css';
import './flow.css';

// Whoever looks at a flow does not load how it is edited, and the other way round.
const FlowOverview = later(() => import('./flow-overview.tsx'), 'FlowOverview');
const FlowDesign = later(() => import('./flow-design.tsx'), 'FlowDesign');
const DraftEditorView = later(() => import('./draft-editor-view.tsx'), 'DraftEditorView');

export function FlowPage() {
  const { flowId = '', draftId } = useParams({ strict: false });
  return (
    <Suspense fallback={<Loading />}>
      {draftId === undefined ? <OpenFlow key={flowId} flowId={flowId} /> : <OpenDraft key={draftId} flowId={flowId} draftId={draftId} />}
    </Suspense>
  );
}

function OpenFlow({ flowId }: { readonly flowId: string }) {
  const query = useFlow(flowId);
  return (
    <QueryView query={query} page={t('flow.page', 'Flow')}>
      {(flow) => <FlowOverview flow={flow} />}
    </QueryView>
  );
}

function OpenDraft({ flowId, draftId }: { readonly flowId: string; readonly draftId: string }) {
  const query = useQuery(draftQuery(flowId, draftId));
  // Asked for with the draft, so that nothing is drawn twice.
  useNodeTypes();
  const may = useMay();
  return (
    <QueryView query={query} page={t('draft.page', 'Draft')}>
      {(draft) =>
        may('drafts.write', { folder: draft.document.owner }) ? <DraftEditorView draft={draft} /> : <DraftReading draft={draft} />
      }
    </QueryView>
  );
}

/** Somebody else's work, for those who may not change it. */
function DraftReading({ draft: { document, ownerName, baseVersion } }: { readonly draft: DraftView }) {
  return (
    <div className="run-page">
      <PageHeader
        title={document.name}
        about={
          baseVersion === undefined
            ? t('draft.new', 'draft by {owner}', { owner: ownerName })
            : t('draft.of', 'draft of version {version} by {owner}', { version: baseVersion, owner: ownerName })
        }
      />
      <FlowDesign document={document} />
    </div>
  );
}
