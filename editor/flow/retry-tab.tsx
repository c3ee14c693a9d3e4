/** What becomes of a step that fails: its time-out, how often it is tried again, where it leads for good, what undoes it. */
import { NativeSelect, Stack } from '@mantine/core';
import type { NodeSettings } from '#flows/edits/configure-node.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { DurationField } from '../forms/duration-field.tsx';
import { t } from '../text.ts';
import type { ChangeFlow } from './inspector.tsx';
import { RetryForm } from './retry-form.tsx';
import { WaysOut } from './ways-out.tsx';

/** Of the runtime, where neither node nor type says one. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface RetryTabProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly onSet: (topic: string, settings: NodeSettings) => void;
  /** Left out: only to look at. */
  readonly onChange: ChangeFlow | undefined;
}

export function RetryTab({ flow, nodeId, manifests, onSet, onChange }: RetryTabProps) {
  const node = flow.nodes[nodeId]!;
  const fallbackMs = manifests.get(node.type)?.defaultTimeoutMs;
  const readOnly = onChange === undefined;
  return (
    <Stack gap="sm" className={readOnly ? 'form-reading' : undefined}>
      <DurationField
        label={t('inspector.timeout', 'Time-out of an attempt')}
        readOnly={readOnly}
        fallbackMs={fallbackMs}
        value={node.timeoutMs}
        onChange={(timeoutMs) => onSet('timeout', { timeoutMs: timeoutMs === undefined || timeoutMs < 1 ? null : timeoutMs })}
      />
      <RetryForm
        value={node.retry}
        timeoutMs={node.timeoutMs ?? fallbackMs ?? DEFAULT_TIMEOUT_MS}
        readOnly={readOnly}
        onChange={(retry) => onSet('retry', { retry: retry ?? null })}
      />
      <WaysOut flow={flow} nodeId={nodeId} manifests={manifests} kind="error" onChange={onChange} />
      <NativeSelect
        size="xs"
        label={t('inspector.compensate', 'Undone by')}
        description={t('inspector.compensate-help', 'The step that takes this one back when the run is compensated.')}
        disabled={readOnly}
        data={[
          { value: '', label: t('inspector.compensate-none', 'nothing') },
          ...Object.entries(flow.nodes)
            .filter(([id, other]) => id !== nodeId && manifests.get(other.type)?.kind !== 'trigger')
            .map(([id, other]) => ({ value: id, label: other.label ?? id })),
        ]}
        value={node.compensate ?? ''}
        onChange={(event) => onSet('compensate', { compensate: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
    </Stack>
  );
}
