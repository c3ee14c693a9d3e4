/** An empty list says what it would show, why it shows nothing, and offers one way on. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  readonly why: string;
  readonly action?: ReactNode;
}

export function EmptyState({ title, why, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={40} px="md">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" ta="center" maw={520} mb={action === undefined ? 0 : 'xs'}>
        {why}
      </Text>
      {action}
    </Stack>
  );
}
