/** What somebody sees who is not inside yet: whose house this is, and one form. */
import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface BrandCardProps {
  readonly title: string;
  readonly width: number;
  readonly children: ReactNode;
}

export function BrandCard({ title, width, children }: BrandCardProps) {
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w={width}>
        <Stack gap="sm">
          <Group gap={8}>
            <img src="/millrace.svg" alt="" width={28} height={28} />
            <Text fw={700} fz="lg">
              Millrace
            </Text>
          </Group>
          <Title order={1}>{title}</Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
