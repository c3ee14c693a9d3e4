/** A node tried while it is drawn: what it gets, a button, what came of it; and what it is pinned to. */
import { Alert, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { GrowingText } from '../ui/growing-text.tsx';
import { fromText, type NodeInput, toText } from './node-input.ts';
import { PinField } from './pin-field.tsx';
import { TriedStepView } from './tried-step-view.tsx';
import { TryButtons } from './try-buttons.tsx';
import { useNodeInput } from './use-node-input.ts';
import type { DraftTry } from './use-try.ts';

export interface TestTabProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly trying: DraftTry;
}

/** Of a loop: the first ones say enough. */
const MOST_SHOWN = 10;
const NOTHING: NodeInput = { steps: {} };

export function TestTab({ flow, nodeId, manifests, trying }: TestTabProps) {
  const chosen = useNodeInput(flow, nodeId, manifests, trying);
  const [written, setWritten] = useState<string>();
  const given = written === undefined ? chosen.input : fromText(written, chosen.input ?? NOTHING);
  const fault = typeof given === 'string' ? given : undefined;
  const { tried } = trying;
  const steps = (tried?.report.steps ?? []).filter(({ path }) => !path.includes('/') && withoutIteration(path) === nodeId);
  const wasAsked = tried !== undefined && (tried.asked.only === nodeId || tried.asked.to === nodeId);
  const pin = (
    <PinField
      key={`${nodeId} ${trying.pins.get(nodeId)?.pinnedAt ?? ''}`}
      flow={flow}
      nodeId={nodeId}
      manifests={manifests}
      trying={trying}
    />
  );
  return (
    <Stack gap="sm">
      <NativeSelect
        size="xs"
        label={t('try.source', 'Input from')}
        data={[
          ...(written === undefined ? [] : [{ value: 'written', label: t('try.written', 'Written here') }]),
          ...(chosen.source === '' ? [{ value: '', label: '…' }] : []),
          ...chosen.sources,
        ]}
        value={written === undefined ? chosen.source : 'written'}
        onChange={(event) => {
          setWritten(undefined);
          chosen.choose(event.currentTarget.value);
        }}
      />
      {chosen.error !== null && <ErrorPanel error={chosen.error} />}
      <GrowingText
        label={t('try.given', 'Input (JSON)')}
        description={t('try.given-help', 'trigger.body, and what the steps before gave. Masked values are replaced by made-up ones.')}
        minRows={3}
        maxRows={8}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        error={fault === undefined ? undefined : t('try.no-input', 'This is no input: {why}', { why: fault })}
        value={written ?? (chosen.input === undefined ? '' : toText(chosen.input))}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <TryButtons flow={flow} nodeId={nodeId} manifests={manifests} trying={trying} input={typeof given === 'string' ? undefined : given} />
      {trying.pins.has(nodeId) && pin}
      {trying.error !== null && <ErrorPanel error={trying.error} />}
      {tried?.report.refused !== undefined && wasAsked && (
        <Alert color="red" p="xs">
          {tried.report.refused}
        </Alert>
      )}
      {steps.length > 0 && tried !== undefined && (
        <section aria-label={t('try.came', 'What came of it')}>
          <Title order={3} mb="xs">
            {t('try.came', 'What came of it')}
          </Title>
          {tried.flow !== flow && (
            <Text size="xs" c="dimmed" mb="xs">
              {t('try.before-change', 'Tried before the last change of the draft.')}
            </Text>
          )}
          {steps.slice(0, MOST_SHOWN).map((step) => (
            <div key={step.path}>
              {steps.length > 1 && <Text className="mono">{step.path}</Text>}
              <TriedStepView step={step} nodeId={nodeId} trying={trying} />
            </div>
          ))}
          {steps.length > MOST_SHOWN && <Text size="sm">{t('try.more', '{count} more items', { count: steps.length - MOST_SHOWN })}</Text>}
        </section>
      )}
      {wasAsked && steps.length === 0 && tried.report.refused === undefined && (
        <Text size="sm">{t('try.not-reached', 'The run did not come to this node: the card before it shows where it went.')}</Text>
      )}
      {!trying.pins.has(nodeId) && pin}
    </Stack>
  );
}
