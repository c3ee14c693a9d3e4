/** A flow: its newest version to look at, or a draft to work on. */
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { DraftView } from '#flows/api.ts';
import { apiPath } from '../server/api-client.ts';
import { useFlow, useResource } from '../server/queries.ts';
import { Loading } from '../ui/loading.tsx';
import { QueryView } from '../ui/query-view.tsx';
import '../run/run.css';
import './flow.css';

// Whoever looks at a flow does not load how it is edited, and the other way round.
const FlowOverview = lazy(async () => ({ default: (await import('./flow-overview.tsx')).FlowOverview }));
const DraftEditorView = lazy(async () => ({ default: (await import('./draft-editor-view.tsx')).DraftEditorView }));

export function FlowPage() {
  const { flowId = '', draftId } = useParams({ strict: false });
  const query = useFlow(flowId);
  return (
    <QueryView query={query}>
      {(flow) => (
        <Suspense fallback={<Loading />}>
          {draftId === undefined ? (
            <FlowOverview key={flowId} flow={flow} />
          ) : (
            <OpenDraft key={draftId} flowId={flowId} draftId={draftId} />
          )}
        </Suspense>
      )}
    </QueryView>
  );
}

function OpenDraft({ flowId, draftId }: { readonly flowId: string; readonly draftId: string }) {
  // Never read again under one's hands: from here on the editor has the document.
  const query = useResource<DraftView>(
    'draft',
    apiPath`/api/flows/${flowId}/drafts/${draftId}`,
    {},
    { staleTime: Number.POSITIVE_INFINITY },
  );
  return <QueryView query={query}>{(draft) => <DraftEditorView draft={draft} />}</QueryView>;
}
