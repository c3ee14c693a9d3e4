/** A skeleton in place, after 150 ms only: what answers at once never flickers. */
import { Skeleton, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../text.ts';

export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setVisible, 150, true);
    return () => clearTimeout(timer);
  }, []);
  // Nothing to see yet; who waits until a page has loaded knows by it that it has not.
  if (!visible) return <div hidden aria-busy="true" />;
  return (
    <Stack gap="xs" p="sm" role="status" aria-label={t('loading', 'Loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a skeleton have no other name
        <Skeleton key={line} height={18} width={`${95 - ((line * 13) % 40)}%`} />
      ))}
    </Stack>
  );
}
