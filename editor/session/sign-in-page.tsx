/** Sign-in, or where the one-time set-up link is found while there is no administrator. */
import { Anchor, Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { SetupState } from '#flows/api/people.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const setup = useResource<SetupState>('setup', '/api/setup');
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w={360}>
        <Stack gap="sm">
          <Title order={1}>{t('sign-in.title', 'Sign in to Millrace')}</Title>
          {setup.data?.needed === true ? (
            <Text>
              {t(
                'sign-in.setup-needed',
                'This installation has no administrator yet. Open the one-time set-up link that the terminal printed when Millrace started.',
              )}{' '}
              <Anchor href="/setup">{t('sign-in.setup-link', 'I have the token')}</Anchor>
            </Text>
          ) : (
            <SignInForm />
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
