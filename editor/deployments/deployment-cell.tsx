/** What is live in one environment, since when and by whom; the version that could come next, and the one before. */
import { ActionIcon, Badge, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import type { DeploymentView, EnvironmentView, FlowSummary } from '#flows/api.ts';
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';

export interface DeploymentCellProps {
  readonly flow: FlowSummary;
  readonly environment: EnvironmentView;
  /** Version that could come here next. */
  readonly offer: number | undefined;
  readonly onDeploy: (version: number) => void;
  readonly onTakeOut: (major: number) => void;
}

export function DeploymentCell({ flow, environment, offer, onDeploy, onTakeOut }: DeploymentCellProps) {
  const live = flow.deployments.filter((deployment) => deployment.environment === environment.name);
  return (
    <Stack gap={4}>
      {live.map((deployment) => (
        <Live
          key={deployment.major}
          deployment={deployment}
          where={`${flow.name}, ${environment.label}`}
          several={live.length > 1}
          onDeploy={onDeploy}
          onTakeOut={onTakeOut}
        />
      ))}
      {offer !== undefined && (
        <Group>
          <Button
            size="compact-xs"
            variant="light"
            color={environment.production ? 'red' : 'blue'}
            c="var(--mantine-color-text)"
            aria-label={t('deployments.offer-to', 'Deploy version {version} of {name} to {environment}', {
              version: offer,
              name: flow.name,
              environment: environment.label,
            })}
            onClick={() => onDeploy(offer)}
          >
            {environment.position === 0 || live.length > 0
              ? t('deployments.offer', 'Deploy {version} ▸', { version: offer })
              : t('deployments.promote', 'Promote {version} ▸', { version: offer })}
          </Button>
        </Group>
      )}
      {live.length === 0 && offer === undefined && (
        <Text size="sm" c="dimmed">
          –
        </Text>
      )}
    </Stack>
  );
}

interface LiveProps {
  readonly deployment: DeploymentView;
  readonly where: string;
  /** More than one contract is live side by side. */
  readonly several: boolean;
  readonly onDeploy: (version: number) => void;
  readonly onTakeOut: (major: number) => void;
}

function Live({ deployment, where, several, onDeploy, onTakeOut }: LiveProps) {
  const { version, major, deployedBy, deployedAt, hook, previousVersion } = deployment;
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        <Badge className="state-badge" color="green">
          {t('deployments.version', 'version {version}', { version })}
        </Badge>
        {several && (
          <Text size="xs" c="dimmed" className="number">
            {t('versions.major', 'contract {major}', { major })}
          </Text>
        )}
        {previousVersion !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={12} aria-hidden />}
            aria-label={t('deployments.back-to', 'Back to version {version}: {where}', { version: previousVersion, where })}
            onClick={() => onDeploy(previousVersion)}
          >
            {t('deployments.back', 'Back to {version}', { version: previousVersion })}
          </Button>
        )}
        <ActionIcon
          size="sm"
          aria-label={t('deployments.take-out', 'Take out: {where}', { where })}
          title={t('deployments.remove', 'Take out')}
          onClick={() => onTakeOut(major)}
        >
          <IconX size={14} />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed">
        {deployedBy} · <RelativeTime at={deployedAt} />
      </Text>
      {hook !== undefined && <HookAddress hook={hook} />}
    </div>
  );
}

/** Where the trigger listens, ready to be given to the sender. */
function HookAddress({ hook }: { readonly hook: string }) {
  const address = `${location.origin}${hook}`;
  return (
    <Group gap={2} wrap="nowrap">
      <span className="hook-address mono" title={address}>
        {hook}
      </span>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <ActionIcon size="sm" aria-label={t('deployments.copy-hook', 'Copy the address {hook}', { hook })} onClick={copy}>
            {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
