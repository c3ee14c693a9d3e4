/** A draft of one's own from an example, with the samples that the example brings. Comes when it is asked for: the examples are large. */
import { Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { DraftView } from '#flows/api/flows.ts';
import { exampleFlows } from '#flows/examples/examples.ts';
import { allExampleTests } from '#flows/examples/tests/all-example-tests.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useFlows } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { notify } from '../ui/notify.ts';
import './example-choice.css';
import { asOwnFlow, listExamples } from './example-list.ts';

const DAY_MS = 86_400_000;
const MOST_TRIES = 50;

export function ExampleChoice() {
  const flows = useFlows().data?.items;
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const create = useMutation({
    async mutationFn(example: FlowDocument) {
      const draft = await beginWith(example, new Set(flows?.map(({ flowId }) => flowId)));
      return { draft, lost: await addSamples(example.id, draft.flowId) };
    },
    async onSuccess({ draft: { flowId, draftId }, lost }) {
      // The draft is there: whoever has no sample can write a message.
      if (lost.length > 0)
        notify({ tone: 'warning', message: t('example.lost', 'These samples could not be kept: {names}.', { names: lost.join(', ') }) });
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId, draftId } });
    },
  });
  const found = listExamples(exampleFlows, search);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('example.about', 'It becomes a draft of yours, with messages to try it with. Nothing of it runs before it is published.')}
      </Text>
      <TextInput
        label={t('example.search', 'Find by what it does or connects')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {create.error !== null && <ErrorPanel error={create.error} />}
      <ul className="example-list" aria-label={t('example.list', 'Examples')}>
        {found.map(({ flow, connects }) => (
          <li key={flow.id}>
            <UnstyledButton
              className="example"
              // Before the flows are known, no id is known to be free.
              disabled={flows === undefined || create.isPending}
              onClick={() => create.mutate(flow)}
            >
              <Text span size="sm" fw={600} display="block">
                {flow.name}
              </Text>
              <Text span size="sm" display="block">
                {flow.description}
              </Text>
              <Text span size="xs" c="dimmed" display="block">
                {connects.length === 0
                  ? t('example.alone', 'Needs no connection')
                  : t('example.connects', 'Connects {connections}', { connections: connects.join(', ') })}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && <Text size="sm">{t('example.none', 'No example has these words.')}</Text>}
    </Stack>
  );
}

/** Somebody else may begin with the same one in the same moment, or have a flow of that id that we do not see: the next number is ours. */
async function beginWith(example: FlowDocument, known: ReadonlySet<string>): Promise<DraftView> {
  const taken = new Set(known);
  for (let tries = MOST_TRIES; ; tries -= 1) {
    const document = asOwnFlow(example, taken);
    try {
      return await callApi<DraftView>('POST', apiPath`/api/flows/${document.id}/drafts`, { body: { document, newFlow: true } });
    } catch (error) {
      if (problemOf(error).code !== 'flow-exists' || tries === 1) throw error;
      taken.add(document.id);
    }
  }
}

/** Gives the names of those that were not kept. */
async function addSamples(example: string, flowId: string): Promise<readonly string[]> {
  const day = (ahead: number) => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
  const brought = Object.entries(allExampleTests.find(({ flow }) => flow === example)?.samples(day) ?? {});
  const kept = await Promise.allSettled(
    brought.map(([name, payload]) => callApi<SampleView>('POST', apiPath`/api/flows/${flowId}/samples`, { body: { name, payload } })),
  );
  return brought.filter((_, i) => kept[i]?.status === 'rejected').map(([name]) => name);
}
