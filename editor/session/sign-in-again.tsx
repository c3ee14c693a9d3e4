/** The session has ended under somebody's hands: signing in happens over the page, which keeps what was on it. */
import { Modal } from '@mantine/core';
import { t } from '../text.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInAgain({ email }: { readonly email: string }) {
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      title={t('session.ended', 'Your session has ended. Sign in to go on; nothing on this page is lost.')}
    >
      <SignInForm email={email} />
    </Modal>
  );
}
