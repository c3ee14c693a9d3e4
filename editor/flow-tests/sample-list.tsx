/** Messages kept to try the flow with; each can be looked at, made a test of, or removed. */
import { Button, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { SampleView } from '#flows/api/flow-tests.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { JsonView } from '../ui/json-view.tsx';

export interface SampleListProps {
  readonly flowId: string;
  readonly samples: readonly SampleView[];
  readonly mayWrite: boolean;
  readonly onUse: (sample: SampleView) => void;
}

export function SampleList({ flowId, samples, mayWrite, onUse }: SampleListProps) {
  const [open, setOpen] = useState<string>();
  const [removing, setRemoving] = useState<SampleView>();
  if (samples.length === 0) return null;
  return (
    <section aria-label={t('samples.title', 'Samples')}>
      <Title order={2} size="h3" px="xs" pt="sm">
        {t('samples.title', 'Samples')}
      </Title>
      {samples.map((sample) => {
        const isOpen = open === sample.sampleId;
        return (
          <div key={sample.sampleId}>
            <UnstyledButton className="flow-test" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? undefined : sample.sampleId)}>
              {isOpen ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
              <span>
                {sample.name}
                {sample.nodeId !== undefined && (
                  <Text span c="dimmed" size="xs">
                    {' '}
                    {t('samples.of-node', 'answer of {node}', { node: sample.nodeId })}
                  </Text>
                )}
              </span>
            </UnstyledButton>
            {isOpen && (
              <div className="sample-open">
                <JsonView value={sample.payload} label={sample.name} maxHeight={260} />
                {mayWrite && (
                  <Group gap="xs" mt={4}>
                    {sample.nodeId === undefined && (
                      <Button size="compact-xs" variant="default" onClick={() => onUse(sample)}>
                        {t('samples.use', 'Write a test with it')}
                      </Button>
                    )}
                    <Button size="compact-xs" variant="default" onClick={() => setRemoving(sample)}>
                      {t('samples.remove', 'Remove')}
                    </Button>
                  </Group>
                )}
              </div>
            )}
          </div>
        );
      })}
      {removing !== undefined && (
        <ConfirmDialog
          title={t('samples.remove-title', 'Remove the sample "{name}"', { name: removing.name })}
          effect={t('samples.remove-effect', 'It is gone for everybody. Tests that were written with it keep their own copy.')}
          confirmLabel={t('samples.remove', 'Remove')}
          danger
          onConfirm={async () => {
            await callApi('DELETE', apiPath`/api/flows/${flowId}/samples/${removing.sampleId}`);
            await queryClient.invalidateQueries({ queryKey: ['samples'] });
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </section>
  );
}
