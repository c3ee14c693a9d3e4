/** The selected node: name, connection, its form, retry and help. Edits apply at once; undo takes them back. */
import { Alert, Code, NumberInput, Select, Stack, Tabs, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useMemo } from 'react';
import { configureNode, type NodeSettings } from '#flows/edits/configure-node.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { Problem } from '#flows/problem.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { useConnections } from '../server/queries.ts';
import { t } from '../text.ts';
import { useEnvironmentName } from '../ui/page-search.ts';
import { RetryForm } from './retry-form.tsx';

export interface InspectorProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifest: NodeManifest | undefined;
  readonly problems: readonly Problem[];
  /** Left out: only to look at. */
  readonly onChange?: ((next: (flow: FlowDocument) => FlowDocument, topic: string) => void) | undefined;
}

export function Inspector({ flow, nodeId, manifest, problems, onChange }: InspectorProps) {
  const node = flow.nodes[nodeId];
  const errors = useMemo(() => messagesByField(problems, nodeId), [problems, nodeId]);
  if (node === undefined) return null;
  const readOnly = onChange === undefined;
  const set = (topic: string, settings: NodeSettings) =>
    onChange?.((old) => (old.nodes[nodeId] === undefined ? old : configureNode(old, nodeId, settings)), `${nodeId} ${topic}`);
  const own = problems.filter((problem) => problem.nodeId === nodeId);
  return (
    <Stack gap="xs">
      <div>
        <Title order={2}>{node.label ?? nodeId}</Title>
        <Text c="dimmed" size="xs">
          {manifest?.summary ?? t('inspector.unknown', 'This node type is not known here.')} <Code>steps.{nodeId}</Code>
        </Text>
      </div>
      {own.map((problem) => (
        <Alert
          key={`${problem.path} ${problem.code}`}
          p="xs"
          variant="light"
          color={problem.severity === 'error' ? 'red' : 'yellow'}
          title={problem.message}
        >
          {problem.help}
        </Alert>
      ))}
      <Tabs defaultValue="form" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="form">{t('inspector.form', 'Form')}</Tabs.Tab>
          <Tabs.Tab value="retry">{t('inspector.retry', 'Retry')}</Tabs.Tab>
          <Tabs.Tab value="help">{t('inspector.help', 'Help')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="form" pt="xs">
          <Stack gap="sm">
            <TextInput
              label={t('inspector.label', 'Name on the canvas')}
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
            {manifest !== undefined && (
              <SchemaForm
                schema={manifest.config}
                value={node.config}
                expressions
                readOnly={readOnly}
                errors={errors}
                onChange={(config) => set('config', { config })}
              />
            )}
            <Textarea
              label={t('inspector.note', 'Note')}
              autosize
              readOnly={readOnly}
              value={node.note ?? ''}
              onChange={(event) => set('note', { note: event.currentTarget.value === '' ? null : event.currentTarget.value })}
            />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="retry" pt="xs">
          <Stack gap="sm">
            <NumberInput
              label={t('inspector.timeout', 'Timeout of an attempt')}
              suffix=" ms"
              min={1}
              readOnly={readOnly}
              placeholder={manifest?.defaultTimeoutMs === undefined ? '' : String(manifest.defaultTimeoutMs)}
              value={node.timeoutMs ?? ''}
              onChange={(value) => set('timeout', { timeoutMs: typeof value === 'number' ? value : null })}
            />
            <RetryForm value={node.retry} readOnly={readOnly} onChange={(retry) => set('retry', { retry: retry ?? null })} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="help" pt="xs">
          <Text style={{ whiteSpace: 'pre-wrap' }}>{manifest?.help}</Text>
        </Tabs.Panel>
      </Tabs>
    </Stack>
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
  const known = (useConnections(environment).data?.items ?? []).filter((connection) => connection.type === type).map(({ name }) => name);
  const names = [...new Set(value === undefined ? known : [...known, value])];
  return (
    <Select
      label={t('inspector.connection', 'Connection')}
      description={t('inspector.connection-help', 'Of type {type}; every environment has its own under this name.', { type })}
      data={names}
      readOnly={readOnly}
      required
      value={value ?? null}
      onChange={onChange}
    />
  );
}

/** Pointer within the node's config → message. */
function messagesByField(problems: readonly Problem[], nodeId: string): ReadonlyMap<string, string> {
  const start = `/nodes/${nodeId}/config`;
  return new Map(
    problems.flatMap(({ path, message }) => (path.startsWith(`${start}/`) ? [[path.slice(start.length), message] as const] : [])),
  );
}
