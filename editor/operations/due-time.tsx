import { Text } from '@mantine/core';
import { t } from '../text.ts';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';

/** A deadline; one that has passed says so in words too. */
export function DueTime({ at }: { readonly at: string }) {
  const isOver = Date.parse(at) < useNow();
  return (
    <Text size="sm" fw={isOver ? 600 : undefined!}>
      <RelativeTime at={at} />
      {isOver && ` ${t('due.over', '(overdue)')}`}
    </Text>
  );
}
