/** A run, watched live: where it stands, its flow with the state of every step, a timeline, the journal, and one step from near. */
import { Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { RunView } from '#flows/api/runs.ts';
import type { Scope } from '#flows/policy.ts';
import type { OperatorAction } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { LiveStatus } from '../server/live-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { RunActionDialog } from './action-dialog.tsx';
import { useActionTarget } from './action-target.ts';
import { isCalledTrigger, withCallingSteps } from './calling-steps.ts';
import { EventList } from './event-list.tsx';
import { Playback } from './playback.tsx';
import { RevealValues } from './reveal-values.tsx';
import { RunCanvas } from './run-canvas.tsx';
import { RunData } from './run-data.tsx';
import { flowPathOf } from './run-drawing.ts';
import { RunFlows } from './run-flows.tsx';
import { RunHeader } from './run-header.tsx';
import { standingOf } from './run-standing.ts';
import { RunStandingPanel } from './run-standing-panel.tsx';
import { StepPanel } from './step-panel.tsx';
import { StepTimeline } from './step-timeline.tsx';
import { stepLabel } from './step-title.ts';
import { useFoldedSteps, useRun } from './use-run.ts';
import './run.css';

export function RunPage() {
  const { runId } = useParams({ from: '/signed-in/runs/$runId' });
  // A page of its own per run: nothing of the one before is shown.
  return <WatchedRun key={runId} runId={runId} />;
}

function WatchedRun({ runId }: { readonly runId: string }) {
  const { query, events, live } = useRun(runId);
  return (
    <QueryView query={query} page={t('run.page', 'Run')}>
      {(run) => <OpenRun run={run} events={events} live={live} />}
    </QueryView>
  );
}

interface OpenRunProps {
  readonly run: RunView;
  readonly events: readonly TraceEvent[];
  readonly live: LiveStatus;
}

function OpenRun({ run, events, live }: OpenRunProps) {
  const [{ step, flow: flowPath = '', tab = 'timeline' }, setSearch] = usePageSearch();
  const [shown, setShown] = useState<number>();
  const [action, setAction] = useState<OperatorAction>();
  const now = useNow();
  const visible = useMemo(() => (shown === undefined ? events : events.slice(0, shown)), [events, shown]);
  const folded = useFoldedSteps(visible, run);
  const steps = useMemo(() => withCallingSteps([...folded.values()], run), [folded, run]);
  const timed = useMemo(() => steps.filter((candidate) => !isCalledTrigger(run, candidate)), [steps, run]);
  const untilMs = shown === undefined ? Date.parse(run.endedAt ?? '') || now : Date.parse(visible.at(-1)?.at ?? run.startedAt);
  const standing = shown === undefined ? standingOf(run, steps) : undefined;
  const goTo = (path: string) => setSearch({ step: path, flow: flowPathOf(path) || undefined });
  const target = useActionTarget(run, step);
  const may = useMay();
  const mayAct = may('runs.act', scopeOf(run));
  const mayReveal = may('payloads.reveal', scopeOf(run));
  return (
    <RevealValues run={run} may={mayReveal}>
      <div className="run-page">
        <RunHeader run={run} events={events} live={live} onAct={mayAct ? setAction : undefined} />
        {standing !== undefined && <RunStandingPanel run={run} standing={standing} onGo={goTo} onAct={mayAct ? setAction : undefined} />}
        <RunFlows run={run} steps={steps} flowPath={flowPath} onChange={(flow) => setSearch({ flow, step: undefined })} />
        <div className="run-main">
          <div className="run-work">
            <div className="run-canvas">
              <RunCanvas run={run} flowPath={flowPath} steps={steps} step={step} onSelect={(path) => setSearch({ step: path })} />
            </div>
            <Tabs value={tab} onChange={(next) => setSearch({ tab: next ?? undefined })} keepMounted={false} className="run-bottom">
              <div className="run-tabs">
                <Tabs.List>
                  <Tabs.Tab value="timeline">{t('run.timeline', 'Timeline')}</Tabs.Tab>
                  <Tabs.Tab value="events">{t('run.events', 'Events ({count})', { count: visible.length })}</Tabs.Tab>
                  <Tabs.Tab value="data">{t('run.data', 'Trigger and output')}</Tabs.Tab>
                </Tabs.List>
                <Playback events={events} shown={shown} ended={run.endedAt !== undefined} onChange={setShown} />
              </div>
              <Tabs.Panel value="timeline">
                <StepTimeline
                  steps={timed}
                  events={visible}
                  acceptedAt={run.startedAt}
                  untilMs={untilMs}
                  labelOf={(path) => stepLabel(run, path)}
                  selected={step}
                  onSelect={goTo}
                />
              </Tabs.Panel>
              <Tabs.Panel value="events">
                <EventList run={run} events={visible} onGo={goTo} />
              </Tabs.Panel>
              <Tabs.Panel value="data">
                <RunData run={run} />
              </Tabs.Panel>
            </Tabs>
          </div>
          {step !== undefined && (
            <StepPanel
              run={run}
              path={step}
              steps={steps}
              onGo={goTo}
              onOpenFlow={(flow) => setSearch({ flow, step: undefined })}
              onClose={() => setSearch({ step: undefined })}
            />
          )}
        </div>
        {action !== undefined && (
          <RunActionDialog
            run={run}
            action={action}
            path={action === 'edit' ? undefined : target.path}
            ports={target.ports}
            onClose={() => setAction(undefined)}
          />
        )}
      </div>
    </RevealValues>
  );
}

/** Where the rights on a run are granted. */
function scopeOf({ environment, plant, document }: RunView): Scope {
  return { environment, folder: document.owner, ...(plant === undefined ? {} : { plant }) };
}
