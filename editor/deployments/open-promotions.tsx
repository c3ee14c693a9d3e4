/** What has been asked for and is not decided or not yet live. */
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

export interface OpenPromotionsProps {
  readonly promotions: readonly PromotionView[];
  readonly flows: readonly FlowSummary[];
  readonly environments: readonly EnvironmentView[];
  readonly onReview: (promotion: PromotionView) => void;
}

export function OpenPromotions({ promotions, flows, environments, onReview }: OpenPromotionsProps) {
  if (promotions.length === 0) return null;
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-labelledby="promotions">
      <Title order={2} id="promotions" mb="xs">
        {t('promotion.open', 'Promotions to decide or to make live')}
      </Title>
      {promotions.map((promotion) => {
        const name = flows.find(({ flowId }) => flowId === promotion.flowId)?.name ?? promotion.flowId;
        const environment = environments.find((one) => one.name === promotion.toEnvironment)?.label ?? promotion.toEnvironment;
        return (
          <Group key={promotion.promotionId} gap="sm" py={3} wrap="nowrap">
            <StateBadge
              state={promotion.state === 'approved' ? 'confirmed' : 'waiting'}
              label={promotion.state === 'approved' ? t('promotion.is-approved', 'Approved') : t('promotion.is-asked', 'Asked for')}
            />
            <Text size="sm" fw={600}>
              {t('promotion.line', '{name}, version {version} → {environment}', { name, version: promotion.version, environment })}
            </Text>
            {promotion.withoutWaiver !== undefined && (
              <StateBadge state="failed" label={t('promotion.is-emergency', 'Without a waiver: only as an emergency')} />
            )}
            <Text size="sm" c="dimmed" truncate flex={1}>
              {promotion.requestedBy}: {promotion.note} · <RelativeTime at={promotion.requestedAt} />
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('promotion.review-one', 'Review {name}, version {version}, to {environment}', {
                name,
                version: promotion.version,
                environment,
              })}
              onClick={() => onReview(promotion)}
            >
              {t('promotion.review', 'Review …')}
            </Button>
          </Group>
        );
      })}
    </Paper>
  );
}
