/** Nobody sees a page unsigned: asks who we are, and shows sign-in, a hint at the set-up link, or the page. */
import { Anchor, Center, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SetupState } from '#flows/api.ts';
import { problemOf } from '../server/api-client.ts';
import { useResource, useSession } from '../server/queries.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { useSessionEnded } from './session-state.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const ended = useSessionEnded(({ ended }) => ended);
  if (session.data === undefined) {
    if (session.isPending) return <Loading lines={6} />;
    if (problemOf(session.error).status === 401) return <SignInPage />;
    return (
      <Center mih="60vh">
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      </Center>
    );
  }
  return (
    <>
      {children}
      <Modal
        opened={ended}
        onClose={() => {}}
        withCloseButton={false}
        closeOnEscape={false}
        title={t('session.ended', 'Your session has ended. Sign in to go on; nothing on this page is lost.')}
      >
        <SignInForm email={session.data.user.email} />
      </Modal>
    </>
  );
}

function SignInPage() {
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
