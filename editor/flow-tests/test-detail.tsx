/** One test from near: what it says, what came of it, and the way it went on the drawing. */
import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { FlowTestResult, FlowTestView } from '#flows/api/flow-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json } from '#flows/json.ts';
import { findNodeByPath, foldSteps } from '#flows/step-views.ts';
import { expectationOf } from '#flows/test-of-run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { withCallingSteps } from '../run/calling-steps.ts';
import { EventList } from '../run/event-list.tsx';
import { RunCanvas } from '../run/run-canvas.tsx';
import { readCalledFlows } from '../server/called-flows.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

export interface TestDetailProps {
  readonly view: FlowTestView;
  readonly result: FlowTestResult | undefined;
  readonly document: FlowDocument;
  readonly running: boolean;
  /** Left out: whoever looks may not. */
  readonly onRun: (() => void) | undefined;
  readonly onEdit: ((test: FlowTest) => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}

export function TestDetail({ view, result, document, running, onRun, onEdit, onRemove }: TestDetailProps) {
  const { name, test, changedBy } = view;
  return (
    <section className="flow-tests-detail" aria-label={t('tests.detail', 'Test {name}', { name })}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2}>{name}</Title>
            <Text size="xs" c="dimmed">
              {t('tests.by', 'saved by {name}', { name: changedBy })}
            </Text>
          </div>
          <Group gap="xs">
            {onRun !== undefined && (
              <Button size="compact-sm" variant="default" loading={running} onClick={onRun}>
                {t('tests.run', 'Run this test')}
              </Button>
            )}
            {onEdit !== undefined && (
              <Button size="compact-sm" variant="default" onClick={() => onEdit(test)}>
                {t('tests.edit', 'Edit …')}
              </Button>
            )}
            {onRemove !== undefined && (
              <Button size="compact-sm" variant="default" onClick={onRemove}>
                {t('tests.remove-open', 'Remove …')}
              </Button>
            )}
          </Group>
        </Group>
        {test.description !== undefined && <Text size="sm">{test.description}</Text>}
        {result === undefined ? (
          <Text size="sm" c="dimmed">
            {t('tests.run-to-see', 'Run it to see the way it goes. The other systems are answered for by the test, nobody is called.')}
          </Text>
        ) : (
          <Result test={test} result={result} document={document} onEdit={onEdit} />
        )}
        <Part title={t('tests.input', 'What comes in')} value={test.input} />
        {test.earlier !== undefined && <Part title={t('tests.earlier', 'What came before')} value={test.earlier} />}
        {test.doubles !== undefined && <Part title={t('tests.doubles', 'What the others answer')} value={test.doubles} />}
        <Part title={t('tests.expect', 'What must come of it')} value={test.expect} />
      </Stack>
    </section>
  );
}

function Part({ title, value }: { readonly title: string; readonly value: unknown }) {
  return (
    <div>
      <Title order={3}>{title}</Title>
      <JsonView value={value} label={title} maxHeight={240} />
    </div>
  );
}

/** Null: the test did not come there. */
function outputOf(events: readonly TraceEvent[], path: string): Json {
  const completed = events.findLast((event) => event.type === 'step-completed' && event.path === path);
  return completed?.type === 'step-completed' ? completed.output : null;
}

interface ResultProps {
  readonly test: FlowTest;
  readonly result: FlowTestResult;
  readonly document: FlowDocument;
  readonly onEdit: ((test: FlowTest) => void) | undefined;
}

function Result({ test, result: { passed, faults, state, events }, document, onEdit }: ResultProps) {
  const [node, setNode] = useState<string>();
  const called = useQuery({ queryKey: ['called-flows', document], queryFn: () => readCalledFlows(document) }).data;
  const run = useMemo(() => ({ document, called: called ?? {} }), [document, called]);
  const steps = useMemo(
    () => withCallingSteps([...foldSteps(events, (path) => findNodeByPath(run.document, run.called, path)).values()], run),
    [events, run],
  );
  return (
    <>
      <Alert
        color={passed ? 'green' : 'red'}
        p="xs"
        role="status"
        title={passed ? t('tests.went-well', 'Passed') : t('tests.went-wrong', 'Failed')}
      >
        <Group gap="xs">
          <Text size="sm">{t('tests.run-is', 'The run is')}</Text>
          <StateBadge state={state} />
        </Group>
        {faults.length > 0 && (
          <List size="sm" mt={4}>
            {faults.map((fault) => (
              <List.Item key={fault}>{spoken(fault)}</List.Item>
            ))}
          </List>
        )}
        {!passed && onEdit !== undefined && events.length > 0 && (
          <Button size="compact-xs" variant="default" mt="xs" onClick={() => onEdit({ ...test, expect: expectationOf(state, events) })}>
            {t('tests.take', 'Expect what came …')}
          </Button>
        )}
      </Alert>
      {events.length > 0 && (
        <>
          <div className="flow-tests-canvas">
            <RunCanvas
              run={run}
              label={t('tests.way', 'The way that the test went')}
              flowPath=""
              steps={steps}
              step={node}
              onSelect={setNode}
            />
          </div>
          {node !== undefined && document.nodes[node] !== undefined && (
            <Part
              title={t('tests.gave', 'What "{step}" gave', { step: document.nodes[node]?.label ?? node })}
              value={outputOf(events, node)}
            />
          )}
          <details>
            <summary>{t('tests.events', 'Every event ({count})', { count: events.length })}</summary>
            <EventList run={run} events={events} />
          </details>
        </>
      )}
    </>
  );
}
