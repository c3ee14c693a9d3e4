/** A flow with all its runs, live: how many are at each node and what they do there; who stands at one node, from near. */
import { Group, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowCounters } from '#flows/trace-protocol.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { drawEdges, drawNodes } from '../canvas/draw-flow.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useStatusStore } from '../canvas/use-status-store.ts';
import { useFlow, useVersion } from '../server/queries.ts';
import { useLive } from '../server/use-live.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LiveBadge } from '../ui/live-badge.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { PauseBanner, PauseButton } from './flow-pause.tsx';
import { FlowWork } from './flow-work.tsx';
import { advanceRate, liveStatuses, type RateMeter } from './live-drawing.ts';
import { RateBars } from './rate-bars.tsx';
import { RunsAtNode } from './runs-at-node.tsx';
import '../operations/operations.css';
import '../run/run.css';

export function FlowLivePage() {
  const { flowId = '' } = useParams({ strict: false });
  const environment = useEnvironmentName();
  const flow = useFlow(flowId);
  return (
    <QueryView query={flow} page={t('flow.page', 'Flow')}>
      {(found) => <LiveFlow key={`${flowId} ${environment}`} flow={found} environment={environment} />}
    </QueryView>
  );
}

function LiveFlow({ flow, environment }: { readonly flow: FlowSummary; readonly environment: string }) {
  // The newest major that is deployed here; runs of older ones stand at the same nodes where those still exist.
  const deployed = flow.deployments.filter((one) => one.environment === environment).toSorted((a, b) => b.major - a.major)[0];
  const version = useVersion(flow.flowId, deployed?.version);
  if (deployed === undefined)
    return (
      <>
        <PageHeader title={flow.name} />
        <EmptyState
          title={t('flow-live.not-deployed', 'This flow is not deployed in {environment}', { environment })}
          why={t('flow-live.not-deployed-why', 'Its runs are watched here once a version is deployed.')}
        />
      </>
    );
  return <QueryView query={version}>{({ document }) => <LiveDrawing flow={flow} document={document} deployment={deployed} />}</QueryView>;
}

/** Two minutes of seconds. */
const SECONDS = 120;
const NO_EDGES: readonly string[] = [];

interface LiveDrawingProps {
  readonly flow: FlowSummary;
  readonly document: FlowDocument;
  readonly deployment: DeploymentView;
}

function LiveDrawing({ flow, document, deployment }: LiveDrawingProps) {
  const { version, environment } = deployment;
  const [{ node: selected }, setSearch] = usePageSearch();
  const [counters, setCounters] = useState<FlowCounters>();
  const live = useLive(
    { counters: true, environment },
    { onCounters: (flows) => setCounters((old) => flows.find((one) => one.flow === flow.flowId) ?? old) },
  );
  const manifests = useManifests();
  const bare = useMemo(() => ({ nodes: drawNodes(document, manifests), edges: drawEdges(document, manifests) }), [document, manifests]);
  const statuses = useStatusStore(useMemo(() => liveStatuses(counters?.nodes), [counters]));
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: NO_EDGES }), [selected]);
  const select = useCallback(({ nodes: [node] }: CanvasSelection) => setSearch({ node }), [setSearch]);
  return (
    <div className="run-page">
      <PageHeader
        title={flow.name}
        about={
          <Group gap="xs">
            <PageLink to={`/flows/${flow.flowId}`}>{t('run.version', 'version {version}', { version })}</PageLink>
            <LiveBadge status={live} />
          </Group>
        }
        actions={
          <>
            <EndRate counters={counters} />
            <PauseButton deployment={deployment} />
            <PageLink to="/runs" search={{ flow: flow.flowId }}>
              {t('flow-live.runs', 'Runs as a list')}
            </PageLink>
          </>
        }
      />
      <PauseBanner deployment={deployment} />
      <Figures counters={counters} />
      <FlowWork deployment={deployment} folder={flow.owner} />
      <div className="run-main">
        <div className="run-canvas">
          {manifests.size === 0 ? (
            <Loading />
          ) : (
            <FlowCanvas
              label={document.name}
              nodes={bare.nodes}
              edges={bare.edges}
              selection={selection}
              onSelect={select}
              statuses={statuses}
            />
          )}
        </div>
        {selected !== undefined && document.nodes[selected] !== undefined && (
          <RunsAtNode
            flowId={flow.flowId}
            environment={environment}
            nodeId={selected}
            label={document.nodes[selected].label ?? selected}
            onClose={() => setSearch({ node: undefined })}
          />
        )}
      </div>
    </div>
  );
}

function Figures({ counters }: { readonly counters: FlowCounters | undefined }) {
  const { completed = 0, failed = 0, otherwise = 0, duplicates = 0 } = counters ?? {};
  return (
    <Group gap="lg" className="facts" role="status" aria-label={t('flow-live.figures', 'Runs of the flow now')}>
      {(['running', 'waiting', 'held', 'parked'] as const).map((state) => (
        <Group key={state} gap={6}>
          <StateBadge state={state} />
          <Text fw={600} className="number">
            {counters?.[state] ?? 0}
          </Text>
        </Group>
      ))}
      <Text size="sm" className="number">
        {t(
          'flow-live.since',
          'Since Millrace started: {completed} completed, {failed} failed, {otherwise} superseded, stale or set aside, {duplicates} duplicates',
          { completed, failed, otherwise, duplicates },
        )}
      </Text>
    </Group>
  );
}

/** How many runs end in a second. */
function EndRate({ counters }: { readonly counters: FlowCounters | undefined }) {
  const meter = useRef<RateMeter>(undefined);
  const now = useNow();
  if (counters !== undefined)
    meter.current = advanceRate(meter.current, counters.completed + counters.failed + counters.otherwise, Math.floor(now / 1_000), SECONDS);
  return <RateBars perSecond={meter.current?.perSecond ?? []} />;
}
