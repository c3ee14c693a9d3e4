/** A bundle looked through, then taken in as drafts: of each flow what is here and what becomes of it, and what an environment lacks for them. */
import { Alert, Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { BundleImported, BundlePreview } from '#flows/api/bundles.ts';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { spokenProblem } from '../spoken.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { Loading } from '../ui/loading.tsx';
import { type Choices, countTaken, isHindered, lacksId, toRequest } from './chosen-flows.ts';
import { FlowChoices } from './flow-choices.tsx';
import { NeedList } from './need-list.tsx';
import { type BundleFile, readBundleFile } from './read-bundle-file.ts';
import { ServiceChoices } from './service-choices.tsx';
import './bundles.css';

const MOST_SHOWN = 20;

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<BundleFile>();
  /** Of files: the same one is looked through anew. */
  const [turn, setTurn] = useState(0);
  const [environment, setEnvironment] = useState<string>();
  const [choices, setChoices] = useState<Choices>({});
  const [services, setServices] = useState<readonly string[]>();
  const bundle = file?.bundle;
  const look = useQuery({
    queryKey: ['bundle-preview', turn, bundle, environment],
    queryFn: ({ signal }) =>
      callApi<BundlePreview>('POST', '/api/bundles/preview', {
        body: { bundle, ...(environment === undefined ? {} : { environment }) },
        signal,
      }),
    enabled: bundle !== undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === turn ? before : undefined),
    // A file is looked at anew each time: the house may have changed meanwhile.
    gcTime: 0,
    retry: false,
  });
  const preview = look.data;
  const takenServices = services ?? preview?.services.filter(({ proposal }) => proposal === 'take').map(({ name }) => name) ?? [];
  const take = useMutation({
    mutationFn: (seen: BundlePreview) =>
      callApi<BundleImported>('POST', '/api/bundles/import', {
        body: {
          bundle,
          flows: toRequest(seen, choices),
          services: seen.services.map(({ name }) => ({ name, take: takenServices.includes(name) ? 'take' : 'keep' })),
        },
      }),
    onSuccess: () => Promise.all(['flows', 'services'].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
  async function choose(given: File): Promise<void> {
    const read = readBundleFile(given.name, await given.text());
    setFile(read);
    setTurn((before) => before + 1);
    // What was said of another file.
    take.reset();
    setChoices({});
    setServices(undefined);
  }
  if (take.data !== undefined) return <Taken done={take.data} onClose={onClose} />;
  const drafts = preview === undefined ? 0 : countTaken(preview, choices);
  const isNothing = drafts + takenServices.length === 0;
  return (
    <Modal opened onClose={onClose} size={file === undefined ? 'lg' : '80rem'} title={t('bundle-in.title', 'Import flows')}>
      <Stack gap="sm">
        <Group gap="md">
          <FileChoice accept=".json,application/json" autoFocus onChoose={(given) => void choose(given)}>
            {t('bundle-in.choose', 'Choose a bundle …')}
          </FileChoice>
          <Text size="sm" c="dimmed">
            {t('bundle-in.about', 'Its flows become drafts of yours. Nothing of it runs, and nothing that is here is written over.')}
          </Text>
        </Group>
        {file !== undefined && (
          <Text size="sm" role="status" fw={600}>
            {preview === undefined
              ? file.name
              : t('bundle-in.file', '{name}: {count, plural, one {# flow} other {# flows}}, made with Millrace {madeWith}', {
                  name: file.name,
                  count: preview.flows.length,
                  madeWith: preview.madeWith,
                })}
          </Text>
        )}
        {file?.problem !== undefined && <Alert color="red" variant="light" title={file.problem} />}
        {look.isPending && bundle !== undefined && <Loading />}
        {look.error !== null && <ErrorPanel error={look.error} />}
        {preview?.problems
          .slice(0, MOST_SHOWN)
          .map(spokenProblem)
          .map(({ code, severity, path, message, help }) => (
            <Alert key={`${path} ${code}`} p="xs" variant="light" color={severity === 'error' ? 'red' : 'yellow'} title={message}>
              {help}
            </Alert>
          ))}
        {preview !== undefined && bundle !== undefined && (
          <>
            <FlowChoices looks={preview.flows} bundle={bundle} choices={choices} onChange={setChoices} />
            <ServiceChoices services={preview.services} taken={takenServices} onChange={setServices} />
            <NeedList preview={preview} onEnvironment={setEnvironment} />
          </>
        )}
        {take.error !== null && <ErrorPanel error={take.error} />}
        <Group className="dialog-foot" justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button
            loading={take.isPending}
            disabled={preview === undefined || isNothing || lacksId(preview, choices) || isHindered(preview, choices)}
            onClick={() => preview !== undefined && take.mutate(preview)}
          >
            {drafts === 0
              ? t('bundle-in.now', 'Import')
              : t('bundle-in.count', 'Make {count, plural, one {# draft} other {# drafts}}', { count: drafts })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Taken({ done: { drafts, tests, services }, onClose }: { readonly done: BundleImported; readonly onClose: () => void }) {
  const { nameOf } = useFlowWords();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('bundle-in.taken', 'Imported')}>
      <Stack gap="sm">
        <Text size="sm" role="status">
          {t(
            'bundle-in.brought',
            '{drafts, plural, one {# draft} other {# drafts}}, {tests, plural, one {# test} other {# tests}}, {services, plural, one {# service} other {# services}}. Publish them in this order: called ones first.',
            { drafts: drafts.length, tests, services: services.length },
          )}
        </Text>
        <ol className="bundle-drafts">
          {drafts.map(({ flowId, draftId }) => (
            <li key={draftId}>
              <Anchor component={Link} to={`/flows/${flowId}/drafts/${draftId}`} size="sm">
                {nameOf(flowId)}
              </Anchor>{' '}
              <Text span size="xs" c="dimmed" className="mono">
                {flowId}
              </Text>
            </li>
          ))}
        </ol>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('bundle-in.close', 'Close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
