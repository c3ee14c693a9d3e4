/** What a node gives, by its ways out, held against what came; what the nodes before it give; a schema from a sample. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { outputAt } from '#flows/derive.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { inferSchema } from '#flows/infer-schema.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import { withoutIteration } from '#flows/step-views.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { asObject, sentenceOf } from '../forms/form-model.ts';
import { readJson } from '../run/read-json.ts';
import { portInOurLanguage } from '../server/node-type-words.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import type { DraftTry } from '../try/use-try.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { SchemaTree } from './schema-tree-view.tsx';

export interface SchemaTabProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly trying: DraftTry | undefined;
  /** Left out: only to look at. */
  readonly onConfig: ((name: string, value: Json) => void) | undefined;
}

export function SchemaTab({ flow, nodeId, manifests, trying, onConfig }: SchemaTabProps) {
  const node = flow.nodes[nodeId]!;
  const manifest = manifests.get(node.type);
  if (manifest === undefined) return null;
  const isTrigger = manifest.kind === 'trigger';
  const came = lastOutput(trying, nodeId);
  const context = { contract: flow.contract };
  const ports = isTrigger ? portsOf(manifest, node).slice(0, 1) : portsOf(manifest, node).filter(({ kind }) => kind !== 'error');
  const before = flow.edges.filter(({ to }) => to === nodeId);
  return (
    <Stack gap="md">
      <section aria-label={t('schema-tab.gives', 'Gives')}>
        <Title order={3}>{t('schema-tab.gives', 'Gives')}</Title>
        {ports.map(portInOurLanguage).map(({ name, label }) => (
          <details key={name} open={came === undefined ? ports[0]?.name === name : (came.port ?? ports[0]?.name) === name}>
            <summary>
              {isTrigger ? 'trigger.body' : label}
              {came !== undefined && !isTrigger && (came.port ?? ports[0]?.name) === name && (
                <Text span size="xs" c="dimmed" ml={6}>
                  {came.isPin ? t('schema-tab.against-pin', 'against its pin') : t('schema-tab.against-try', 'against the last try')}
                </Text>
              )}
            </summary>
            <SchemaTree
              label={isTrigger ? 'trigger.body' : label}
              schema={outputAt(manifest, node, name, context)}
              came={came !== undefined && (isTrigger || (came.port ?? ports[0]?.name) === name) ? came.output : undefined}
            />
          </details>
        ))}
      </section>
      {before.length > 0 && (
        <section aria-label={t('schema-tab.gets', 'Gets from the nodes before')}>
          <Title order={3}>{t('schema-tab.gets', 'Gets from the nodes before')}</Title>
          {before.map(({ from, port }) => {
            const source = flow.nodes[from];
            const known = source === undefined ? undefined : manifests.get(source.type);
            if (source === undefined || known === undefined) return null;
            const way = port ?? portsOf(known, source)[0]?.name ?? 'out';
            const sent = lastOutput(trying, from);
            return (
              <details key={`${from} ${way}`}>
                <summary>
                  {source.label ?? from}
                  <Text span size="xs" c="dimmed" ml={6}>
                    {known.kind === 'trigger' ? 'trigger.body' : `steps.${from} · ${way}`}
                  </Text>
                </summary>
                <SchemaTree
                  label={source.label ?? from}
                  schema={outputAt(known, source, way, context)}
                  came={sent !== undefined && (sent.port === undefined || sent.port === way) ? sent.output : undefined}
                />
              </details>
            );
          })}
        </section>
      )}
      {onConfig !== undefined &&
        schemaFieldsOf(manifest.config).map(([name, field]) => (
          <InferField
            key={name}
            label={spokenName(typeof field['title'] === 'string' ? field['title'] : sentenceOf(name))}
            sample={came?.output}
            onInferred={(schema) => onConfig(name, schema as Json)}
          />
        ))}
    </Stack>
  );
}

interface InferFieldProps {
  readonly label: string;
  readonly sample: Json | undefined;
  readonly onInferred: (schema: JsonSchema) => void;
}

function InferField({ label, sample, onInferred }: InferFieldProps) {
  const [text, setText] = useState<string>();
  const written = text ?? (sample === undefined ? '' : JSON.stringify(sample, null, 2));
  const { value, problem } = readJson(written);
  return (
    <section aria-label={t('schema-tab.infer', 'Take "{label}" from a sample', { label })}>
      <GrowingText
        label={t('schema-tab.infer', 'Take "{label}" from a sample', { label })}
        description={t('schema-tab.infer-help', 'Types as they are there, and as required what is there. Correct it in the form.')}
        minRows={2}
        maxRows={8}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        error={problem}
        value={written}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group mt={4}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={value === undefined}
          onClick={() => value !== undefined && onInferred(inferSchema([value]))}
        >
          {t('schema-tab.infer-do', 'Infer the schema')}
        </Button>
      </Group>
    </section>
  );
}

/** Fields of the settings that hold a schema. */
function schemaFieldsOf(config: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(asObject(config['properties'])).flatMap(([name, field]) =>
    asObject(field)['format'] === 'json-schema' ? [[name, asObject(field)] as const] : [],
  );
}

function lastOutput(
  trying: DraftTry | undefined,
  nodeId: string,
): { readonly port?: string; readonly output: Json; readonly isPin: boolean } | undefined {
  const pin = trying?.pins.get(nodeId);
  if (pin !== undefined) return { ...(pin.port === undefined ? {} : { port: pin.port }), output: pin.output, isPin: true };
  const step = trying?.tried?.report.steps.find(({ path }) => withoutIteration(path) === nodeId);
  if (step?.output === undefined) return undefined;
  return { ...(step.port === undefined ? {} : { port: step.port }), output: step.output, isPin: false };
}
