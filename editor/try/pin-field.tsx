/** What the node is pinned to, to be changed or taken away; or a way to pin it. */
import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { outputAt } from '#flows/derive.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { sampleOf } from '#flows/sample-of.ts';
import { resolveSchema } from '#flows/schemas/schemas.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { JsonField } from '../forms/json-field.tsx';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import type { StepAnswer } from './node-input.ts';
import type { DraftTry } from './use-try.ts';

export interface PinFieldProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly trying: DraftTry;
}

export function PinField({ flow, nodeId, manifests, trying }: PinFieldProps) {
  const pin = trying.pins.get(nodeId);
  const node = flow.nodes[nodeId]!;
  const manifest = manifests.get(node.type);
  const isTrigger = manifest?.kind === 'trigger';
  const ports = manifest === undefined || isTrigger ? [] : portsOf(manifest, node);
  const [held, setHeld] = useState<StepAnswer>();
  const change = useMutation({
    mutationFn: (next: StepAnswer | undefined) => (next === undefined ? trying.unpin(nodeId) : trying.pin(nodeId, next)),
    onSuccess: () => setHeld(undefined),
  });
  function madeUp(port: string | undefined): StepAnswer {
    const output: Json =
      manifest === undefined ? {} : sampleOf(outputAt(manifest, node, port ?? 'out', { contract: flow.contract }), resolveSchema);
    return port === undefined ? { output } : { port, output };
  }
  if (pin === undefined)
    return (
      <Group gap="xs">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPin size={13} aria-hidden />}
          loading={change.isPending}
          onClick={() => change.mutate(madeUp(ports[0]?.name))}
        >
          {isTrigger ? t('pin.message', 'Pin a message') : t('pin.made-up', 'Pin a made-up output')}
        </Button>
        {change.error !== null && <ErrorPanel error={change.error} />}
      </Group>
    );
  const shown = held ?? pin;
  return (
    <Alert color="violet" variant="light" p="xs" icon={<IconPin size={16} aria-hidden />} title={t('pin.title', 'Pinned')}>
      <Stack gap="xs">
        <Text size="xs">
          {isTrigger
            ? t('pin.about-message', 'Tries of this draft begin with it where no other message is given.')
            : t('pin.about', 'In tries of this draft the node does nothing and gives this. Runs and tests know nothing of it.')}
        </Text>
        {ports.length > 1 && (
          <NativeSelect
            size="xs"
            label={t('pin.port', 'Leaves by')}
            data={ports.map(({ name, label }) => ({ value: name, label }))}
            value={shown.port ?? ports[0]?.name ?? 'out'}
            onChange={(event) => setHeld({ ...shown, port: event.currentTarget.value })}
          />
        )}
        {/* Above the field: it changes its height when it is left, and a button below would move away from the pointer. */}
        <Group gap="xs">
          {held !== undefined && (
            <Button size="compact-xs" loading={change.isPending} onClick={() => change.mutate(held)}>
              {t('pin.keep', 'Keep the pin')}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPinnedOff size={13} aria-hidden />}
            loading={change.isPending}
            onClick={() => change.mutate(undefined)}
          >
            {t('pin.remove', 'Unpin')}
          </Button>
        </Group>
        <JsonField
          label={t('pin.output', 'Pinned output')}
          place="pinned"
          readOnly={false}
          value={shown.output}
          onChange={(output) => setHeld({ ...(shown.port === undefined ? {} : { port: shown.port }), output: output ?? null })}
        />
        {change.error !== null && <ErrorPanel error={change.error} />}
      </Stack>
    </Alert>
  );
}
