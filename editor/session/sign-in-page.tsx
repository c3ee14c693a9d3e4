/** Sign-in, or where the one-time set-up link is found while there is no administrator. */
import { Anchor, Text } from '@mantine/core';
import type { SetupState } from '#flows/api/people.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { BrandCard } from './brand-card.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const setup = useResource<SetupState>('setup', '/api/setup');
  return (
    <BrandCard title={t('sign-in.title', 'Sign in to Millrace')} width={360}>
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
    </BrandCard>
  );
}
