/** The wires of a node as a list: which way out leads where, and where it shall lead too. The drawing's equal for the keyboard. */
import { ActionIcon, Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { portsOf } from '#flows/derive-ports.ts';
import { connect, connectInstead, whyNotConnect } from '#flows/edits/connect.ts';
import { disconnect } from '#flows/edits/disconnect.ts';
import type { FlowDocument, FlowEdge } from '#flows/flow.ts';
import type { Port } from '#flows/node-manifest.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { portInOurLanguage } from '../server/node-type-words.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { insteadText } from './instead-text.ts';

export interface WaysOutProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  /** Only ways of this kind; left out: all, and what comes before. */
  readonly kind?: Port['kind'];
  readonly onChange?: ((next: (flow: FlowDocument) => FlowDocument, topic: string) => void) | undefined;
}

export function WaysOut({ flow, nodeId, manifests, kind, onChange }: WaysOutProps) {
  const [refused, setRefused] = useState<{ readonly why: string; readonly instead?: FlowEdge | undefined }>();
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  if (node === undefined || manifest === undefined) return null;
  const ports = portsOf(manifest, node).map(portInOurLanguage);
  const incoming = flow.edges.filter(({ to }) => to === nodeId);
  function lead(port: Port, to: string): void {
    const edge: FlowEdge = { from: nodeId, port: port.name, to };
    const language = { nodeTypes: (type: string) => manifests.get(type) };
    const why = whyNotConnect(flow, edge, language);
    setRefused(why === undefined ? undefined : { why, instead: connectInstead(flow, edge, language) });
    if (why === undefined) draw(edge);
  }
  function draw(edge: FlowEdge): void {
    setRefused(undefined);
    onChange?.((old) => connect(old, edge), `${nodeId} connect`);
  }
  const instead = refused?.instead;
  return (
    <Stack gap="sm">
      {incoming.length > 0 && kind === undefined && (
        <Text size="xs" c="dimmed">
          {t('ways.from', 'Comes after: {names}', { names: [...new Set(incoming.map(({ from }) => nameOf(flow, from)))].join(', ') })}
        </Text>
      )}
      {refused !== undefined && (
        <Alert color="yellow" p="xs" role="alert">
          {spoken(refused.why)}{' '}
          {instead !== undefined && (
            <Button size="compact-xs" variant="default" onClick={() => draw(instead)}>
              {insteadText(instead, (id) => nameOf(flow, id))}
            </Button>
          )}
        </Alert>
      )}
      {ports.map((port, i) => {
        if (kind !== undefined && port.kind !== kind) return null;
        const edges = flow.edges.filter((edge) => edge.from === nodeId && (edge.port ?? ports[0]?.name) === port.name);
        const others = Object.keys(flow.nodes).filter(
          (id) => id !== nodeId && manifests.get(flow.nodes[id]!.type)?.kind !== 'trigger' && !edges.some(({ to }) => to === id),
        );
        return (
          <div key={port.name} className="way-out">
            <Text size="sm" fw={600}>
              {port.label}{' '}
              {port.kind === 'error' && (
                <Text span size="xs" c="dimmed">
                  {t('ways.error', 'when the step fails for good')}
                </Text>
              )}
            </Text>
            {edges.map((edge) => (
              <Group key={edge.to} gap={4} wrap="nowrap">
                <Text size="sm">→ {nameOf(flow, edge.to)}</Text>
                {onChange !== undefined && (
                  <ActionIcon
                    size="sm"
                    aria-label={t('ways.cut', 'Disconnect {port} from {name}', { port: port.label, name: nameOf(flow, edge.to) })}
                    onClick={() => onChange((old) => disconnect(old, edge), `${nodeId} disconnect`)}
                  >
                    <IconX size={13} />
                  </ActionIcon>
                )}
              </Group>
            ))}
            {onChange === undefined ? (
              edges.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('ways.nowhere', 'leads nowhere')}
                </Text>
              )
            ) : (
              <NativeSelect
                size="xs"
                data-first={i === 0 || undefined}
                aria-label={t('ways.lead', '{port} leads to', { port: port.label })}
                data={[
                  { value: '', label: edges.length === 0 ? t('ways.choose', 'leads to …') : t('ways.also', 'leads also to …') },
                  ...others.map((id) => ({ value: id, label: nameOf(flow, id) })),
                ]}
                value=""
                onChange={(event) => lead(port, event.currentTarget.value)}
              />
            )}
          </div>
        );
      })}
      {ports.length === 0 && <Text c="dimmed">{t('ways.none', 'The flow ends here.')}</Text>}
    </Stack>
  );
}

function nameOf(flow: FlowDocument, id: string): string {
  return flow.nodes[id]?.label ?? id;
}
