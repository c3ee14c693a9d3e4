import { Alert, Text } from '@mantine/core';
import type { RunError } from '#flows/run.ts';

/** The other system's words first, its code, and what to do. */
export function RunErrorPanel({ error }: { readonly error: RunError }) {
  return (
    <Alert color="red" variant="light" p="xs" title={`${error.class} · ${error.code}`}>
      <Text>{error.message}</Text>
      {error.help !== undefined && <Text mt={4}>{error.help}</Text>}
      {error.target !== undefined && <Text className="mono">{error.target}</Text>}
    </Alert>
  );
}
