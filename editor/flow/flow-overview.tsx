/** A flow as it is published: its drawing, versions, changes, document; and the way to a draft. */
import { Anchor, Badge, Button, Group, Tabs, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { useVersion } from '../server/queries.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ComparedVersions } from './compared-versions.tsx';
import { EditButton } from './edit-button.tsx';
import { FlowDesign } from './flow-design.tsx';
import { LiveVersions } from './live-versions.tsx';
import { StartRunButton } from './start-run.tsx';
import { VersionList } from './version-list.tsx';

const FlowTests = later(() => import('../flow-tests/flow-tests.tsx'), 'FlowTests');

export function FlowOverview({ flow }: { readonly flow: FlowSummary }) {
  const [{ tab = 'design', version: wanted }, setSearch] = usePageSearch();
  const version = wanted === undefined ? flow.latestVersion : Number(wanted);
  const query = useVersion(flow.flowId, version);
  return (
    <div className="run-page">
      <PageHeader
        title={flow.name}
        about={
          <Group gap="xs">
            <Badge color="gray" className="state-badge">
              {spokenName(flow.layer)}
            </Badge>
            <Text size="sm">{flow.owner}</Text>
            {version === undefined ? (
              <Text size="sm">{t('flow.unpublished', 'not published yet')}</Text>
            ) : (
              <LiveVersions flow={flow} looking={{ version }} />
            )}
            {version !== undefined && version !== flow.latestVersion && (
              <Anchor component="button" type="button" size="sm" onClick={() => setSearch({ version: undefined })}>
                {t('flow.to-newest', 'show the newest ({version})', { version: flow.latestVersion ?? 0 })}
              </Anchor>
            )}
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
            <Tabs.Tab value="tests">{t('flow.tests', 'Tests')}</Tabs.Tab>
            <Tabs.Tab value="changes">{t('flow.changes', 'Changes')}</Tabs.Tab>
            <Tabs.Tab value="json">{t('flow.json', 'JSON')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="design">
            <QueryView query={query}>{({ document }) => <FlowDesign document={document} />}</QueryView>
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionList flow={flow} />
          </Tabs.Panel>
          <Tabs.Panel value="tests" className="flow-tests-panel">
            <QueryView query={query}>
              {({ document }) => (
                <Suspense fallback={<Loading />}>
                  <FlowTests flowId={flow.flowId} owner={flow.owner} document={document} target={{ version }} />
                </Suspense>
              )}
            </QueryView>
          </Tabs.Panel>
          <Tabs.Panel value="changes">
            <ComparedVersions flow={flow} to={version} />
          </Tabs.Panel>
          <Tabs.Panel value="json">
            <QueryView query={query}>{({ document }) => <JsonView value={document} label={flow.name} maxHeight={1_200} />}</QueryView>
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
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
