/** A flow: its newest version to look at, or a draft to work on. */
import { useParams } from '@tanstack/react-router';
import type { DraftView } from '#flows/api.ts';
import { apiPath } from '../server/api-client.ts';
import { useFlow, useResource } from '../server/queries.ts';
import { QueryView } from '../ui/query-view.tsx';
import { DraftEditorView } from './draft-editor-view.tsx';
import { FlowOverview } from './flow-overview.tsx';
import '../run/run.css';
import './flow.css';

export function FlowPage() {
  const { flowId = '', draftId } = useParams({ strict: false });
  const query = useFlow(flowId);
  return (
    <QueryView query={query}>
      {(flow) =>
        draftId === undefined ? <FlowOverview key={flowId} flow={flow} /> : <OpenDraft key={draftId} flowId={flowId} draftId={draftId} />
      }
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
