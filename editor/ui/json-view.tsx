/** JSON as text that can be read, scrolled and copied. */
import { ActionIcon, Box, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { t } from '../text.ts';

/** Longer texts are cut on the screen; the copy has everything. */
const MOST_CHARACTERS = 100_000;

export interface JsonViewProps {
  readonly value: unknown;
  readonly label: string;
  readonly maxHeight?: number;
}

export function JsonView({ value, label, maxHeight = 320 }: JsonViewProps) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? '', [value]);
  return (
    <Box pos="relative">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            pos="absolute"
            top={4}
            right={4}
            onClick={copy}
            aria-label={t('json.copy', 'Copy {label}', { label })}
            title={copied ? t('copy.done', 'Copied') : t('copy.do', 'Copy')}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="json" style={{ maxHeight }} tabIndex={0} aria-label={label}>
        {text.slice(0, MOST_CHARACTERS)}
      </section>
      {text.length > MOST_CHARACTERS && <Text c="dimmed">{t('json.cut', 'Cut here; copy gives all of it.')}</Text>}
    </Box>
  );
}
