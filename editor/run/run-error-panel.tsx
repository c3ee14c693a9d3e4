import { Alert, Text } from '@mantine/core';
import type { RunError } from '#flows/run.ts';
import { spoken } from '../spoken.ts';

/** The other system's words first, its code, and what to do. */
export function RunErrorPanel({ error }: { readonly error: RunError }) {
  return (
    <Alert color="red" variant="light" p="xs">
      <Text size="sm">{spoken(error.message)}</Text>
      {error.help !== undefined && <Text size="sm">{spoken(error.help)}</Text>}
      <Text className="mono">
        {error.class} {error.code}
        {error.target !== undefined && ` · ${error.target}`}
      </Text>
    </Alert>
  );
}
