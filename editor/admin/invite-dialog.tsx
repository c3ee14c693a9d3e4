import { Button, Code, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InvitationCreated, RoleGrant } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { GrantsField } from './grants-field.tsx';

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
  function submit(event: FormEvent): void {
    event.preventDefault();
    invite.mutate();
  }
  if (invite.data !== undefined)
    return (
      <Modal
        opened
        onClose={onClose}
        closeOnClickOutside={false}
        size="lg"
        title={t('invite.made', 'Invitation for {email}', { email: invite.data.invitation.email })}
      >
        <MadeLink link={`${location.origin}/invitation#${invite.data.token}`} onClose={onClose} />
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t('invite.title', 'Invite a person')} size="xl">
      <form onSubmit={submit}>
        <Stack gap="sm">
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
          {invite.error !== null && <ErrorPanel error={invite.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending} disabled={email.trim() === ''}>
              {t('invite.do', 'Make the link')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function MadeLink({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('invite.once', 'This link is shown once. Send it to the person it is for: whoever opens it first becomes that person.')}
      </Text>
      <Code block>{link}</Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('copy.done', 'Copied') : t('copy.do', 'Copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('tokens.done', 'I have it')}</Button>
      </Group>
    </Stack>
  );
}
