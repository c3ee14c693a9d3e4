/** The selected node: name, connection, its form, ways out, retry and help. Edits apply at once; undo takes them back. */
import { Alert, Code, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { Suspense, useId, useMemo } from 'react';
import { configureNode, type NodeSettings } from '#flows/edits/configure-node.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import { configSchemaOf } from '#flows/services/operation-config.ts';
import { drawnWith } from '#flows/services/service.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { useConnections, useFlows } from '../server/queries.ts';
import { t } from '../text.ts';
import type { DraftTry } from '../try/use-try.ts';
import { valuesOfTry } from '../try/values-of-try.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { ConnectionHealth } from './connection-health.tsx';
import { ContainerField } from './container-field.tsx';
import { InspectorPanel, InspectorTabs } from './inspector-tabs.tsx';
import { OpenMapper } from './open-mapper.tsx';
import { useLanguage } from './use-language.ts';
import { useOptionsSource } from './use-options-source.ts';
import { useValueMaps } from './use-value-maps.ts';

const NewerDescription = later(() => import('./newer-description.tsx'), 'NewerDescription');
const NextTimes = later(() => import('./next-times.tsx'), 'NextTimes');
const NodeIdField = later(() => import('./node-id-field.tsx'), 'NodeIdField');
const RetryTab = later(() => import('./retry-tab.tsx'), 'RetryTab');
const SchemaTab = later(() => import('./schema-tab.tsx'), 'SchemaTab');
const TestTab = later(() => import('../try/test-tab.tsx'), 'TestTab');
const WaysOut = later(() => import('./ways-out.tsx'), 'WaysOut');

export type ChangeFlow = (next: (flow: FlowDocument) => FlowDocument, topic: string) => void;

export interface InspectorProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly problems: readonly Problem[];
  readonly tab?: string | undefined;
  readonly onTab?: (tab: string) => void;
  /** Left out: only to look at. */
  readonly onChange?: ChangeFlow | undefined;
  /** Left out: whoever looks may not try it. */
  readonly trying?: DraftTry | undefined;
  /** The node has another id now. */
  readonly onRenamed?: (from: string, to: string) => void;
}

const NOT_TRIED: Pick<DraftTry, 'tried' | 'pins'> = { tried: undefined, pins: new Map() };

export function Inspector({ flow, nodeId, manifests, problems, tab = 'form', onTab, onChange, trying, onRenamed }: InspectorProps) {
  const id = useId();
  const node = flow.nodes[nodeId];
  const errors = useMemo(() => messagesByField(problems, nodeId), [problems, nodeId]);
  const choices = useChoices();
  const options = useOptionsSource(node?.connection, node === undefined ? undefined : manifests.get(node.type)?.connection);
  const { tried, pins } = trying ?? NOT_TRIED;
  const values = useMemo(() => valuesOfTry({ tried, pins }), [tried, pins]);
  const language = useLanguage(flow, nodeId, manifests, onChange !== undefined, values);
  if (node === undefined) return null;
  const manifest = manifests.get(node.type);
  const readOnly = onChange === undefined;
  const set = (topic: string, settings: NodeSettings) =>
    onChange?.((old) => (old.nodes[nodeId] === undefined ? old : configureNode(old, nodeId, settings)), `${nodeId} ${topic}`);
  const elsewhere = problems.filter((problem) => problem.nodeId === nodeId && !problem.path.startsWith(`/nodes/${nodeId}/config/`));
  const isStep = manifest?.kind !== 'trigger';
  const drawn = drawnWith(node.type, node.config);
  return (
    <Stack gap="xs">
      <div>
        <Title order={2}>{node.label ?? nodeId}</Title>
        <Text c="dimmed" size="xs">
          {manifest?.summary ?? t('inspector.unknown', 'This node type is not known here.')}{' '}
          <Code>{isStep ? `steps.${nodeId}` : 'trigger.body'}</Code>
        </Text>
      </div>
      {withSameHelp(elsewhere).map(({ severity, help, messages }) => (
        <Alert key={`${severity} ${help}`} p="xs" variant="light" color={severity === 'error' ? 'red' : 'yellow'}>
          {messages.map((message) => (
            <Text key={message} size="xs" fw={600}>
              {message}
            </Text>
          ))}
          <Text size="xs">{help}</Text>
        </Alert>
      ))}
      <InspectorTabs id={id} tab={tab} isStep={isStep} mayTry={trying !== undefined} onTab={onTab} />
      <InspectorPanel id={id} tab={tab}>
        {tab === 'form' && (
          <Stack gap="sm" className={readOnly ? 'form-reading' : undefined}>
            <TextInput
              label={t('inspector.label', 'Name on the canvas')}
              maxLength={120}
              readOnly={readOnly}
              value={node.label ?? ''}
              onChange={(event) => set('label', { label: event.currentTarget.value === '' ? null : event.currentTarget.value })}
            />
            {manifest?.connection !== undefined && (
              <ConnectionField
                type={manifest.connection}
                value={node.connection}
                readOnly={readOnly}
                onChange={(connection) => set('connection', { connection })}
              />
            )}
            {drawn !== undefined && !readOnly && (
              <Suspense>
                <NewerDescription drawn={drawn} config={node.config} onTake={(config) => set('description', { config })} />
              </Suspense>
            )}
            {node.type === 'core/map' && <OpenMapper nodeId={nodeId} />}
            {manifest !== undefined && (
              <div data-base={`/nodes/${nodeId}/config`}>
                <SchemaForm
                  schema={configSchemaOf(manifest, node)}
                  value={node.config}
                  expressions={isStep}
                  readOnly={readOnly}
                  errors={errors}
                  choices={choices}
                  language={language}
                  options={options}
                  onChange={(config) => set(`config ${changedField(node.config, config)}`, { config })}
                />
              </div>
            )}
            {node.type === 'core/schedule' && (
              <Suspense>
                <NextTimes cron={String(node.config['cron'] ?? '')} timeZone={String(node.config['timeZone'] ?? '')} />
              </Suspense>
            )}
            {isStep && <ContainerField flow={flow} nodeId={nodeId} manifests={manifests} onChange={onChange} />}
            {(!readOnly || node.note !== undefined) && (
              <GrowingText
                label={t('inspector.note', 'Note')}
                maxLength={4000}
                readOnly={readOnly}
                value={node.note ?? ''}
                onChange={(event) => set('note', { note: event.currentTarget.value === '' ? null : event.currentTarget.value })}
              />
            )}
            {!readOnly && (
              <Suspense>
                <NodeIdField
                  flow={flow}
                  nodeId={nodeId}
                  manifests={manifests}
                  onChange={onChange}
                  onRenamed={(to) => {
                    trying?.renamed(nodeId, to);
                    onRenamed?.(nodeId, to);
                  }}
                />
              </Suspense>
            )}
          </Stack>
        )}
        {tab === 'ways' && (
          <Suspense fallback={<Loading />}>
            <WaysOut flow={flow} nodeId={nodeId} manifests={manifests} onChange={onChange} />
          </Suspense>
        )}
        {tab === 'retry' && (
          <Suspense fallback={<Loading />}>
            <RetryTab flow={flow} nodeId={nodeId} manifests={manifests} onSet={set} onChange={onChange} />
          </Suspense>
        )}
        {tab === 'schema' && (
          <Suspense fallback={<Loading />}>
            <SchemaTab
              flow={flow}
              nodeId={nodeId}
              manifests={manifests}
              trying={trying}
              onConfig={readOnly ? undefined : (name, value) => set(`config ${name}`, { config: { ...node.config, [name]: value } })}
            />
          </Suspense>
        )}
        {tab === 'test' && trying !== undefined && (
          <Suspense fallback={<Loading />}>
            <TestTab flow={flow} nodeId={nodeId} manifests={manifests} trying={trying} />
          </Suspense>
        )}
        {tab === 'help' && manifest !== undefined && <Markdown text={manifest.help} />}
      </InspectorPanel>
    </Stack>
  );
}

/** What fields of the forms can be filled with, by format. */
function useChoices() {
  const flows = useFlows().data?.items;
  const valueMaps = useValueMaps(useEnvironmentName());
  return useMemo(
    () => ({
      flow: flows?.map(({ flowId, name }) => ({ value: flowId, label: name })),
      'value-map': valueMaps.map((name) => ({ value: name, label: name })),
    }),
    [flows, valueMaps],
  );
}

interface ConnectionFieldProps {
  readonly type: string;
  readonly value: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: string | null) => void;
}

/** A role: each environment binds it to a system of its own. */
function ConnectionField({ type, value, readOnly, onChange }: ConnectionFieldProps) {
  const environment = useEnvironmentName();
  const fitting = (useConnections(environment).data?.items ?? []).filter((connection) => connection.type === type);
  const known = fitting.map(({ name }) => name);
  const chosen = fitting.find(({ name, plant }) => name === value && plant === undefined);
  const names = [...new Set(value === undefined ? known : [...known, value])];
  return (
    <div>
      <NativeSelect
        size="xs"
        label={t('inspector.connection', 'Connection')}
        description={t('inspector.connection-help', 'Of type {type}; every environment has its own under this name.', { type })}
        error={
          value !== undefined && known.length > 0 && !known.includes(value)
            ? t('inspector.connection-missing', '{environment} has no such connection.', { environment })
            : undefined
        }
        data={[{ value: '', label: t('inspector.connection-none', 'choose …') }, ...names.map((name) => ({ value: name, label: name }))]}
        disabled={readOnly}
        required
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
      {chosen !== undefined && <ConnectionHealth connection={chosen} />}
    </div>
  );
}

/** Typing into one field is undone at once; another field begins anew. */
function changedField(before: JsonObject, after: JsonObject): string {
  return Object.keys({ ...before, ...after }).find((name) => before[name] !== after[name]) ?? '';
}

/** Pointer within the node's config → message. */
function messagesByField(problems: readonly Problem[], nodeId: string): ReadonlyMap<string, string> {
  const start = `/nodes/${nodeId}/config`;
  return new Map(
    problems.flatMap(({ path, message }) => (path.startsWith(`${start}/`) ? [[path.slice(start.length), message] as const] : [])),
  );
}

interface HelpedProblems {
  readonly severity: Problem['severity'];
  readonly help: string;
  readonly messages: readonly string[];
}

/** What the same thing mends stands together: a node with five open ways out would push its settings out of the panel. */
function withSameHelp(problems: readonly Problem[]): readonly HelpedProblems[] {
  const groups = new Map<string, HelpedProblems>();
  for (const { severity, help, message } of problems) {
    const key = `${severity} ${help}`;
    groups.set(key, { severity, help, messages: [...new Set([...(groups.get(key)?.messages ?? []), message])] });
  }
  return [...groups.values()];
}
