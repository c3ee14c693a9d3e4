/** What the run began with and what came of it. */
import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { RunView } from '#flows/api/runs.ts';
import type { Json } from '#flows/json.ts';
import { t } from '../text.ts';
import { JsonView } from '../ui/json-view.tsx';

export function RunData({ run }: { readonly run: RunView }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" pt="xs">
      <Part
        title={t('run.trigger', 'What it began with')}
        value={run.trigger}
        none={t('run.no-trigger', 'You may see this run, but not what it carries.')}
      />
      <Part
        title={t('run.output', 'What came of it')}
        value={run.output}
        none={run.endedAt === undefined ? t('run.no-output-yet', 'The run has not ended.') : t('run.no-output', 'The run gave no output.')}
      />
    </SimpleGrid>
  );
}

function Part({ title, value, none }: { readonly title: string; readonly value: Json | undefined; readonly none: string }) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h3">
        {title}
      </Title>
      {value === undefined ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <JsonView value={value} label={title} maxHeight={360} />
      )}
    </Stack>
  );
}
