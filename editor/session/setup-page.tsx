/** The first administrator. The token comes in the fragment of the link, which no server and no log ever sees. */
import { Button, Code, CopyButton, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SetupState, UserView } from '#flows/api/people.ts';
import { callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { BrandCard } from './brand-card.tsx';

interface NewAdmin {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export function SetupPage() {
  const setup = useResource<SetupState>('setup', '/api/setup');
  const [input, setInput] = useState<NewAdmin>(() => ({ token: tokenOf(location.hash), email: '', name: '', password: '' }));
  const create = useMutation({
    async mutationFn() {
      const answer = await callApi<{ user: UserView; apiToken: string }>('POST', '/api/setup', { body: input });
      await callApi('POST', '/api/session', { body: { email: input.email, password: input.password } });
      history.replaceState(null, '', location.pathname);
      return answer;
    },
  });
  const submit = useSubmit(() => create.mutateAsync());
  const set = (name: keyof NewAdmin) => ({
    value: input[name],
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => setInput({ ...input, [name]: event.currentTarget.value }),
  });
  return (
    <BrandCard title={t('setup.title', 'Set up Millrace')} width={420}>
      {create.data !== undefined ? (
        <AdminMade apiToken={create.data.apiToken} />
      ) : setup.data?.needed === false ? (
        <>
          <Text>{t('setup.done-before', 'This installation has an administrator already.')}</Text>
          <Button component="a" href="/">
            {t('setup.sign-in', 'Sign in')}
          </Button>
        </>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text c="dimmed">{t('setup.intro', 'You become the first administrator. There is no default password.')}</Text>
            <TextInput label={t('setup.name', 'Your name')} autoComplete="name" maxLength={100} {...set('name')} />
            <TextInput type="email" label={t('setup.email', 'E-mail')} autoComplete="username" {...set('email')} />
            <PasswordInput
              label={t('setup.password', 'Password')}
              description={t('setup.password-help', 'A sentence is easier to remember and harder to guess than a word.')}
              autoComplete="new-password"
              {...set('password')}
            />
            <PasswordInput label={t('setup.token', 'Set-up token from the terminal')} autoComplete="off" {...set('token')} />
            {create.error !== null && <ErrorPanel error={create.error} />}
            <Button type="submit" loading={create.isPending}>
              {t('setup.submit', 'Make me administrator')}
            </Button>
          </Stack>
        </form>
      )}
    </BrandCard>
  );
}

function AdminMade({ apiToken }: { readonly apiToken: string }) {
  return (
    <>
      <Text>{t('setup.made', 'You are signed in. This API token is for scripts and the command line; it is shown once.')}</Text>
      <Code block>{apiToken}</Code>
      <Group>
        <CopyButton value={apiToken}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('copy.done', 'Copied') : t('copy.do', 'Copy')}
            </Button>
          )}
        </CopyButton>
        <Button component="a" href="/">
          {t('setup.start', 'Start')}
        </Button>
      </Group>
    </>
  );
}

/** The link ends in `#<token>`; `#token=<token>` is understood too. */
function tokenOf(hash: string): string {
  const fragment = hash.slice(1);
  return new URLSearchParams(fragment).get('token') ?? decodeURIComponent(fragment);
}
