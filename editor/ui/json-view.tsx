/** JSON as text that can be read, scrolled and copied. */
import { ActionIcon, Box, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { t } from '../text.ts';
import { SealedChip } from './sealed-chip.tsx';
import { type JsonPart, toJsonParts } from './sealed-values.ts';

/** Longer texts are cut on the screen; the copy has everything. */
const MOST_CHARACTERS = 100_000;

export interface JsonViewProps {
  readonly value: unknown;
  readonly label: string;
  readonly maxHeight?: number;
}

function cutParts(parts: readonly JsonPart[]): readonly JsonPart[] {
  let left = MOST_CHARACTERS;
  return parts.flatMap((part): readonly JsonPart[] => {
    if (left <= 0) return [];
    if (typeof part !== 'string') return [part];
    const shown = part.slice(0, left);
    left -= shown.length;
    return [shown];
  });
}

export function JsonView({ value, label, maxHeight = 320 }: JsonViewProps) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? '', [value]);
  const parts = useMemo(() => toJsonParts(value), [value]);
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
        {parts.length === 1
          ? text.slice(0, MOST_CHARACTERS)
          : // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay where they are
            cutParts(parts).map((part, index) => (typeof part === 'string' ? part : <SealedChip key={index} {...part} />))}
      </section>
      {text.length > MOST_CHARACTERS && <Text c="dimmed">{t('json.cut', 'Cut here; copy gives all of it.')}</Text>}
    </Box>
  );
}
