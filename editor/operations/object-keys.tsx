/** Business keys of a run; the one its lane is about leads to the object's timeline. */
import { Group, Text } from '@mantine/core';
import type { RunSummary } from '#flows/api/runs.ts';
import { PageLink } from '../ui/page-link.tsx';
import { useFlowWords } from './use-flow-words.ts';

export function ObjectKeys({ run }: { readonly run: Pick<RunSummary, 'keys' | 'lane' | 'flowId'> }) {
  const { keys, lane, flowId } = run;
  const type = useFlowWords().objectTypeOf(flowId);
  // The key that people ask for comes first.
  const entries = Object.entries(keys).sort(([, a], [, b]) => Number(b === lane?.key) - Number(a === lane?.key));
  return (
    <Group gap="0 var(--mantine-spacing-sm)">
      {entries.map(([name, value]) => (
        <Text key={name} size="sm" className="number">
          <Text span size="xs" c="dimmed">
            {name}{' '}
          </Text>
          {type !== undefined && value === (lane?.key ?? entries[0]?.[1]) ? (
            <PageLink to={`/objects/${encodeURIComponent(type)}/${encodeURIComponent(value)}`}>{value}</PageLink>
          ) : (
            value
          )}
        </Text>
      ))}
    </Group>
  );
}
