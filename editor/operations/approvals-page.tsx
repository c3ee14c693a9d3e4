/** What waits for somebody's yes or no: the facts, the choices, a reason. */
import { Box, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalView } from '#flows/api/operations.ts';
import { RevealValues } from '../run/reveal-values.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { useApprovals } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { WaiverList } from '../waivers/waiver-list.tsx';
import { DetailView } from './detail-view.tsx';
import { DueTime } from './due-time.tsx';
import { SampleNotice } from './sample-notice.tsx';
import { SampleStanding } from './sample-standing.tsx';
import { useFlowWords } from './use-flow-words.ts';
import { useLiveRefresh } from './use-live-refresh.ts';

export function ApprovalsPage() {
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['approvals']);
  const query = useApprovals(environment);
  const [deciding, setDeciding] = useState<{ readonly approval: ApprovalView; readonly choice: string }>();
  return (
    <>
      <PageHeader title={t('approvals.title', 'Approvals')} />
      <WaiverList />
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('approvals.none', 'No run waits for a decision')}
              why={t('approvals.none-why', 'A run stops here when its flow asks a person, such as for an order change above the limit.')}
            />
          ) : (
            <Stack gap="sm">
              {items.some(({ sample }) => sample === true) && <SampleNotice />}
              {inDecidingOrder(items).map((approval) => (
                <ApprovalCard key={approval.approvalId} approval={approval} onChoose={(choice) => setDeciding({ approval, choice })} />
              ))}
            </Stack>
          )
        }
      </QueryView>
      {deciding !== undefined && (
        <ReasonDialog
          title={`${choiceText(deciding.choice)}: ${deciding.approval.title}`}
          effect={t('approvals.effect', 'The run goes on with this decision at once. It cannot be taken back.')}
          confirmLabel={choiceText(deciding.choice)}
          onConfirm={async (reason) => {
            await callApi('POST', apiPath`/api/approvals/${deciding.approval.approvalId}/decide`, {
              body: { choice: deciding.choice, reason },
            });
            void queryClient.invalidateQueries({ queryKey: ['approvals'] });
          }}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </>
  );
}

function ApprovalCard({ approval, onChoose }: { readonly approval: ApprovalView; readonly onChoose: (choice: string) => void }) {
  const { nameOf, ownerOf } = useFlowWords();
  const { title, keys, role, flowId, runId, openedAt, dueAt, detail, choices, sample } = approval;
  const may = useMay();
  const scope = { environment: approval.environment, folder: ownerOf(flowId) };
  const mayDecide = may('approvals.decide', scope);
  const mayReveal = may('payloads.reveal', scope);
  return (
    <Card withBorder padding="sm" component="article" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4}>
          <Group gap={6}>
            <Title order={2}>{title}</Title>
            {sample === true && <SampleBadge />}
          </Group>
          <Group gap="md">
            {Object.entries(keys).map(([name, value]) => (
              <Text key={name} size="sm" className="number">
                <Text span c="dimmed">
                  {name}{' '}
                </Text>
                {value}
              </Text>
            ))}
            <Text size="sm" c="dimmed">
              {t('approvals.role', 'for {role}', { role })}
            </Text>
            <Text size="sm" c="dimmed">
              {t('approvals.since', 'asked')} <RelativeTime at={openedAt} />
            </Text>
            {dueAt !== undefined && (
              <Group gap={4}>
                <Text size="sm" c="dimmed">
                  {t('approvals.due', 'due')}
                </Text>
                <DueTime at={dueAt} />
              </Group>
            )}
            <PageLink to={`/runs/${runId}`}>{t('approvals.run', 'run of {flow}', { flow: nameOf(flowId) })}</PageLink>
          </Group>
        </Stack>
        <Group gap="xs">
          {sample === true && <SampleStanding />}
          {sample !== true && !mayDecide && (
            <Text size="sm" c="dimmed">
              {t('approvals.not-yours', 'Somebody else decides this.')}
            </Text>
          )}
          {(mayDecide && sample !== true ? choices : []).map((choice) => (
            <Button key={choice} variant="default" onClick={() => onChoose(choice)}>
              {choiceText(choice)}
            </Button>
          ))}
        </Group>
      </Group>
      {detail !== undefined && (
        <Box mt="sm">
          <RevealValues run={{ runId }} may={mayReveal}>
            <DetailView detail={detail} />
          </RevealValues>
        </Box>
      )}
    </Card>
  );
}

/** Soonest due first; those without a date after them, oldest first; what is sample last. */
function inDecidingOrder(approvals: readonly ApprovalView[]): readonly ApprovalView[] {
  const rank = ({ dueAt, openedAt, sample }: ApprovalView) => `${sample === true ? 1 : 0} ${dueAt ?? '9999'} ${openedAt}`;
  return [...approvals].sort((a, b) => rank(a).localeCompare(rank(b)));
}

/** `approve` → `Approve`: flows write choices in small letters. */
function choiceText(choice: string): string {
  return spokenName(choice.charAt(0).toUpperCase() + choice.slice(1).replaceAll('-', ' '));
}
