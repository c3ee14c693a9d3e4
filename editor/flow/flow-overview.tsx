/** A flow as it is published: its drawing, versions, changes, document; and the way to a draft. */
import { Badge, Button, Group, Select, Tabs, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DraftView, FlowSummary } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { drawEdges, drawNodes } from '../canvas/draw-flow.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { useSession, useVersion } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ChangeList } from './change-list.tsx';
import { FlowSettings } from './flow-settings.tsx';
import { Inspector } from './inspector.tsx';
import { StartRunButton } from './start-run.tsx';
import { VersionList } from './version-list.tsx';

export function FlowOverview({ flow }: { readonly flow: FlowSummary }) {
  const [{ tab = 'design', version: wanted, from }, setSearch] = usePageSearch();
  const version = wanted === undefined ? flow.latestVersion : Number(wanted);
  const query = useVersion(flow.flowId, version);
  return (
    <div className="run-page">
      <PageHeader
        title={flow.name}
        about={
          <Group gap="xs">
            <Badge color="gray">{flow.layer}</Badge>
            <Text size="sm">{flow.owner}</Text>
            <Text size="sm">
              {version === undefined ? t('flow.unpublished', 'not published yet') : t('flow.version', 'version {version}', { version })}
            </Text>
          </Group>
        }
        actions={
          <>
            {flow.deployments.length > 0 && (
              <Button variant="default" component={Link} to={`/flows/${flow.flowId}/live`}>
                {t('flow.watch', 'Watch live')}
              </Button>
            )}
            <StartRunButton flow={flow} />
            <EditButton flow={flow} version={version} />
          </>
        }
      />
      {version === undefined ? (
        <DraftOnly flow={flow} />
      ) : (
        <Tabs value={tab} onChange={(next) => setSearch({ tab: next ?? undefined })} keepMounted={false} className="flow-tabs">
          <Tabs.List>
            <Tabs.Tab value="design">{t('flow.design', 'Design')}</Tabs.Tab>
            <Tabs.Tab value="versions">{t('flow.versions', 'Versions')}</Tabs.Tab>
            <Tabs.Tab value="changes">{t('flow.changes', 'Changes')}</Tabs.Tab>
            <Tabs.Tab value="json">{t('flow.json', 'JSON')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="design">
            <QueryView query={query}>{({ document }) => <Design document={document} />}</QueryView>
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionList flow={flow} />
          </Tabs.Panel>
          <Tabs.Panel value="changes" pt="xs">
            <ComparedVersions flow={flow} from={from ?? (version > 1 ? String(version - 1) : undefined)} to={String(version)} />
          </Tabs.Panel>
          <Tabs.Panel value="json" pt="xs">
            <QueryView query={query}>{({ document }) => <JsonView value={document} label={flow.name} maxHeight={700} />}</QueryView>
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}

function Design({ document }: { readonly document: FlowDocument }) {
  const manifests = useManifests();
  const [{ node: selected }, setSearch] = usePageSearch();
  const nodes = useMemo(() => drawNodes(document, manifests), [document, manifests]);
  const edges = useMemo(() => drawEdges(document, manifests), [document, manifests]);
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: [] }), [selected]);
  const known = selected === undefined ? undefined : document.nodes[selected];
  return (
    <div className="run-main">
      <div className="run-canvas">
        <FlowCanvas
          label={document.name}
          nodes={nodes}
          edges={edges}
          selection={selection}
          onSelect={({ nodes: [nodeId] }) => setSearch({ node: nodeId })}
        />
      </div>
      <aside className="side-panel" aria-label={t('editor.inspector', 'Settings')}>
        {selected !== undefined && known !== undefined ? (
          <Inspector key={selected} flow={document} nodeId={selected} manifest={manifests.get(known.type)} problems={[]} />
        ) : (
          <FlowSettings flow={document} />
        )}
      </aside>
    </div>
  );
}

function ComparedVersions({ flow, from, to }: { readonly flow: FlowSummary; readonly from: string | undefined; readonly to: string }) {
  const [, setSearch] = usePageSearch();
  const numbers = Array.from({ length: flow.latestVersion ?? 0 }, (_, i) => String((flow.latestVersion ?? 0) - i));
  return (
    <>
      <Group mb="xs">
        <Select
          label={t('diff.from', 'From version')}
          data={numbers}
          value={from ?? null}
          onChange={(next) => setSearch({ from: next ?? undefined })}
        />
        <Select
          label={t('diff.to', 'To version')}
          data={numbers}
          value={to}
          onChange={(next) => setSearch({ version: next ?? undefined })}
        />
      </Group>
      <ChangeList flowId={flow.flowId} from={from} to={to} onGo={(node) => setSearch({ tab: 'design', node })} />
    </>
  );
}

function DraftOnly({ flow }: { readonly flow: FlowSummary }) {
  const [draft] = flow.drafts;
  return (
    <EmptyState
      title={t('flow.no-version', 'This flow has no version yet')}
      why={t('flow.no-version-why', 'It exists as a draft only. Publish the draft to make its first version.')}
      action={
        draft !== undefined && (
          <Button component={Link} to={`/flows/${flow.flowId}/drafts/${draft.draftId}`}>
            {t('flow.open-draft', 'Open the draft')}
          </Button>
        )
      }
    />
  );
}

/** Opens one's own draft, or branches one from the version that is shown. */
function EditButton({ flow, version }: { readonly flow: FlowSummary; readonly version: number | undefined }) {
  const userId = useSession().data?.user.userId;
  const navigate = useNavigate();
  const [own] = flow.drafts.filter(({ owner }) => owner === userId);
  const [error, setError] = useState<unknown>();
  const open = (draftId: string) => navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId: flow.flowId, draftId } });
  const branch = useMutation({
    mutationFn: () =>
      callApi<DraftView>('POST', apiPath`/api/flows/${flow.flowId}/drafts`, {
        body: version === undefined ? {} : { baseVersion: version },
      }),
    onError: setError,
    async onSuccess({ draftId }) {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await open(draftId);
    },
  });
  if (error !== undefined) return <ErrorPanel error={error} onRetry={() => setError(undefined)} />;
  return (
    <Button loading={branch.isPending} onClick={() => (own === undefined ? branch.mutate() : void open(own.draftId))}>
      {own === undefined ? t('flow.edit', 'Edit as a draft') : t('flow.continue', 'Continue my draft')}
    </Button>
  );
}
