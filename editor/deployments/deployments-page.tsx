/** Which version of which flow is live where: one row per flow, one column per environment, and the way from one to the next. */
import { Anchor, Button, Switch, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { FlowSummary } from '#flows/api/flows.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import { useEnvironments, useFlows, usePromotions } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { environmentTone } from '../ui/environment-tone.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { AskPromotionDialog } from './ask-promotion-dialog.tsx';
import { DeployDialog, type Deploying } from './deploy-dialog.tsx';
import { DeploymentCell } from './deployment-cell.tsx';
import { nextStep } from './next-step.ts';
import { OpenPromotions } from './open-promotions.tsx';
import { PromotionDialog } from './promotion-dialog.tsx';
import { TakeOutDialog } from './take-out-dialog.tsx';

type Asked =
  | { readonly kind: 'deploy' | 'promote'; readonly what: Deploying }
  | { readonly kind: 'take-out'; readonly what: Omit<Deploying, 'version'> };

export function DeploymentsPage() {
  const query = useFlows();
  const environments = useEnvironments().data?.items ?? [];
  const open = (usePromotions().data?.items ?? []).filter(({ state }) => state === 'requested' || state === 'approved');
  const [{ search, drift, promotion: reviewed }, setSearch] = usePageSearch();
  const shownPromotion = open.find(({ promotionId }) => promotionId === reviewed);
  const target = environments.find(({ name }) => name === shownPromotion?.toEnvironment);
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <PageHeader
        title={t('deployments.title', 'Deployments')}
        about={t('deployments.about', 'which version is live where')}
        actions={
          <>
            <Switch
              label={t('deployments.drift', 'Only where something could go on')}
              checked={drift === 'yes'}
              onChange={(event) => setSearch({ drift: event.currentTarget.checked ? 'yes' : undefined })}
            />
            <TextInput
              leftSection={<IconSearch size={14} aria-hidden />}
              placeholder={t('deployments.search', 'Find a flow')}
              aria-label={t('deployments.search', 'Find a flow')}
              value={search ?? ''}
              onChange={(event) => setSearch({ search: event.currentTarget.value || undefined })}
            />
          </>
        }
      />
      <QueryView query={query}>
        {({ items }) => {
          const published = items.filter(({ latestVersion }) => latestVersion !== undefined).sort((a, b) => a.name.localeCompare(b.name));
          const shown = published.filter(
            (flow) => matches(flow, search) && (drift === undefined || environments.some(({ name }) => nextStep(flow, name, environments))),
          );
          if (published.length === 0)
            return (
              <EmptyState
                title={t('deployments.none', 'Nothing is published')}
                why={t('deployments.none-why', 'Publish a draft; its versions can then be deployed here.')}
              />
            );
          if (shown.length === 0)
            return (
              <EmptyState
                title={t('deployments.hidden', 'The filter hides all flows')}
                why={t('deployments.hidden-why', '{count, plural, one {# flow is} other {# flows are}} published.', {
                  count: published.length,
                })}
                action={
                  <Button variant="default" onClick={() => setSearch({ search: undefined, drift: undefined })}>
                    {t('deployments.clear', 'Show all')}
                  </Button>
                }
              />
            );
          return (
            <>
              <OpenPromotions
                promotions={open}
                flows={items}
                environments={environments}
                onReview={({ promotionId }) => setSearch({ promotion: promotionId })}
              />
              <Board
                flows={shown}
                environments={environments}
                promotions={open}
                onAsk={setAsked}
                onReview={({ promotionId }) => setSearch({ promotion: promotionId })}
              />
              {shownPromotion !== undefined && target !== undefined && (
                <PromotionDialog
                  promotion={shownPromotion}
                  name={items.find(({ flowId }) => flowId === shownPromotion.flowId)?.name ?? shownPromotion.flowId}
                  environment={target}
                  onClose={() => setSearch({ promotion: undefined })}
                />
              )}
            </>
          );
        }}
      </QueryView>
      {asked?.kind === 'deploy' && <DeployDialog {...asked.what} onClose={() => setAsked(undefined)} />}
      {asked?.kind === 'promote' && <AskPromotionDialog {...asked.what} onClose={() => setAsked(undefined)} />}
      {asked?.kind === 'take-out' && <TakeOutDialog {...asked.what} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface BoardProps {
  readonly flows: readonly FlowSummary[];
  readonly environments: readonly EnvironmentView[];
  readonly promotions: readonly PromotionView[];
  readonly onAsk: (asked: Asked) => void;
  readonly onReview: (promotion: PromotionView) => void;
}

function Board({ flows, environments, promotions, onAsk, onReview }: BoardProps) {
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table highlightOnHover withColumnBorders className="deployments">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('deployments.flow', 'Flow')}</Table.Th>
            <Table.Th>{t('deployments.latest', 'Newest')}</Table.Th>
            {environments.map(({ name, label }) => (
              <Table.Th key={name} w="23%">
                <span className="environment-head">
                  <span className="environment-dot" data-tone={environmentTone(environments, name)} aria-hidden /> {label}
                </span>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flows.map((flow) => (
            <Table.Tr key={flow.flowId}>
              <Table.Td>
                <Anchor component={Link} to={`/flows/${flow.flowId}`} size="sm" fw={600}>
                  {flow.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {flow.owner}
                </Text>
              </Table.Td>
              <Table.Td className="number">
                <Anchor
                  component={Link}
                  to={`/flows/${flow.flowId}`}
                  search={{ tab: 'versions' } as never}
                  size="sm"
                  aria-label={t('deployments.versions', 'Versions of {name}', { name: flow.name })}
                >
                  {flow.latestVersion}
                </Anchor>
              </Table.Td>
              {environments.map((environment) => (
                <Table.Td key={environment.name}>
                  <DeploymentCell
                    flow={flow}
                    environment={environment}
                    offer={nextStep(flow, environment.name, environments)}
                    promotion={promotions.find(({ flowId, toEnvironment }) => flowId === flow.flowId && toEnvironment === environment.name)}
                    onReview={onReview}
                    onPromote={(version) => onAsk({ kind: 'promote', what: { flow, environment, version } })}
                    onDeploy={(version) => onAsk({ kind: 'deploy', what: { flow, environment, version } })}
                    onTakeOut={(major) => onAsk({ kind: 'take-out', what: { flow, environment, major } })}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function matches({ name, flowId, owner }: FlowSummary, search = ''): boolean {
  const text = `${name} ${flowId} ${owner}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
