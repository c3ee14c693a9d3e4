/** Where a button would be: why nothing can be done with what is sample, and where real work is made. */
import { Text } from '@mantine/core';
import { t } from '../text.ts';
import { PageLink } from '../ui/page-link.tsx';

export function SampleStanding() {
  return (
    <Text size="xs" c="dimmed" miw={140} maw={200}>
      {t('sample.no-action', 'Sample: it shows how this looks, no run waits for you.')}{' '}
      <PageLink to="/sandbox" inherit underline="always">
        {t('sample.make-real', 'Make real work in the sandbox')}
      </PageLink>
    </Text>
  );
}
