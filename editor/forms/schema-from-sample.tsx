/** Writes a schema from a sample message that somebody pastes. */
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Json, JsonSchema } from '#flows/json.ts';
import { schemaOfSamples } from '#flows/schema-of-samples.ts';
import { t } from '../text.ts';
import { GrowingText } from '../ui/growing-text.tsx';

export function SchemaFromSample({ onSchema }: { readonly onSchema: (schema: JsonSchema) => void }) {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (text === undefined) {
    return (
      <Group>
        <Button variant="default" size="compact-xs" onClick={() => setText('')}>
          {t('schema.from-sample', 'From a sample …')}
        </Button>
      </Group>
    );
  }
  function make(): void {
    try {
      onSchema(schemaOfSamples([JSON.parse(text ?? '') as Json]));
      setText(undefined);
      setProblem(undefined);
    } catch (thrown) {
      setProblem(t('form.no-json', 'Not JSON yet: {why}', { why: (thrown as Error).message }));
    }
  }
  return (
    <Stack gap={4}>
      <GrowingText
        label={t('schema.sample', 'Sample message')}
        description={t('schema.sample-help', 'As JSON. Only what it proves is said; look over what comes out.')}
        error={problem}
        minRows={3}
        maxRows={12}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="compact-xs" disabled={text.trim() === ''} onClick={make}>
          {t('schema.make', 'Write the schema')}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => setText(undefined)}>
          {t('cancel', 'Cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
