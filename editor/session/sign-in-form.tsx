/** E-mail and password; on success everything the page asked for and was refused is asked again. */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionView } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { resumeSession } from './session-state.ts';

export function SignInForm({ email: known = '' }: { readonly email?: string }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => callApi<SessionView>('POST', '/api/session', { body: { email: email.trim(), password } }),
    async onSuccess() {
      resumeSession();
      await queryClient.invalidateQueries();
    },
  });
  const submit = useSubmit(() => signIn.mutateAsync());
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          type="email"
          label={t('sign-in.email', 'E-mail')}
          autoComplete="username"
          required
          data-autofocus={known === '' || undefined}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('sign-in.password', 'Password')}
          autoComplete="current-password"
          required
          data-autofocus={known !== '' || undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error !== null && <ErrorPanel error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          {t('sign-in.submit', 'Sign in')}
        </Button>
      </Stack>
    </form>
  );
}
