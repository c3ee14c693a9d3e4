import { t } from '../text.ts';
import { EmptyState } from './empty-state.tsx';
import { PageHeader } from './page-header.tsx';
import { PageLink } from './page-link.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={t('not-found.title', 'There is no such page')} />
      <EmptyState
        title={t('not-found.nothing', 'Nothing is found at this address')}
        why={t('not-found.why', 'The address is wrong or the page has moved.')}
        action={<PageLink to="/">{t('not-found.home', 'Go home')}</PageLink>}
      />
    </>
  );
}
