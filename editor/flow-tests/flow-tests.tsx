/** Where an analyst tries a flow: its stored tests with what came of them, and its samples. Nobody is called. */
import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { FlowTestReport, FlowTestResult, FlowTestView, SampleView } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SampleList } from './sample-list.tsx';
import { TestDetail } from './test-detail.tsx';
import { TestList } from './test-list.tsx';
import { summaryText } from './test-words.ts';
import './flow-tests.css';
import { later } from '../ui/later.tsx';

const TestDialog = later(() => import('./test-dialog.tsx'), 'TestDialog');

export interface FlowTestsProps {
  readonly flowId: string;
  readonly owner: string;
  /** What is tried: its names are shown. */
  readonly document: FlowDocument;
  /** Left out: the newest version. */
  readonly target: { readonly draftId: string } | { readonly version: number };
  /** Before every try: the draft is saved. False: it could not be. */
  readonly prepare?: () => Promise<boolean>;
}

/** A test that is being written. */
interface Writing {
  readonly name: string;
  /** 0: a new one. */
  readonly revision: number;
  readonly test: FlowTest;
}

export function testsPath(flowId: string): string {
  return apiPath`/api/flows/${flowId}/tests`;
}

export function FlowTests({ flowId, owner, document, target, prepare }: FlowTestsProps) {
  const query = useResource<Page<FlowTestView>>('flow-tests', testsPath(flowId));
  const may = useMay();
  const mayWrite = may('drafts.write', { folder: owner });
  const samples = useResource<Page<SampleView>>(
    'samples',
    apiPath`/api/flows/${flowId}/samples`,
    {},
    { enabled: may('payloads.read', { folder: owner }) },
  );
  const [results, setResults] = useState<ReadonlyMap<string, FlowTestResult>>(new Map());
  const [chosen, setChosen] = useState<string>();
  const [writing, setWriting] = useState<Writing>();
  const [removing, setRemoving] = useState<string>();

  const run = useMutation({
    async mutationFn(names: readonly string[] | undefined) {
      if (prepare !== undefined && !(await prepare()))
        throw new Error(t('tests.unsaved', 'The draft could not be saved, so nothing was tried.'));
      return callApi<FlowTestReport>('POST', `${testsPath(flowId)}/run`, {
        body: { ...target, ...(names === undefined ? {} : { names }) },
      });
    },
    onSuccess(report) {
      setResults((old) => new Map([...old, ...report.results.map((result) => [result.name, result] as const)]));
      // The first that fails is what one wants to see.
      const failed = report.results.find(({ passed }) => !passed);
      if (failed !== undefined && report.results.length > 1) setChosen(failed.name);
    },
  });

  async function saved(name: string): Promise<void> {
    setWriting(undefined);
    await queryClient.invalidateQueries({ queryKey: ['flow-tests'] });
    setChosen(name);
    run.mutate([name]);
  }

  return (
    <QueryView query={query}>
      {({ items }) => {
        const shown = items.find(({ name }) => name === chosen) ?? items[0];
        return (
          <div className="flow-tests">
            <section className="flow-tests-list" aria-label={t('tests.list', 'Tests and samples')}>
              <Group gap="xs" p="xs" className="flow-tests-tools">
                {mayWrite && (
                  <>
                    <Button
                      size="compact-sm"
                      leftSection={<IconPlayerPlay size={14} aria-hidden />}
                      loading={run.isPending && run.variables === undefined}
                      disabled={items.length === 0}
                      onClick={() => run.mutate(undefined)}
                    >
                      {t('tests.run-all', 'Run all tests')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      leftSection={<IconPlus size={14} aria-hidden />}
                      onClick={() =>
                        setWriting({ name: '', revision: 0, test: { input: samples.data?.items[0]?.payload ?? {}, expect: {} } })
                      }
                    >
                      {t('tests.new', 'New test')}
                    </Button>
                  </>
                )}
                <Text size="sm" role="status">
                  {summaryText(results, items.length)}
                </Text>
              </Group>
              {run.error !== null && <ErrorPanel error={run.error} />}
              <TestList tests={items} results={results} chosen={shown?.name} onChoose={setChosen} />
              <SampleList
                flowId={flowId}
                samples={samples.data?.items ?? []}
                mayWrite={mayWrite}
                onUse={({ name, payload }) => setWriting({ name, revision: 0, test: { input: payload, expect: {} } })}
              />
            </section>
            {shown !== undefined && (
              <TestDetail
                key={shown.name}
                view={shown}
                result={results.get(shown.name)}
                document={document}
                running={run.isPending}
                onRun={mayWrite ? () => run.mutate([shown.name]) : undefined}
                onEdit={mayWrite ? (test) => setWriting({ name: shown.name, revision: shown.revision, test }) : undefined}
                onRemove={mayWrite ? () => setRemoving(shown.name) : undefined}
              />
            )}
            <Suspense>
              {writing !== undefined && <TestDialog flowId={flowId} {...writing} onSaved={saved} onClose={() => setWriting(undefined)} />}
            </Suspense>
            {removing !== undefined && (
              <ConfirmDialog
                title={t('tests.remove-title', 'Remove the test "{name}"', { name: removing })}
                effect={t('tests.remove-effect', 'It is gone for everybody. Versions and drafts stay as they are.')}
                confirmLabel={t('tests.remove', 'Remove')}
                danger
                onConfirm={async () => {
                  await callApi('DELETE', apiPath`/api/flows/${flowId}/tests/${removing}`);
                  setChosen(undefined);
                  await queryClient.invalidateQueries({ queryKey: ['flow-tests'] });
                }}
                onClose={() => setRemoving(undefined)}
              />
            )}
          </div>
        );
      }}
    </QueryView>
  );
}
