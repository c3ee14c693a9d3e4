/** Who was invited makes their account. The token comes in the fragment of the link, which no server and no log ever sees. */
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { UserView } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { BrandCard } from './brand-card.tsx';

export function InvitationPage() {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useMutation({
    async mutationFn() {
      const user = await callApi<UserView>('POST', '/api/invitations/accept', { body: { token, name: name.trim(), password } });
      history.replaceState(null, '', location.pathname);
      await callApi('POST', '/api/session', { body: { email: user.email, password } });
      return user;
    },
  });
  const submit = useSubmit(() => accept.mutateAsync());
  return (
    <BrandCard title={t('invitation.title', 'Welcome to Millrace')} width={420}>
      {accept.data !== undefined ? (
        <>
          <Text role="status">
            {t('invitation.made', 'You are signed in. From now on you sign in with {email}.', { email: accept.data.email })}
          </Text>
          <Button component="a" href="/">
            {t('setup.start', 'Start')}
          </Button>
        </>
      ) : token === '' ? (
        <Text>{t('invitation.no-token', 'This address is not whole. Open the link exactly as you were given it.')}</Text>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text c="dimmed">
              {t('invitation.intro', 'You were invited. Choose how you are called here, and a password that only you know.')}
            </Text>
            <TextInput
              label={t('setup.name', 'Your name')}
              autoComplete="name"
              maxLength={100}
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('setup.password', 'Password')}
              description={t('setup.password-help', 'A sentence is easier to remember and harder to guess than a word.')}
              autoComplete="new-password"
              maxLength={128}
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {accept.error !== null && <ErrorPanel error={accept.error} />}
            <Button type="submit" loading={accept.isPending}>
              {t('invitation.submit', 'Make my account')}
            </Button>
          </Stack>
        </form>
      )}
    </BrandCard>
  );
}
