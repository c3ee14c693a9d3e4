/** Makes a version live: what it replaces, what is different, and one button. Going back is the same with an older version. */
import { Alert, Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DeploymentView, EnvironmentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import { ChangeList } from '../flow/change-list.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { useVersion, useVersions } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import '../flow/flow.css';

export interface Deploying {
  readonly flow: FlowSummary;
  readonly environment: EnvironmentView;
  readonly version: number;
  /** Only where one contract of several is meant. */
  readonly major?: number;
}

export function DeployDialog({ flow, environment, version, onClose }: Deploying & { readonly onClose: () => void }) {
  const versions = useVersions(flow.flowId).data?.items ?? [];
  const wanted = versions.find((one) => one.version === version);
  // A version takes the place of the one that is live with the same contract.
  const live = flow.deployments.find(
    (deployment) => deployment.environment === environment.name && (wanted === undefined || deployment.major === wanted.major),
  );
  const before = useVersion(flow.flowId, live?.version);
  const after = useVersion(flow.flowId, version);
  const back = live !== undefined && version < live.version;
  const deploy = useMutation({
    mutationFn: () =>
      callApi<DeploymentView>('PUT', apiPath`/api/environments/${environment.name}/deployments/${flow.flowId}`, { body: { version } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await queryClient.invalidateQueries({ queryKey: ['deployments'] });
      notify({
        message: t('deploy.done', 'Version {version} of {name} is live in {environment}.', {
          version,
          name: flow.name,
          environment: environment.label,
        }),
      });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('deployments.deploy-title', '{name}: {what} {version} in {environment}', {
        name: flow.name,
        what: back ? t('deployments.back-word', 'back to version') : t('deployments.deploy-word', 'version'),
        version,
        environment: environment.label,
      })}
    >
      <Stack gap="sm">
        <Group gap="xs">
          {live === undefined ? (
            <Text size="sm">{t('deployments.first', 'Nothing is live there yet.')}</Text>
          ) : (
            <>
              <Badge className="state-badge" color="gray">
                {t('deployments.version', 'version {version}', { version: live.version })}
              </Badge>
              <span aria-hidden>→</span>
            </>
          )}
          <Badge className="state-badge" color="green">
            {t('deployments.version', 'version {version}', { version })}
          </Badge>
          {wanted !== undefined && (
            <Text size="sm" c="dimmed">
              {wanted.publishedBy} · <RelativeTime at={wanted.publishedAt} />
            </Text>
          )}
        </Group>
        {wanted !== undefined && <Text className="version-note">{wanted.note}</Text>}
        {live !== undefined && (
          <div className="publish-changes">
            {before.data === undefined || after.data === undefined ? (
              <Loading />
            ) : (
              <ChangeList from={before.data.document} to={after.data.document} />
            )}
          </div>
        )}
        <Text c="dimmed">{t('deployments.deploy-effect', 'New runs begin on it at once. Runs in flight finish on theirs.')}</Text>
        {environment.production && (
          <Alert color="red" p="xs">
            {t('deployments.production', 'This is production.')}
          </Alert>
        )}
        {deploy.error !== null && <ErrorPanel error={deploy.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button color={environment.production ? 'red' : 'blue'} loading={deploy.isPending} data-autofocus onClick={() => deploy.mutate()}>
            {back ? t('deployments.back', 'Back to {version}', { version }) : t('deployments.deploy', 'Deploy')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
