/** The sandbox's systems, each connected and checked by one button: the server knows their secrets. */
import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { SandboxConnection } from '#flows/api/sandbox.ts';
import type { ConnectionManifest } from '#flows/connection-manifest.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useConnections, useSandboxConnections } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { notify } from '../ui/notify.ts';

interface SandboxSystemsProps {
  readonly environment: string;
  readonly types: readonly ConnectionManifest[];
  readonly onMade: (connection: ConnectionView) => void;
}

export function SandboxSystems({ environment, types, onMade }: SandboxSystemsProps) {
  const systems = useSandboxConnections().data?.items ?? [];
  const taken = new Set(useConnections(environment).data?.items.map(({ name }) => name));
  const connect = useMutation({
    mutationFn: ({ name, type, settings }: SandboxConnection) =>
      callApi<ConnectionView>('PUT', apiPath`/api/environments/${environment}/connections/${freeName(name, taken)}`, {
        ifMatch: 0,
        body: { type, settings },
      }),
    async onSuccess(made) {
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      notify({ message: t('connection.saved', '{name} is saved.', { name: made.name }) });
      onMade(made);
    },
  });
  if (systems.length === 0) return null;
  return (
    <>
      <section aria-label={t('connection.sandbox', 'Systems of the sandbox')}>
        <Title order={2}>{t('connection.sandbox', 'Systems of the sandbox')}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('connection.sandbox-help', 'One click connects and checks; address, user and secrets come from the sandbox.')}
        </Text>
        <Group gap="xs">
          {systems.map((system) => (
            <Button
              key={system.name}
              variant="default"
              loading={connect.isPending && connect.variables.name === system.name}
              disabled={connect.isPending}
              onClick={() => connect.mutate(system)}
            >
              {t('connection.sandbox-as', '{label} as {name}', {
                label: types.find(({ type }) => type === system.type)?.label ?? system.type,
                name: freeName(system.name, taken),
              })}
            </Button>
          ))}
        </Group>
        {connect.error !== null && <ErrorPanel error={connect.error} />}
      </section>
      <Title order={2}>{t('connection.own', 'A system of your own')}</Title>
    </>
  );
}

/** Itself, else numbered. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}
