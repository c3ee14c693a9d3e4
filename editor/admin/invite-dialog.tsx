import { Group, Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationCreated, RoleGrant } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { GrantsField } from './grants-field.tsx';
import { ShownOnce } from './shown-once.tsx';

const FIRST_GRANTS: readonly RoleGrant[] = [{ role: 'viewer', environment: '*', folder: '*' }];
const DAYS = [1, 7, 30] as const;

/** Invites somebody; the dialog stays until the link has been taken away. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [grants, setGrants] = useState(FIRST_GRANTS);
  const [days, setDays] = useState('7');
  const invite = useMutation({
    mutationFn: () => callApi<InvitationCreated>('POST', '/api/invitations', { body: { email: email.trim(), grants, days: Number(days) } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['invitations'] }),
  });
  if (invite.data !== undefined)
    return (
      <Modal
        opened
        onClose={onClose}
        closeOnClickOutside={false}
        size="lg"
        title={t('invite.made', 'Invitation for {email}', { email: invite.data.invitation.email })}
      >
        <ShownOnce
          note={t('invite.once', 'This link is shown once. Send it to the person it is for: whoever opens it first becomes that person.')}
          secret={`${location.origin}/invitation#${invite.data.token}`}
          onClose={onClose}
        />
      </Modal>
    );
  return (
    <FormDialog
      title={t('invite.title', 'Invite a person')}
      size="xl"
      submitLabel={t('invite.do', 'Make the link')}
      isReady={email.trim() !== ''}
      sending={invite}
      onClose={onClose}
    >
      <Group gap="sm" grow>
        <TextInput
          type="email"
          label={t('people.email', 'E-mail')}
          description={t('invite.email-help', 'They sign in with it.')}
          required
          maxLength={254}
          autoComplete="off"
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label={t('invite.days', 'The link works for')}
          description={t('invite.days-help', 'and once.')}
          allowDeselect={false}
          data={DAYS.map((count) => ({
            value: String(count),
            label: t('invite.count', '{count, plural, one {# day} other {# days}}', { count }),
          }))}
          value={days}
          onChange={(value) => value !== null && setDays(value)}
        />
      </Group>
      <GrantsField grants={grants} onChange={setGrants} />
    </FormDialog>
  );
}
