/** How asking a system for a list went: who was asked, that one waits, what went wrong and what to do. */
import { Anchor } from '@mantine/core';
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { Options } from './use-options.ts';

/** `count`: of those that are shown. */
export function OptionsState({ found, count }: { readonly found: Options; readonly count: number }) {
  return (
    <div className="options-state" role="status" data-state={found.kind}>
      <StateWords found={found} count={count} />
    </div>
  );
}

function StateWords({ found, count }: { readonly found: Options; readonly count: number }) {
  switch (found.kind) {
    case 'not-yet':
      return found.why;
    case 'waiting':
      return t('options.waiting', 'Asking {system} …', { system: found.from });
    case 'failed':
      return (
        <>
          <span className="error-words">{found.why}</span> {found.help}{' '}
          <Anchor component="button" type="button" size="xs" tabIndex={-1} onClick={found.again}>
            {t('options.again', 'Ask again (Enter)')}
          </Anchor>{' '}
          {t('options.by-hand', 'What you write is taken all the same.')}
        </>
      );
    case 'there':
      return (
        <>
          {count === 0
            ? t('options.none', '{system} names nothing like that. What you write is taken all the same.', { system: found.from })
            : found.more
              ? t('options.more', '{system} has more: write on to find them.', { system: found.from })
              : t('options.count', '{count, plural, one {# value} other {# values}} of {system}', { count, system: found.from })}
          {' · '}
          <RelativeTime at={found.askedAt} />
        </>
      );
  }
}
