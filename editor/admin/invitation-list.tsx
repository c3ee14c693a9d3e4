/** Invitations that nobody has taken yet. */
import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { InvitationView } from '#flows/api/people.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { grantText } from './grants-text.ts';

export function InvitationList() {
  const items = useResource<Page<InvitationView>>('invitations', '/api/invitations').data?.items ?? [];
  const [leaving, setLeaving] = useState<InvitationView>();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="open-invitations">
      <Title order={2} id="open-invitations" mt="lg" mb="xs">
        {t('invitations.title', 'Open invitations')}
      </Title>
      <Table.ScrollContainer minWidth={720}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.email', 'E-mail')}</Table.Th>
              <Table.Th>{t('people.roles', 'Roles')}</Table.Th>
              <Table.Th>{t('invitations.by', 'Invited by')}</Table.Th>
              <Table.Th>{t('invitations.ends', 'Ends')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((invitation) => (
              <Table.Tr key={invitation.invitationId}>
                <Table.Td>{invitation.email}</Table.Td>
                <Table.Td>
                  {invitation.grants.length === 0 ? t('people.no-role', 'none') : invitation.grants.map(grantText).join('; ')}
                </Table.Td>
                <Table.Td>{invitation.invitedBy}</Table.Td>
                <Table.Td>
                  <RelativeTime at={invitation.expiresAt} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={t('invitations.withdraw-one', 'Take back the invitation of {email}', { email: invitation.email })}
                    onClick={() => setLeaving(invitation)}
                  >
                    {t('invitations.withdraw', 'Take back')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('invitations.withdraw-one', 'Take back the invitation of {email}', { email: leaving.email })}
          effect={t('invitations.withdraw-effect', 'The link does not work any more, wherever it has gone.')}
          confirmLabel={t('invitations.withdraw', 'Take back')}
          danger
          onConfirm={async () => {
            await callApi('DELETE', apiPath`/api/invitations/${leaving.invitationId}`);
            void queryClient.invalidateQueries({ queryKey: ['invitations'] });
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </section>
  );
}
