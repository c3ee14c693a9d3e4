/** The input of a run started by hand: the schema's example, the input of the last run, or whatever is written here. */
import { Anchor, Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { FlowSummary, Page, RunAccepted, RunSummary, RunView, SampleView } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { readJson } from '../run/read-json.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource, useVersion } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { sampleOf } from './sample-of.ts';

export interface StartRunDialogProps {
  readonly flow: FlowSummary;
  readonly environment: string;
  /** The one that is live there. */
  readonly version: number;
  readonly onClose: () => void;
}

export function StartRunDialog(props: StartRunDialogProps) {
  const { flow, environment, version, onClose } = props;
  const query = useVersion(flow.flowId, version);
  const manifests = useManifests();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('start.title', 'Run {name}, version {version}, in {environment}', { name: flow.name, version, environment })}
    >
      <QueryView query={query}>
        {({ document }) => (manifests.size === 0 ? null : <StartForm {...props} sample={textOf(firstInput(document, manifests))} />)}
      </QueryView>
    </Modal>
  );
}

function StartForm({ flow, environment, sample, onClose }: StartRunDialogProps & { readonly sample: string }) {
  const [text, setText] = useState(sample);
  const mayRead = useMay()('payloads.read', { folder: flow.owner });
  const kept = useResource<Page<SampleView>>('samples', apiPath`/api/flows/${flow.flowId}/samples`, {}, { enabled: mayRead });
  const samples = kept.data?.items.filter(({ nodeId }) => nodeId === undefined) ?? [];
  const navigate = useNavigate();
  const input = readJson(text);
  const start = useMutation({
    mutationFn: () => callApi<RunAccepted>('POST', '/api/runs', { body: { environment, flow: flow.flowId, input: input.value ?? null } }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId } }),
  });
  const last = useMutation({
    mutationFn: () => lastInput(flow.flowId, environment),
    onSuccess: (found) => found !== undefined && setText(textOf(found)),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    start.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t('start.effect', 'A real run: what the flow writes is written.')}</Text>
        {samples.length > 0 && (
          <NativeSelect
            label={t('start.samples', 'Begin with')}
            data={[
              { value: '', label: t('start.example', 'an example of what it takes') },
              ...samples.map(({ sampleId, name }) => ({ value: sampleId, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              const chosen = samples.find(({ sampleId }) => sampleId === value);
              setText(chosen === undefined ? sample : textOf(chosen.payload));
            }}
          />
        )}
        <Textarea
          label={t('start.body', 'Input (JSON): what expressions see as trigger.body')}
          autosize
          minRows={8}
          maxRows={22}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          data-autofocus
          value={text}
          error={input.problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="md">
          <Anchor component="button" type="button" size="sm" onClick={() => last.mutate()}>
            {t('start.last', 'Take the input of the last run')}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={() => setText(sample)}>
            {t('start.sample', 'Begin with the sample again')}
          </Anchor>
          {last.isSuccess && last.data === undefined && (
            <Text size="sm" role="status">
              {t('start.no-last', 'There was no run yet, or its input may not be seen.')}
            </Text>
          )}
        </Group>
        {last.error !== null && <ErrorPanel error={last.error} />}
        {start.error !== null && <ErrorPanel error={start.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button type="submit" loading={start.isPending} disabled={input.problem !== undefined}>
            {t('start.do', 'Run')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the trigger takes: its own schema, the contract's, or what its type always gives. */
function firstInput(document: FlowDocument, manifests: Manifests): Json {
  const trigger = Object.values(document.nodes).find(({ type }) => manifests.get(type)?.kind === 'trigger');
  const output = trigger === undefined ? undefined : manifests.get(trigger.type)?.output;
  const own = trigger?.config['body'] as JsonSchema | undefined;
  const schema = own ?? document.contract.input ?? (output !== undefined && !('derive' in output) ? output : undefined);
  return schema === undefined ? {} : sampleOf(schema, resolveSchema);
}

async function lastInput(flow: string, environment: string): Promise<Json | undefined> {
  const [run] = (await callApi<Page<RunSummary>>('GET', '/api/runs', { query: { flow, environment, limit: 1 } })).items;
  if (run === undefined) return undefined;
  const { trigger } = await callApi<RunView>('GET', apiPath`/api/runs/${run.runId}`);
  return typeof trigger === 'object' && trigger !== null && 'body' in trigger ? (trigger as JsonObject)['body'] : trigger;
}

function textOf(value: Json): string {
  return JSON.stringify(value, null, 2);
}
