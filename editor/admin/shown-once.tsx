import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { t } from '../text.ts';

export interface ShownOnceProps {
  /** Why it has to be taken away now. */
  readonly note: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** What is kept as a hash only: it is read and copied here or never. */
export function ShownOnce({ note, secret, onClose }: ShownOnceProps) {
  return (
    <Stack gap="sm">
      <Text size="sm">{note}</Text>
      <Code block>{secret}</Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('copy.done', 'Copied') : t('copy.do', 'Copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('tokens.done', 'I have it')}</Button>
      </Group>
    </Stack>
  );
}
