/** Opens one's own draft, or branches one from the version that is shown; other people's drafts are named. */
import { Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useSession } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';

export function EditButton({ flow, version }: { readonly flow: FlowSummary; readonly version: number | undefined }) {
  const userId = useSession().data?.user.userId;
  const mayEdit = useMay()('drafts.write', { folder: flow.owner });
  const navigate = useNavigate();
  const own = flow.drafts.find(({ owner }) => owner === userId);
  const others = flow.drafts.filter(({ owner }) => owner !== userId);
  const open = (draftId: string) => navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId: flow.flowId, draftId } });
  const branch = useMutation({
    mutationFn: () =>
      callApi<DraftView>('POST', apiPath`/api/flows/${flow.flowId}/drafts`, {
        body: version === undefined ? {} : { baseVersion: version },
      }),
    async onSuccess({ draftId }) {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await open(draftId);
    },
  });
  return (
    <Group gap="xs">
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('flow.other-drafts', 'Drafts of')}{' '}
          {others.map(({ draftId, ownerName }, i) => (
            <span key={draftId}>
              {i > 0 && ', '}
              <Anchor component={Link} to={`/flows/${flow.flowId}/drafts/${draftId}`} size="sm">
                {ownerName}
              </Anchor>
            </span>
          ))}
        </Text>
      )}
      {branch.error !== null && (
        <Text size="sm" c="red" role="alert">
          {problemOf(branch.error).detail}
        </Text>
      )}
      {mayEdit && (
        <Button loading={branch.isPending} onClick={() => (own === undefined ? branch.mutate() : void open(own.draftId))}>
          {own === undefined ? t('flow.edit', 'Edit as a draft') : t('flow.continue', 'Continue my draft')}
        </Button>
      )}
    </Group>
  );
}
