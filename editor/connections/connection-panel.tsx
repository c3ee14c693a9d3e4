/** One connection: settings from its manifest, secrets write-only, the check, the circuit. */
import { Anchor, Button, Drawer, Fieldset, Group, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CircuitState, ConnectionView } from '#flows/api.ts';
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import type { JsonObject } from '#flows/json.ts';
import { SchemaForm } from '../forms/schema-form.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { CheckLadder } from './check-ladder.tsx';
import { CircuitPanel } from './circuit-panel.tsx';

export interface ConnectionPanelProps {
  readonly environment: string;
  /** Undefined: a new one. */
  readonly connection: ConnectionView | undefined;
  readonly circuit: CircuitState | undefined;
  readonly types: readonly ConnectionManifest[];
  readonly onClose: () => void;
}

export function ConnectionPanel({ environment, connection, circuit, types, onClose }: ConnectionPanelProps) {
  const [name, setName] = useState(connection?.name ?? '');
  const [type, setType] = useState(connection?.type ?? types[0]?.type ?? '');
  const [plant, setPlant] = useState(connection?.plant ?? '');
  const [settings, setSettings] = useState<JsonObject>(connection?.settings ?? {});
  const [secrets, setSecrets] = useState<{ readonly [name: string]: string }>({});
  const [removing, setRemoving] = useState(false);
  const manifest = types.find((known) => known.type === type);
  const path = apiPath`/api/environments/${environment}/connections/${connection?.name ?? name}`;

  const save = useMutation({
    mutationFn: () =>
      callApi<ConnectionView>('PUT', path, {
        ifMatch: connection?.revision ?? 0,
        body: {
          type,
          settings,
          ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
          ...(plant === '' ? {} : { plant }),
        },
      }),
    async onSuccess() {
      setSecrets({});
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      if (connection === undefined) onClose();
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={
        connection === undefined
          ? t('connection.new', 'New connection in {environment}', { environment })
          : `${connection.name} · ${environment}`
      }
      closeButtonProps={{ 'aria-label': t('close', 'Close') }}
    >
      <Stack gap="md">
        {connection !== undefined && (
          <>
            <CheckLadder path={path} plant={connection.plant} last={connection.lastCheck} />
            {(circuit ?? connection.circuit) !== undefined && (
              <CircuitPanel environment={environment} circuit={(circuit ?? connection.circuit)!} />
            )}
          </>
        )}
        <form onSubmit={submit}>
          <Stack gap="sm">
            {connection === undefined && (
              <Group grow align="flex-start">
                <TextInput
                  label={t('connection.name', 'Name')}
                  description={t('connection.name-help', 'Nodes ask for it by this name.')}
                  required
                  data-autofocus
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
                <Select
                  label={t('connection.type', 'Type')}
                  description={manifest?.summary}
                  allowDeselect={false}
                  data={types.map((known) => ({ value: known.type, label: known.label }))}
                  value={type}
                  onChange={(next) => {
                    setType(next ?? '');
                    setSettings({});
                  }}
                />
              </Group>
            )}
            <TextInput
              label={t('connection.plant', 'Only for plant')}
              description={t('connection.plant-help', 'Empty: for all plants that have none of their own.')}
              readOnly={connection !== undefined}
              value={plant}
              onChange={(event) => setPlant(event.currentTarget.value)}
            />
            {manifest !== undefined && (
              <SchemaForm schema={manifest.settings} value={settings} expressions={false} onChange={setSettings} />
            )}
            {manifest !== undefined && manifest.secrets.length > 0 && (
              <Fieldset p="xs" legend={t('connection.secrets', 'Secrets: can be set, never read')}>
                <Stack gap="xs">
                  {manifest.secrets.map((secret) => {
                    const isSet = connection?.secretsSet.includes(secret.name) === true;
                    return (
                      <PasswordInput
                        key={secret.name}
                        label={secret.label}
                        autoComplete="new-password"
                        required={secret.required && !isSet}
                        placeholder={
                          isSet ? t('connection.secret-set', 'is set; type to replace it') : t('connection.secret-unset', 'not set')
                        }
                        value={secrets[secret.name] ?? ''}
                        onChange={(event) => {
                          const { [secret.name]: _old, ...rest } = secrets;
                          setSecrets(event.currentTarget.value === '' ? rest : { ...rest, [secret.name]: event.currentTarget.value });
                        }}
                      />
                    );
                  })}
                </Stack>
              </Fieldset>
            )}
            {save.error !== null && <ErrorPanel error={save.error} />}
            <Group justify="space-between">
              {connection === undefined ? (
                <span />
              ) : (
                <Anchor component="button" type="button" size="sm" c="red" onClick={() => setRemoving(true)}>
                  {t('connection.remove', 'Remove this connection')}
                </Anchor>
              )}
              <Button type="submit" loading={save.isPending}>
                {t('connection.save', 'Save')}
              </Button>
            </Group>
            {save.isSuccess && <Text role="status">{t('connection.saved', 'Saved. Check it now.')}</Text>}
          </Stack>
        </form>
        {manifest !== undefined && <Text style={{ whiteSpace: 'pre-wrap' }}>{manifest.help}</Text>}
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
            onClose();
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </Drawer>
  );
}
