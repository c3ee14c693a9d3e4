/** Where shall this version be live? Each environment with what is live there now. */
import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useEnvironments, useVersions } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { notify } from '../ui/notify.ts';

export interface DeployVersionDialogProps {
  readonly flow: FlowSummary;
  readonly version: number;
  readonly onClose: () => void;
}

export function DeployVersionDialog({ flow, version, onClose }: DeployVersionDialogProps) {
  const environments = useEnvironments().data?.items ?? [];
  const major = useVersions(flow.flowId).data?.items.find((one) => one.version === version)?.major;
  const deploy = useMutation({
    mutationFn: (environment: string) =>
      callApi<DeploymentView>('PUT', apiPath`/api/environments/${environment}/deployments/${flow.flowId}`, { body: { version } }),
    async onSuccess(_answer, environment) {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await queryClient.invalidateQueries({ queryKey: ['deployments'] });
      const label = environments.find(({ name }) => name === environment)?.label ?? environment;
      notify({
        message: t('deploy.done', 'Version {version} of {name} is live in {environment}.', {
          version,
          name: flow.name,
          environment: label,
        }),
      });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('deploy.title', 'Make version {version} live', { version })}>
      <Stack gap="sm">
        <Text c="dimmed">{t('deploy.effect', 'New runs begin on it at once. Runs in flight finish on theirs.')}</Text>
        {deploy.error !== null && <ErrorPanel error={deploy.error} />}
        {environments.map(({ name, label, production }) => {
          const live = flow.deployments.find(
            (deployment) => deployment.environment === name && (major === undefined || deployment.major === major),
          );
          return (
            <Group key={name} justify="space-between">
              <Group gap="xs">
                <Text fw={600}>{label}</Text>
                {live === undefined ? (
                  <Text size="sm" c="dimmed">
                    {t('deploy.nothing', 'nothing live')}
                  </Text>
                ) : (
                  <Badge color="green" className="state-badge">
                    {t('deployments.version', 'version {version}', { version: live.version })}
                  </Badge>
                )}
              </Group>
              <Button
                color={production ? 'red' : 'blue'}
                variant={live?.version === version ? 'default' : 'filled'}
                disabled={live?.version === version}
                loading={deploy.isPending && deploy.variables === name}
                onClick={() => deploy.mutate(name)}
              >
                {live?.version === version ? t('deploy.is-live', 'is live') : t('deploy.to', 'Deploy to {label}', { label })}
              </Button>
            </Group>
          );
        })}
      </Stack>
    </Modal>
  );
}
