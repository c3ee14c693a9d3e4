/** One operator action on one run: what it does, the data it needs, the reason; warnings of the engine are shown afterwards. */
import { Select, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { RunActionResult } from '#flows/api.ts';
import type { Json } from '#flows/json.ts';
import type { OperatorAction } from '#flows/run.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { ACTION_TEXTS } from './action-texts.ts';
import { readJson } from './read-json.ts';
import { refreshRun, runPath } from './use-run.ts';

export interface RunActionDialogProps {
  readonly runId: string;
  readonly action: OperatorAction;
  /** The step it concerns; left out: the one that blocks, or for `edit` the trigger. */
  readonly path?: string | undefined;
  /** Ports that a skipped step may leave by. */
  readonly ports?: readonly string[];
  /** What `edit` begins with: the trigger's body, or the step's config with `path`. */
  readonly data?: Json | undefined;
  /** What else whoever decides should see first, e.g. which runs wait behind this one. */
  readonly note?: ReactNode;
  readonly onClose: () => void;
}

const WITH_DATA: readonly OperatorAction[] = ['edit', 'skip', 'mark-confirmed'];

export function RunActionDialog({ runId, action, path, ports = [], data, note, onClose }: RunActionDialogProps) {
  const { label, effect, danger } = ACTION_TEXTS[action];
  const [text, setText] = useState(() => (data === undefined ? '' : JSON.stringify(data, null, 2)));
  const [port, setPort] = useState<string | null>(null);
  const parsed = readJson(text);

  async function act(reason: string): Promise<void> {
    if (WITH_DATA.includes(action) && parsed.problem !== undefined) throw new Error(parsed.problem);
    const result = await callApi<RunActionResult>('POST', `${runPath(runId)}/actions`, {
      body: {
        action,
        reason,
        ...(path === undefined ? {} : { path }),
        ...(WITH_DATA.includes(action) && parsed.value !== undefined ? { data: parsed.value } : {}),
        ...(action === 'skip' && port !== null ? { port } : {}),
      },
    });
    refreshRun(runId);
    void queryClient.invalidateQueries({ queryKey: ['runs'] });
    void queryClient.invalidateQueries({ queryKey: ['lanes'] });
    for (const message of result.warnings) notify({ title: label, message, tone: 'warning', stays: true });
    if (result.newRunId !== undefined)
      notify({ title: label, message: t('action.new-run', 'Started as run {runId}.', { runId: result.newRunId }) });
  }

  return (
    <ReasonDialog
      title={path === undefined ? label : `${label}: ${path}`}
      effect={effect}
      confirmLabel={label}
      danger={danger}
      onConfirm={act}
      onClose={onClose}
    >
      {note}
      {WITH_DATA.includes(action) && (
        <Textarea
          label={dataLabel(action, path)}
          description={action === 'edit' ? undefined : t('action.data-help', 'JSON; leave it empty for none.')}
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

function dataLabel(action: OperatorAction, path: string | undefined): string {
  if (action === 'edit')
    return path === undefined ? t('action.trigger', 'New trigger body') : t('action.step-config', 'New configuration of the step');
  if (action === 'skip') return t('action.output', 'Output of the step');
  return t('action.system-answer', "The other system's answer");
}
