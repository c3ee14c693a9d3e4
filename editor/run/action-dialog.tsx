/** One operator action on one run: what it does to the run, its writes and its lane, the data it needs, and the reason. */
import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RunActionResult, RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { isFinal, type OperatorAction } from '#flows/run.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { ACTION_TEXTS } from './action-texts.ts';
import { LaterRuns } from './later-runs.tsx';
import { readJson } from './read-json.ts';
import { type RetryChoice, RetryFields } from './retry-fields.tsx';
import { onlySendable, sendableAgain, writesOf } from './run-writes.ts';
import { stepTitle } from './step-title.ts';
import { refreshRun, runPath, useRunEvents } from './use-run.ts';
import { WritePreview } from './write-preview.tsx';

export interface RunActionDialogProps {
  readonly run: RunView;
  readonly action: OperatorAction;
  /** The step it concerns; left out: the one that blocks. */
  readonly path?: string | undefined;
  /** Ports that a skipped step may leave by. */
  readonly ports?: readonly string[];
  readonly onClose: () => void;
}

const WITH_DATA: readonly OperatorAction[] = ['edit', 'skip', 'mark-confirmed'];
/** The run ends or goes on without the step: what waits behind it must not be surprised. */
const LETS_OTHERS_PASS: readonly OperatorAction[] = ['set-aside', 'cancel', 'compensate', 'skip'];
/** These are about a step; the others about the run as a whole. */
const ABOUT_A_STEP: readonly OperatorAction[] = ['retry', 'edit', 'skip', 'send-again', 'mark-confirmed', 'mark-not-applied'];

type Edited = 'trigger' | 'config';

export function RunActionDialog({ run, action, path, ports = [], onClose }: RunActionDialogProps) {
  const { label, effect, danger } = ACTION_TEXTS[action];
  const step = path ?? run.blockedAt;
  const [edited, setEdited] = useState<Edited>('trigger');
  const [text, setText] = useState(() => (action === 'edit' ? toText(bodyOf(run)) : ''));
  const [port, setPort] = useState<string | null>(null);
  const [again, setAgain] = useState<RetryChoice>({});
  const choices = sendableAgain(writesOf(useRunEvents(run.runId).data ?? []), step);
  const [picked, setPicked] = useState<string | null>(null);
  const effectKey = action === 'send-again' ? (picked ?? onlySendable(choices)?.effectKey) : undefined;
  const parsed = readJson(text);
  const retriesFinal = action === 'retry' && isFinal(run.state);
  const named = action === 'edit' ? (edited === 'config' ? step : undefined) : retriesFinal ? again.fromPath : path;

  async function act(reason: string): Promise<void> {
    if (WITH_DATA.includes(action) && parsed.problem !== undefined) throw new Error(parsed.problem);
    const result = await callApi<RunActionResult>('POST', `${runPath(run.runId)}/actions`, {
      body: {
        action,
        reason,
        ...(named === undefined ? {} : { path: named }),
        ...(effectKey === undefined ? {} : { effectKey }),
        ...(WITH_DATA.includes(action) && parsed.value !== undefined ? { data: parsed.value } : {}),
        ...(action === 'skip' && port !== null ? { port } : {}),
        ...(retriesFinal && again.version !== undefined ? { version: again.version } : {}),
      },
    });
    refreshRun(run.runId);
    for (const resource of ['runs', 'lanes', 'metrics']) void queryClient.invalidateQueries({ queryKey: [resource] });
    for (const message of result.warnings) notify({ title: label, message, tone: 'warning', stays: true });
    if (result.newRunId !== undefined)
      notify({ title: label, message: t('action.new-run', 'Started as run {runId}.', { runId: result.newRunId }) });
  }

  function chooseEdited(next: Edited): void {
    setEdited(next);
    setText(toText(next === 'trigger' ? bodyOf(run) : findNodeByPath(run.document, run.called, step ?? '')?.config));
  }

  return (
    <ReasonDialog
      title={ABOUT_A_STEP.includes(action) && step !== undefined && !retriesFinal ? `${label}: ${stepTitle(run, step)}` : label}
      effect={
        retriesFinal
          ? t('action.retry-final', 'A new run begins from what this one has recorded; this one stays as it is.')
          : action === 'edit'
            ? EDIT_EFFECTS[edited]
            : effect
      }
      confirmLabel={label}
      danger={danger}
      onConfirm={act}
      onClose={onClose}
    >
      {LETS_OTHERS_PASS.includes(action) && <LaterRuns run={run} />}
      <WritePreview
        run={run}
        intent={{
          action,
          blockedAt: step,
          effectKey,
          editsStep: edited === 'config',
          canUndo: (written) => canUndo(run, written),
        }}
      />
      {retriesFinal && <RetryFields run={run} choice={again} onChange={setAgain} />}
      {action === 'edit' && step !== undefined && (
        <SegmentedControl
          aria-label={t('action.edit-what', 'What is edited')}
          value={edited}
          data={[
            { value: 'trigger', label: t('action.edit-trigger', 'What the run began with') },
            { value: 'config', label: t('action.edit-config', 'Configuration of the step') },
          ]}
          onChange={(next) => chooseEdited(next as Edited)}
        />
      )}
      {WITH_DATA.includes(action) && (
        <Textarea
          label={dataLabel(action, edited)}
          description={
            action !== 'edit'
              ? t('action.data-help', 'JSON; leave it empty for none.')
              : text.includes('"$sealed"')
                ? t('action.sealed-help', 'A masked value ("$sealed") stays what it is as long as you leave it as it stands.')
                : undefined
          }
          autosize
          minRows={4}
          maxRows={18}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={text}
          error={parsed.problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {action === 'send-again' && choices.length > 1 && (
        <Select
          label={t('action.write', 'Which write')}
          description={t('action.write-help', 'The others of the step are known as done and are not repeated.')}
          data={choices.map(({ effectKey: value, operation, state }, index) => ({ value, label: `${index + 1}. ${operation} (${state})` }))}
          value={effectKey ?? null}
          allowDeselect={false}
          required
          onChange={setPicked}
        />
      )}
      {action === 'skip' && ports.length > 0 && (
        <Select
          label={t('action.port', 'Leave by port')}
          data={[...ports]}
          value={port}
          clearable
          placeholder={t('action.port-first', 'The first port')}
          onChange={setPort}
        />
      )}
    </ReasonDialog>
  );
}

const EDIT_EFFECTS: { readonly [what in Edited]: string } = {
  trigger: t(
    'action.edit-trigger-effect',
    'The run goes through again with the message below: it asks and computes anew, and what was confirmed is not sent again.',
  ),
  config: t('action.edit-config-effect', 'The step is tried again with the configuration below, as a new request.'),
};

/** The step itself or one that calls its flow says which step undoes it. */
function canUndo(run: RunView, path: string): boolean {
  const segments = path.split('/');
  return segments.some((_, i) => findNodeByPath(run.document, run.called, segments.slice(0, i + 1).join('/'))?.compensate !== undefined);
}

function bodyOf(run: RunView): Json | undefined {
  return (run.trigger as { readonly body?: Json } | undefined)?.body;
}

function toText(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}

function dataLabel(action: OperatorAction, edited: Edited): string {
  if (action === 'edit')
    return edited === 'trigger' ? t('action.trigger', 'New trigger body') : t('action.step-config', 'New configuration of the step');
  if (action === 'skip') return t('action.output', 'Output of the step');
  return t('action.system-answer', "The other system's answer");
}
