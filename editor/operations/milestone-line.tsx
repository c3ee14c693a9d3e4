import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** When a milestone was reached, and in which run. */
export function MilestoneLine({ at, runId, flow }: { readonly at: string; readonly runId: string; readonly flow: string }) {
  return (
    <Text size="sm" c="dimmed" className="number">
      {at} ·{' '}
      <Anchor component={Link} to={`/runs/${runId}`} size="sm">
        {flow}
      </Anchor>
    </Text>
  );
}
