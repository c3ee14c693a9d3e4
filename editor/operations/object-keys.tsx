/** Business keys of a run; the one its lane is about leads to the object's timeline. */
import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '#flows/api.ts';

export function ObjectKeys({ run }: { readonly run: Pick<RunSummary, 'keys' | 'lane'> }) {
  const { keys, lane } = run;
  return (
    <Group gap="xs">
      {Object.entries(keys).map(([name, value]) => (
        <Text key={name} size="sm" className="number">
          <Text span size="xs" c="dimmed">
            {name}{' '}
          </Text>
          {lane !== undefined && value === lane.key ? (
            <Anchor component={Link} to={`/objects/${encodeURIComponent(lane.name)}/${encodeURIComponent(value)}`} size="sm">
              {value}
            </Anchor>
          ) : (
            value
          )}
        </Text>
      ))}
    </Group>
  );
}
