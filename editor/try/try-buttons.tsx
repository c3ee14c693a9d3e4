/** What can be tried from a node, and of each what it would write. */
import { Button, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerSkipForward, IconPlayerTrackNext } from '@tabler/icons-react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { useConnections } from '../server/queries.ts';
import { t } from '../text.ts';
import type { NodeInput } from './node-input.ts';
import { type TriedPart, type TriedWrites, writesOf } from './tried-writes.ts';
import { type DraftTry, TRIED_IN } from './use-try.ts';

export interface TryButtonsProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly trying: DraftTry;
  /** Undefined: what is written there is no input. */
  readonly input: NodeInput | undefined;
}

export function TryButtons({ flow, nodeId, manifests, trying, input }: TryButtonsProps) {
  const connections = useConnections(TRIED_IN).data?.items ?? [];
  const pinned = new Set(trying.pins.keys());
  const isTrigger = manifests.get(flow.nodes[nodeId]?.type ?? '')?.kind === 'trigger';
  const message = input?.input === undefined ? {} : { input: input.input };
  const parts = [
    ...(isTrigger
      ? []
      : [
          {
            part: { only: nodeId } as TriedPart,
            asked: { ...input, only: nodeId },
            label: t('try.only', 'Run this node'),
            keys: undefined,
            Icon: IconPlayerPlay,
          },
          {
            part: { to: nodeId } as TriedPart,
            asked: { ...message, to: nodeId },
            label: t('try.to', 'Run to here'),
            keys: 'Ctrl+Enter',
            Icon: IconPlayerTrackNext,
          },
        ]),
    { part: {} as TriedPart, asked: message, label: t('try.all', 'Run all'), keys: 'Ctrl+Shift+Enter', Icon: IconPlayerSkipForward },
  ];
  return (
    <Stack gap={6}>
      {parts.map(({ part, asked, label, keys, Icon }, i) => {
        const writes = writesOf(flow, manifests, connections, pinned, part);
        const running = trying.running;
        return (
          <Button
            key={label}
            size="compact-sm"
            justify="flex-start"
            variant={i === 0 ? 'filled' : 'default'}
            color={writes.sentBy.length + writes.calledMaySendBy.length > 0 ? 'orange.8' : 'blue'}
            title={keys}
            leftSection={<Icon size={14} aria-hidden />}
            loading={running !== undefined && running.only === part.only && running.to === part.to}
            disabled={input === undefined || running !== undefined}
            onClick={() => trying.run(asked)}
          >
            {label}
            <Text span size="xs" ml={6}>
              {writesText(writes)}
            </Text>
          </Button>
        );
      })}
    </Stack>
  );
}

export function writesText({ simulated, sentBy, calls, calledMaySendBy }: TriedWrites): string {
  if (sentBy.length > 0) return t('try.writes-to', 'really writes to {systems}', { systems: sentBy.join(', ') });
  if (calledMaySendBy.length > 0)
    return t('try.called-writes-to', 'called flows may really write to {systems}', { systems: calledMaySendBy.join(', ') });
  if (calls > 0 && simulated === 0) return t('try.called-simulated', 'writes of called flows simulated');
  if (calls > 0)
    return t('try.simulated-and-called', '{count, plural, one {# write} other {# writes}} and those of called flows simulated', {
      count: simulated,
    });
  return simulated === 0
    ? t('try.writes-nothing', 'writes nothing')
    : t('try.simulated', '{count, plural, one {# write simulated} other {# writes simulated}}', { count: simulated });
}
