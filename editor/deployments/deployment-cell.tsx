/** What is live in one environment, since when and by whom; the version that could come next, and the one before. */
import { ActionIcon, Badge, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconCopy } from '@tabler/icons-react';
import type { DeploymentView, EnvironmentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';

export interface DeploymentCellProps {
  readonly flow: FlowSummary;
  readonly environment: EnvironmentView;
  /** Version that could come here next. */
  readonly offer: number | undefined;
  /** One that is open here. */
  readonly promotion: PromotionView | undefined;
  readonly onReview: (promotion: PromotionView) => void;
  readonly onPromote: (version: number) => void;
  readonly onDeploy: (version: number) => void;
  readonly onTakeOut: (major: number) => void;
}

export function DeploymentCell(props: DeploymentCellProps) {
  const { flow, environment, offer, promotion, onReview, onDeploy, onTakeOut } = props;
  const may = useMay();
  const mayDeploy = may('deployments.write', { environment: environment.name, folder: flow.owner });
  const live = flow.deployments.filter((deployment) => deployment.environment === environment.name);
  return (
    <Stack gap={4}>
      {live.map((deployment) => (
        <Live
          key={deployment.major}
          deployment={deployment}
          where={`${flow.name}, ${environment.label}`}
          several={live.length > 1}
          mayDeploy={mayDeploy}
          onDeploy={onDeploy}
          onTakeOut={onTakeOut}
        />
      ))}
      {promotion !== undefined ? (
        <Group>
          <Button size="compact-xs" variant="default" onClick={() => onReview(promotion)}>
            {promotion.state === 'approved'
              ? t('promotion.cell-approved', 'Version {version} is approved …', { version: promotion.version })
              : t('promotion.cell-asked', 'Version {version} is asked for …', { version: promotion.version })}
          </Button>
        </Group>
      ) : (
        offer !== undefined && <Offer {...props} offer={offer} mayDeploy={mayDeploy} />
      )}
      {live.length === 0 && offer === undefined && promotion === undefined && (
        <Text size="sm" c="dimmed">
          –
        </Text>
      )}
    </Stack>
  );
}

type OfferProps = DeploymentCellProps & { readonly offer: number; readonly mayDeploy: boolean };

/** Into production one asks, and a second person decides; elsewhere whoever may deploys. */
function Offer({ flow, environment, offer, mayDeploy, onPromote, onDeploy }: OfferProps) {
  const may = useMay();
  const words = { version: offer, name: flow.name, environment: environment.label };
  // What was live there before has been approved before.
  const wasThere = flow.deployments.some((live) => live.environment === environment.name && live.previousVersion === offer);
  if (mayDeploy && (!environment.production || wasThere))
    return (
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('deployments.offer-to', 'Deploy version {version} of {name} to {environment}', words)}
          onClick={() => onDeploy(offer)}
        >
          {t('deployments.offer', 'Deploy {version} …', words)}
        </Button>
      </Group>
    );
  if (!may('promotions.request', { folder: flow.owner })) return null;
  return (
    <Group>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('promotion.offer-to', 'Ask for version {version} of {name} in {environment}', words)}
        onClick={() => onPromote(offer)}
      >
        {t('promotion.offer', 'Ask for {version} …', words)}
      </Button>
    </Group>
  );
}

interface LiveProps {
  readonly deployment: DeploymentView;
  readonly where: string;
  /** More than one contract is live side by side. */
  readonly several: boolean;
  readonly mayDeploy: boolean;
  readonly onDeploy: (version: number) => void;
  readonly onTakeOut: (major: number) => void;
}

function Live({ deployment, where, several, mayDeploy, onDeploy, onTakeOut }: LiveProps) {
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
        {mayDeploy && previousVersion !== undefined && previousVersion < version && (
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
        {mayDeploy && (
          <Button
            size="compact-xs"
            variant="subtle"
            fw={400}
            c="dimmed"
            aria-label={t('deployments.take-out', 'Take out: {where}', { where })}
            onClick={() => onTakeOut(major)}
          >
            {t('deployments.remove', 'Take out')}
          </Button>
        )}
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
