/** One connection: whether it works, its circuit, settings from its manifest, secrets write-only. */
import { Anchor, Button, Drawer, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import type { CircuitState, ConnectionCheckView, ConnectionView } from '#flows/api/connections.ts';
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import { wholeEnvironment } from '#flows/policy.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useSandboxConnections } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { later } from '../ui/later.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { notify } from '../ui/notify.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { areSameHosts, calledHosts } from './called-hosts.ts';
import { CheckLadder } from './check-ladder.tsx';
import { CircuitPanel } from './circuit-panel.tsx';
import type { FieldNames } from './field-comparison.tsx';
import { LIMITS } from './limit-schema.ts';
import { MaintenancePanel } from './maintenance-panel.tsx';
import { SandboxSystems } from './sandbox-systems.tsx';
import { SecretFields, type Secrets } from './secret-fields.tsx';

const FieldComparison = later(() => import('./field-comparison.tsx'), 'FieldComparison');
const ServiceCatalogue = later(() => import('./service-catalogue.tsx'), 'ServiceCatalogue');

export interface ConnectionPanelProps {
  readonly environment: string;
  /** Undefined: a new one. */
  readonly connection: ConnectionView | undefined;
  readonly circuit: CircuitState | undefined;
  readonly types: readonly ConnectionManifest[];
  /** Else it is only looked at. */
  readonly mayWrite: boolean;
  /** Name and plant of one that was just made. */
  readonly onMade: (connection: ConnectionView) => void;
  /** It was just made: whoever saves wants to know whether it works now. */
  readonly checkAtOnce?: boolean;
  readonly onClose: () => void;
}

export function ConnectionPanel(props: ConnectionPanelProps) {
  const { environment, connection, circuit, types, mayWrite, onMade, checkAtOnce = false, onClose } = props;
  const [name, setName] = useState(connection?.name ?? '');
  const [chosen, setChosen] = useState(connection?.type);
  const [plant, setPlant] = useState(connection?.plant ?? '');
  const [settings, setSettings] = useState<JsonObject>(connection?.settings ?? {});
  const [limits, setLimits] = useState<JsonObject>(connection?.limits ?? {});
  const [secrets, setSecrets] = useState<Secrets>({});
  const [removing, setRemoving] = useState(false);
  const manifest = types.find((known) => known.type === (chosen ?? types[0]?.type));
  const path = apiPath`/api/environments/${environment}/connections/${connection?.name ?? name}`;
  const isNew = connection === undefined;
  const simulated = useSandboxConnections().data?.items.find(({ type }) => type === manifest?.type);
  const hosts = manifest === undefined ? [] : calledHosts(settings, manifest);
  const isSimulated = manifest !== undefined && simulated !== undefined && areSameHosts(hosts, calledHosts(simulated.settings, manifest));
  // Secrets stay with the address that they were given for (S15): for another one they are wanted again.
  const isMoved = connection !== undefined && connection.secretsSet.length > 0 && !areSameHosts(hosts, connection.hosts);
  const mayAct = useMay()('circuits.act', wholeEnvironment(environment));

  const check = useMutation({
    mutationFn: () => callApi<ConnectionCheckView>('POST', `${path}/check`, { query: { plant: plant === '' ? undefined : plant } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['connections'] }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the panel opens
  useEffect(() => {
    if (checkAtOnce) check.mutate();
  }, []);
  /** Beside what the form holds: only the names are changed, and the form goes on with them. */
  async function keepNames(names: FieldNames, before: FieldNames): Promise<void> {
    if (connection === undefined) return;
    const { fieldNames: had = {}, ...stored } = connection.settings;
    // Of other services they stay.
    const others = Object.entries(had as FieldNames).filter(([place]) => !(place in before));
    const all = { ...Object.fromEntries(others), ...names };
    const fieldNames = Object.keys(all).length === 0 ? {} : { fieldNames: all };
    await callApi<ConnectionView>('PUT', path, {
      ifMatch: connection.revision,
      body: {
        type: connection.type,
        settings: { ...stored, ...fieldNames },
        limits: connection.limits,
        ...(connection.plant === undefined ? {} : { plant: connection.plant }),
      },
    });
    setSettings(({ fieldNames: _held, ...held }) => ({ ...held, ...fieldNames }));
    await queryClient.invalidateQueries({ queryKey: ['connections'] });
  }
  async function setDryRun(withholdWrites: boolean): Promise<void> {
    if (connection === undefined) return;
    const { type, settings: stored, limits: had, revision } = connection;
    await callApi<ConnectionView>('PUT', path, {
      ifMatch: revision,
      body: {
        type,
        settings: stored,
        limits: { ...had, withholdWrites },
        ...(connection.plant === undefined ? {} : { plant: connection.plant }),
      },
    });
    setLimits((held) => ({ ...held, withholdWrites }));
    await queryClient.invalidateQueries({ queryKey: ['connections'] });
  }
  const save = useMutation({
    mutationFn: () =>
      callApi<ConnectionView>('PUT', path, {
        ifMatch: connection?.revision ?? 0,
        body: {
          type: manifest?.type ?? '',
          settings,
          limits,
          ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
          ...(plant === '' ? {} : { plant }),
        },
      }),
    async onSuccess(saved) {
      setSecrets({});
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      notify({ message: t('connection.saved', '{name} is saved.', { name: saved.name }) });
      if (isNew) onMade(saved);
      else check.mutate();
    },
  });
  const submit = useSubmit(() => save.mutateAsync());
  const shownCircuit = circuit ?? connection?.circuit;

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={620}
      title={isNew ? t('connection.new', 'New connection in {environment}', { environment }) : `${connection.name} · ${environment}`}
    >
      <Stack gap="md">
        {!isNew && (
          <>
            <CheckLadder
              check={check.data ?? connection.lastCheck}
              checking={check.isPending}
              error={check.error}
              onCheck={() => check.mutate()}
            />
            {shownCircuit !== undefined && <CircuitPanel environment={environment} circuit={shownCircuit} />}
            <MaintenancePanel connection={connection} mayAct={mayAct} />
            {manifest?.comparesMetadata === true && (
              <Suspense fallback={null}>
                <FieldComparison
                  environment={environment}
                  name={connection.name}
                  plant={connection.plant}
                  onNames={mayWrite ? keepNames : undefined}
                  isDryRun={connection.limits['withholdWrites'] === true}
                  onDryRun={mayWrite ? setDryRun : undefined}
                />
              </Suspense>
            )}
            {manifest?.hasCatalogue === true && (
              <Suspense fallback={null}>
                <ServiceCatalogue environment={environment} name={connection.name} plant={connection.plant} />
              </Suspense>
            )}
          </>
        )}
        {isNew && <SandboxSystems environment={environment} types={types} onMade={onMade} />}
        <form onSubmit={submit}>
          <Stack gap="sm">
            {!isNew && (
              <Group justify="space-between">
                <Title order={2}>{t('connection.settings', 'Settings')}</Title>
                {mayWrite && simulated !== undefined && !isSimulated && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => {
                      setSettings((held) => ({ ...held, ...simulated.settings }));
                      setSecrets({});
                    }}
                  >
                    {t('connection.simulate', 'Take the system of the sandbox')}
                  </Button>
                )}
              </Group>
            )}
            {isNew && (
              <NativeSelect
                size="xs"
                label={t('connection.type', 'Type')}
                description={manifest?.summary}
                data={types.map((known) => ({ value: known.type, label: known.label }))}
                value={manifest?.type ?? ''}
                onChange={(event) => {
                  setChosen(event.currentTarget.value);
                  setSettings({});
                  setSecrets({});
                }}
              />
            )}
            <Group grow align="flex-start">
              {isNew && (
                <TextInput
                  label={t('connection.name', 'Name')}
                  description={t('connection.name-help', 'Nodes ask for it by this name.')}
                  required
                  pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*"
                  title={t('connection.name-form', 'Small letters, digits and hyphens: crm')}
                  maxLength={64}
                  data-autofocus
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
              {(isNew || plant !== '') && (
                <TextInput
                  label={t('connection.plant', 'Only for plant')}
                  description={t('connection.plant-help', 'Empty: for all plants that have none of their own.')}
                  readOnly={!isNew}
                  value={plant}
                  onChange={(event) => setPlant(event.currentTarget.value)}
                />
              )}
            </Group>
            {manifest !== undefined && (
              <>
                <SchemaForm
                  key={manifest.type}
                  schema={manifest.settings}
                  value={settings}
                  expressions={false}
                  readOnly={!mayWrite}
                  errors={errorsOf(save.error)}
                  onChange={setSettings}
                />
                {mayWrite && (
                  <SecretFields
                    key={`${manifest.type} ${connection?.revision ?? 0} ${isMoved}`}
                    manifest={manifest}
                    settings={settings}
                    isSet={isMoved ? [] : (connection?.secretsSet ?? [])}
                    filledIn={isSimulated ? simulated.secrets : []}
                    movedFrom={isMoved && !isSimulated ? connection.hosts : []}
                    secrets={secrets}
                    onChange={setSecrets}
                  />
                )}
                <details className="more">
                  <summary>{t('connection.limits', 'Limits and circuit')}</summary>
                  <SchemaForm schema={LIMITS} value={limits} expressions={false} readOnly={!mayWrite} onChange={setLimits} />
                </details>
              </>
            )}
            {save.error !== null && <ErrorPanel error={save.error} />}
            {mayWrite && (
              <Group justify="space-between">
                {isNew ? (
                  <span />
                ) : (
                  <Anchor component="button" type="button" size="sm" c="red" onClick={() => setRemoving(true)}>
                    {t('connection.remove', 'Remove this connection')}
                  </Anchor>
                )}
                <Button type="submit" loading={save.isPending}>
                  {t('connection.save', 'Save and check')}
                </Button>
              </Group>
            )}
          </Stack>
        </form>
        {manifest !== undefined && (
          <Text component="div" size="sm" c="dimmed">
            <Markdown text={manifest.help} />
          </Text>
        )}
      </Stack>
      {removing && connection !== undefined && (
        <ConfirmDialog
          title={t('connection.remove-title', 'Remove {name}', { name: connection.name })}
          effect={t('connection.remove-effect', 'Its secrets are destroyed. Steps that need it fail until there is one again.')}
          confirmLabel={t('connection.remove-do', 'Remove')}
          danger
          onConfirm={async () => {
            await callApi('DELETE', path, { query: { plant: connection.plant } });
            await queryClient.invalidateQueries({ queryKey: ['connections'] });
            notify({ message: t('connection.removed', '{name} is removed.', { name: connection.name }) });
            onClose();
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </Drawer>
  );
}

/** What the server says about single settings, at their fields. */
function errorsOf(error: unknown): ReadonlyMap<string, string> {
  const problems = error === null ? [] : (problemOf(error).problems ?? []);
  return new Map(problems.map(({ path, message }) => [path.replace(/^\/settings/, ''), message]));
}
