/**
 * The input of a run started by hand: a form drawn from what the flow takes, or JSON; begun with the schema's example, a sample or the
 * input of the last run. A schedule may be caught up with instead.
 */
import { Anchor, Button, Group, Modal, NativeSelect, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunAccepted, RunSummary, RunView } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { asObject } from '../forms/form-model.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { readJson } from '../run/read-json.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useResource, useVersion } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { faultsByField, formSchemaOf, fromForm, startingValue, toForm } from './input-form.ts';
import { RunSlots } from './run-slots.tsx';

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
        {({ document }) => (manifests.size === 0 ? null : <StartWays {...props} document={document} manifests={manifests} />)}
      </QueryView>
    </Modal>
  );
}

function StartWays({
  document,
  manifests,
  ...props
}: StartRunDialogProps & { readonly document: FlowDocument; readonly manifests: Manifests }) {
  const [way, setWay] = useState('once');
  const schema = useMemo(() => inputSchemaOf(document, manifests), [document, manifests]);
  const form = useMemo(() => formSchemaOf(schema, resolveSchema), [schema]);
  const once = <StartForm {...props} form={form} first={firstInput(schema, form, isScheduled(document))} />;
  if (!isScheduled(document)) return once;
  return (
    <Stack gap="sm">
      <SegmentedControl
        value={way}
        onChange={setWay}
        aria-label={t('start.way', 'What to run')}
        data={[
          { value: 'once', label: t('start.once', 'Once, now') },
          { value: 'slots', label: t('start.slots', 'Times of some days') },
        ]}
      />
      {way === 'once' ? once : <RunSlots flowId={props.flow.flowId} environment={props.environment} />}
    </Stack>
  );
}

interface StartFormProps extends StartRunDialogProps {
  readonly form: JsonSchema | undefined;
  readonly first: { readonly sample: Json; readonly start: Json };
}

function StartForm({ flow, environment, form, first, onClose }: StartFormProps) {
  const sample = textOf(first.sample);
  const [text, setText] = useState(() => textOf(first.start));
  const [written, setWritten] = useState(form === undefined);
  // A form that is begun anew shows what it is begun with.
  const [begun, setBegun] = useState(0);
  function beginWith(next: string): void {
    setText(next);
    setBegun(begun + 1);
  }
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
    onSuccess: (found) => found !== undefined && beginWith(textOf(found)),
  });
  const faults = useMemo(() => faultsByField(start.error === null ? [] : (problemOf(start.error).errors ?? [])), [start.error]);
  const submit = useSubmit(() => start.mutateAsync());
  return (
    <form onSubmit={submit} noValidate>
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
              beginWith(chosen === undefined ? sample : textOf(chosen.payload));
            }}
          />
        )}
        {form !== undefined && !written && (
          <SchemaForm
            key={begun}
            schema={form}
            value={asObject(toForm(input.value ?? {}))}
            expressions={false}
            errors={faults}
            onChange={(next) => setText(textOf(fromForm(next)))}
          />
        )}
        {(form === undefined || written) && (
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
        )}
        <Group gap="md">
          {form !== undefined && input.problem === undefined && (
            <Anchor component="button" type="button" size="sm" onClick={() => setWritten(!written)}>
              {written ? t('start.as-form', 'Fill in a form') : t('start.as-json', 'Write it as JSON')}
            </Anchor>
          )}
          <Anchor component="button" type="button" size="sm" onClick={() => last.mutate()}>
            {t('start.last', 'Take the input of the last run')}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={() => beginWith(sample)}>
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
function inputSchemaOf(document: FlowDocument, manifests: Manifests): JsonSchema | undefined {
  const trigger = Object.values(document.nodes).find(({ type }) => manifests.get(type)?.kind === 'trigger');
  const output = trigger === undefined ? undefined : manifests.get(trigger.type)?.output;
  const own = trigger?.config['body'] as JsonSchema | undefined;
  return own ?? document.contract.input ?? (output !== undefined && !('derive' in output) ? output : undefined);
}

function isScheduled(document: FlowDocument): boolean {
  return Object.values(document.nodes).some(({ type }) => type === 'core/schedule');
}

/** The example that the schema gives, and what the form begins with: of a schedule, the time that is now. */
function firstInput(schema: JsonSchema | undefined, form: JsonSchema | undefined, scheduled: boolean): StartFormProps['first'] {
  const given = schema === undefined ? {} : sampleOf(schema, resolveSchema);
  const sample = scheduled ? { slot: new Date().toISOString(), missed: 0 } : given;
  return { sample, start: form === undefined || scheduled ? sample : startingValue(given, form) };
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
