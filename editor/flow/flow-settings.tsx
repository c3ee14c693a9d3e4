/** What holds for the whole flow: name and folder, contract, order of runs, repeated messages, business object, times. */
import { Fieldset, NativeSelect, Stack, Switch, Text, Title } from '@mantine/core';
import { useContext, useMemo } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import type { ExpressionLanguage } from '../forms/expression-language.ts';
import { fieldsOf } from '../forms/form-model.ts';
import { HalfWrittenContext, halfWrittenWithin } from '../forms/half-written.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { useFlows } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { CONTRACT, IDEMPOTENCY, LANE, OBJECT, TIMES } from './flow-setting-schemas.ts';
import { useHeldPart } from './held-part.ts';
import { useLanguage } from './use-language.ts';
import { ValidText } from './valid-text.tsx';

export interface FlowSettingsProps {
  readonly flow: FlowDocument;
  readonly problems?: readonly Problem[];
  /** Left out: only to look at. */
  readonly onChange?: ((next: (flow: FlowDocument) => FlowDocument, topic: string) => void) | undefined;
}

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function FlowSettings({ flow, problems = [], onChange }: FlowSettingsProps) {
  const readOnly = onChange === undefined;
  const folders = [...new Set((useFlows().data?.items ?? []).map(({ owner }) => owner))];
  const set = (fields: { readonly [K in keyof FlowDocument]?: FlowDocument[K] | undefined }) =>
    onChange?.((old) => withFields(old, fields), `flow ${Object.keys(fields).join()}`);
  const language = useLanguage(flow, undefined, useManifests(), !readOnly);
  const parts = { flow, problems, readOnly, language, set: set as (fields: { readonly [name: string]: Json | undefined }) => void };
  return (
    <Stack gap="sm" className={readOnly ? 'form-reading' : undefined}>
      <Title order={2}>{t('settings.title', 'Flow')}</Title>
      <ValidText
        label={t('settings.name', 'Name')}
        required
        maxLength={120}
        readOnly={readOnly}
        value={flow.name}
        problemOf={(text) => (text.trim() === '' ? t('settings.name-missing', 'A flow needs a name.') : undefined)}
        onChange={(name) => set({ name })}
      />
      {(!readOnly || flow.description !== undefined) && (
        <GrowingText
          label={t('settings.description', 'What it is for')}
          maxLength={4000}
          readOnly={readOnly}
          value={flow.description ?? ''}
          onChange={(event) => set({ description: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
        />
      )}
      <ValidText
        label={t('settings.owner', 'Folder (business capability)')}
        known={folders}
        maxLength={64}
        readOnly={readOnly}
        value={flow.owner}
        problemOf={(text) =>
          SLUG.test(text) ? undefined : t('settings.owner-form', 'Small letters, digits and hyphens: order-management')
        }
        onChange={(owner) => set({ owner })}
      />
      <NativeSelect
        size="xs"
        label={t('settings.layer', 'Layer')}
        data={[
          { value: 'system', label: t('layer.system', 'system: wraps one system') },
          { value: 'process', label: t('layer.process', 'process: connects them') },
          { value: 'experience', label: t('layer.experience', 'experience: answers people') },
        ]}
        disabled={readOnly}
        value={flow.layer}
        onChange={(event) => set({ layer: event.currentTarget.value as FlowDocument['layer'] })}
      />
      <Part
        {...parts}
        name="lane"
        schema={LANE}
        legend={t('settings.lane', 'Order of runs')}
        about={t('settings.lane-help', 'Runs with the same key go one after the other')}
        first={{ name: flow.id }}
        isWhole={(lane) => SLUG.test(String(lane['name'] ?? '')) && lane['key'] !== undefined}
      />
      <Part
        {...parts}
        name="idempotency"
        schema={IDEMPOTENCY}
        legend={t('settings.idempotency', 'Repeated messages')}
        about={t('settings.idempotency-help', 'The same message twice is one run')}
        isWhole={({ key }) => key !== undefined}
      />
      <Part
        {...parts}
        name="object"
        schema={OBJECT}
        legend={t('settings.object', 'Business object')}
        about={t('settings.object-help', 'Runs are found by its keys')}
        first={{ type: 'sales-order', keys: {} }}
        isWhole={({ type, keys }) => SLUG.test(String(type ?? '')) && keys !== undefined && !Object.values(keys as object).includes('')}
      />
      <Times {...parts} />
      <Part {...parts} name="contract" schema={CONTRACT} legend={t('settings.contract', 'Contract with callers')} always />
    </Stack>
  );
}

interface PartsProps {
  readonly flow: FlowDocument;
  readonly problems: readonly Problem[];
  readonly readOnly: boolean;
  readonly language: ExpressionLanguage | undefined;
  readonly set: (fields: { readonly [name: string]: Json | undefined }) => void;
}

interface PartProps extends PartsProps {
  readonly name: 'contract' | 'lane' | 'idempotency' | 'object';
  readonly schema: JsonSchema;
  readonly legend: string;
  /** What the flow does with it; left out with `always`. */
  readonly about?: string;
  readonly always?: boolean;
  readonly first?: JsonObject;
  readonly isWhole?: (part: JsonObject) => boolean;
}

function Part({
  flow,
  problems,
  readOnly,
  language,
  set,
  name,
  schema,
  legend,
  about,
  always = false,
  first = {},
  isWhole = () => true,
}: PartProps) {
  const errors = useMemo(() => messagesBelow(problems, `/${name}`), [problems, name]);
  const [part, change] = useHeldPart(flow[name] as JsonObject | undefined, isWhole, (next) => set({ [name]: next }));
  const panel = useContext(HalfWrittenContext);
  const halfWritten = useMemo(() => halfWrittenWithin(panel, `/${name}`), [panel, name]);
  if (readOnly && part === undefined) return null;
  return (
    <Fieldset p="xs" legend={legend} data-base={`/${name}`}>
      <Stack gap="sm">
        {!always && !readOnly && (
          <Switch
            label={about}
            checked={part !== undefined}
            onChange={(event) => change(event.currentTarget.checked ? first : undefined)}
          />
        )}
        {readOnly && about !== undefined && (
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        )}
        {part !== undefined && (
          <HalfWrittenContext value={halfWritten}>
            <SchemaForm
              schema={schema}
              value={part}
              expressions
              readOnly={readOnly}
              errors={errors}
              language={language}
              onChange={change}
            />
          </HalfWrittenContext>
        )}
      </Stack>
    </Fieldset>
  );
}

function Times({ flow, problems, readOnly, language, set }: PartsProps) {
  const errors = useMemo(() => messagesBelow(problems, ''), [problems]);
  const names = fieldsOf(TIMES).map(({ name }) => name as keyof FlowDocument);
  const value = Object.fromEntries(names.flatMap((name) => (flow[name] === undefined ? [] : [[name, flow[name] as Json]])));
  if (readOnly && Object.keys(value).length === 0) return null;
  return (
    <Fieldset p="xs" legend={t('settings.times', 'Times and limits')} data-base="">
      <SchemaForm
        schema={TIMES}
        value={value}
        expressions
        readOnly={readOnly}
        errors={errors}
        language={language}
        onChange={(next) => {
          const changed = names.find((name) => next[name] !== value[name]);
          // Zero is no time at all: the field is being retyped.
          if (changed !== undefined) set({ [changed]: next[changed] === 0 ? undefined : next[changed] });
        }}
      />
    </Fieldset>
  );
}

function messagesBelow(problems: readonly Problem[], start: string): ReadonlyMap<string, string> {
  return new Map(
    problems.flatMap(({ path, message, nodeId }) =>
      nodeId === undefined && path.startsWith(`${start}/`) ? [[path.slice(start.length), message] as const] : [],
    ),
  );
}

/** Fields set to undefined are taken away. */
function withFields<T extends object>(object: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries({ ...object, ...fields }).filter(([, value]) => value !== undefined)) as T;
}
