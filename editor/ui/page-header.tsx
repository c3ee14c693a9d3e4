import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** First line of every page: name, what it is in a few words, actions at the right. */
export function PageHeader({
  title,
  about,
  actions,
}: {
  readonly title: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <Group justify="space-between" mb="sm" gap="sm" wrap="wrap">
      {/* The words give way, the buttons keep their place. */}
      <Group gap="sm" align="baseline" flex={about === undefined ? undefined : '1 1 400px'}>
        <Title order={1}>{title}</Title>
        {about !== undefined && (
          <Text c="dimmed" component="div">
            {about}
          </Text>
        )}
      </Group>
      <Group gap="xs" ml="auto">
        {actions}
      </Group>
    </Group>
  );
}
