/** A run, watched live: its flow with the state of every step, a timeline, the journal, and one step from near. */
import { ScrollArea, SegmentedControl, Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { RunView, StepView } from '#flows/api.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { EventList } from './event-list.tsx';
import { drawRun, flowPathOf, stepsByNode } from './run-drawing.ts';
import { RunErrorPanel } from './run-error-panel.tsx';
import { RunHeader } from './run-header.tsx';
import { StepPanel } from './step-panel.tsx';
import { StepTimeline } from './step-timeline.tsx';
import { useRun } from './use-run.ts';
import './run.css';

export function RunPage() {
  const { runId } = useParams({ from: '/signed-in/runs/$runId' });
  // A page of its own per run: nothing of the one before is shown.
  return <WatchedRun key={runId} runId={runId} />;
}

function WatchedRun({ runId }: { readonly runId: string }) {
  const { query, run, events, steps, live } = useRun(runId);
  const [{ step, flow: flowPath = '', tab = 'timeline' }, setSearch] = usePageSearch();
  const selectStep = useCallback((path: string | undefined) => setSearch({ step: path }), [setSearch]);
  return (
    <QueryView query={query}>
      {(view) => (
        <div className="run-page">
          <RunHeader run={view} live={live} step={step} />
          {view.error !== undefined && <RunErrorPanel error={view.error} />}
          <FlowTabs run={view} steps={steps} flowPath={flowPath} onChange={(flow) => setSearch({ flow })} />
          <div className="run-main">
            <div className="run-canvas">
              <RunCanvas run={run ?? view} flowPath={flowPath} steps={steps} step={step} onSelect={selectStep} />
            </div>
            {step !== undefined && (
              <StepPanel
                runId={runId}
                path={step}
                calledFlow={calledBy(view, step)}
                onOpenFlow={(flow) => setSearch({ flow, step: undefined })}
                onClose={() => selectStep(undefined)}
              />
            )}
          </div>
          <Tabs value={tab} onChange={(next) => setSearch({ tab: next ?? undefined })} keepMounted={false} className="run-bottom">
            <Tabs.List>
              <Tabs.Tab value="timeline">{t('run.timeline', 'Timeline')}</Tabs.Tab>
              <Tabs.Tab value="events">{t('run.events', 'Events ({count})', { count: events.length })}</Tabs.Tab>
              <Tabs.Tab value="data">{t('run.data', 'Trigger and output')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="timeline">
              <StepTimeline
                steps={steps}
                startedAt={view.startedAt}
                endedAt={view.endedAt}
                selected={step}
                onSelect={(path) => setSearch({ step: path, flow: flowPathOf(path) || undefined })}
              />
            </Tabs.Panel>
            <Tabs.Panel value="events">
              <EventList events={events} />
            </Tabs.Panel>
            <Tabs.Panel value="data">
              <JsonView value={{ trigger: view.trigger, output: view.output }} label={t('run.data', 'Trigger and output')} />
            </Tabs.Panel>
          </Tabs>
        </div>
      )}
    </QueryView>
  );
}

interface RunCanvasProps {
  readonly run: RunView;
  readonly flowPath: string;
  readonly steps: readonly StepView[];
  readonly step: string | undefined;
  readonly onSelect: (path: string | undefined) => void;
}

const NO_EDGES: readonly string[] = [];

function RunCanvas({ run, flowPath, steps, step, onSelect }: RunCanvasProps) {
  const manifests = useManifests();
  const now = useNow();
  // The clock moves the drawing only while something is due.
  const clock = steps.some(({ dueAt }) => dueAt !== undefined) ? now : 0;
  const flow = run.called[flowPath] ?? run.document;
  const { nodes, edges } = useMemo(() => drawRun(flow, flowPath, steps, manifests, clock), [flow, flowPath, steps, manifests, clock]);
  const selected = step !== undefined && flowPathOf(step) === flowPath ? step.split('/').at(-1)!.split('@')[0]! : undefined;
  const selection = useMemo(() => ({ nodes: selected === undefined ? [] : [selected], edges: NO_EDGES }), [selected]);
  function select({ nodes: [nodeId] }: CanvasSelection): void {
    if (nodeId === undefined) return;
    const path = stepsByNode(steps, flowPath).get(nodeId)?.[0]?.path;
    if (path !== undefined) onSelect(path);
  }
  return <FlowCanvas key={flowPath} label={flow.name} nodes={nodes} edges={edges} selection={selection} onSelect={select} />;
}

interface FlowTabsProps {
  readonly run: RunView;
  readonly steps: readonly StepView[];
  readonly flowPath: string;
  readonly onChange: (flowPath: string | undefined) => void;
}

/** The run's own flow and those called flows that it came to. */
function FlowTabs({ run, steps, flowPath, onChange }: FlowTabsProps) {
  const reached = useMemo(() => new Set(steps.map(({ path }) => flowPathOf(path))), [steps]);
  const called = Object.entries(run.called).filter(([path]) => reached.has(path) || path === flowPath);
  if (called.length === 0) return null;
  return (
    <ScrollArea type="auto" scrollbars="x">
      <SegmentedControl
        aria-label={t('run.flow', 'Flow shown')}
        value={flowPath}
        data={[
          { value: '', label: run.document.name },
          ...called.map(([path, document]) => ({ value: path, label: `${path.replaceAll('/', ' / ')}: ${document.name}` })),
        ]}
        onChange={(flow) => onChange(flow === '' ? undefined : flow)}
      />
    </ScrollArea>
  );
}

/** Path of the flow that the step calls, where it calls one. */
function calledBy(run: RunView, step: string): string | undefined {
  const path = step.split('/').map(withoutIteration).join('/');
  return run.called[path] === undefined ? undefined : path;
}
