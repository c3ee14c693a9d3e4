/** Nobody sees a page unsigned: asks who we are, and shows sign-in, a hint at the set-up link, or the page. */
import { Center } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { problemOf } from '../server/api-client.ts';
import { useSession } from '../server/queries.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { later } from '../ui/later.tsx';
import { Loading } from '../ui/loading.tsx';
import { useSessionEnded } from './session-state.ts';

// Who is signed in, which is nearly everybody nearly always, does not load how to sign in.
const SignInPage = later(() => import('./sign-in-page.tsx'), 'SignInPage');
const SignInAgain = later(() => import('./sign-in-again.tsx'), 'SignInAgain');

export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const ended = useSessionEnded(({ ended }) => ended);
  if (session.data === undefined) {
    if (session.isPending) return <Loading lines={6} />;
    if (problemOf(session.error).status === 401)
      return (
        <Suspense fallback={<Loading />}>
          <SignInPage />
        </Suspense>
      );
    return (
      <Center mih="60vh">
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      </Center>
    );
  }
  return (
    <>
      {children}
      {ended && (
        <Suspense>
          <SignInAgain email={session.data.user.email} />
        </Suspense>
      )}
    </>
  );
}
