/** The node's id, which expressions read it by. It counts when one leaves the field, and every expression follows. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DoubtfulText } from '#flows/edits/rename-node.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import type { ChangeFlow } from './inspector.tsx';

export interface NodeIdFieldProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly onChange: ChangeFlow;
  readonly onRenamed?: ((nodeId: string) => void) | undefined;
}

export function NodeIdField({ flow, nodeId, manifests, onChange, onRenamed }: NodeIdFieldProps) {
  const [typed, setTyped] = useState(nodeId);
  const problem =
    typed === nodeId
      ? undefined
      : !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(typed)
        ? t('node-id.form', 'Small letters, digits and single hyphens, a letter first')
        : flow.nodes[typed] !== undefined
          ? t('node-id.taken', 'Another node has it')
          : undefined;
  async function leave(): Promise<void> {
    if (typed === nodeId) return;
    if (problem !== undefined) return setTyped(nodeId);
    // With the parser of expressions, which nothing else here needs.
    const { listDoubtfulTexts, renameNode } = await import('#flows/edits/rename-node.ts');
    const findManifest = (type: string) => manifests.get(type);
    const doubtful = listDoubtfulTexts(flow, nodeId, findManifest);
    onChange((old) => (old.nodes[nodeId] === undefined ? old : renameNode(old, nodeId, typed, findManifest)), `${nodeId} id`);
    onRenamed?.(typed);
    if (doubtful.length > 0) notify({ ...doubtNotice(flow, doubtful, nodeId, typed), tone: 'warning', stays: true });
  }
  return (
    <TextInput
      label={t('node-id.label', 'Id in expressions')}
      description={t('node-id.help', 'Expressions that read steps.{id} follow a change.', { id: nodeId })}
      classNames={{ input: 'mono' }}
      maxLength={64}
      value={typed}
      error={problem}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void leave()}
      onKeyDown={(event) => event.key === 'Enter' && void leave()}
    />
  );
}

/** What has to be looked at by hand: a name that is computed, or a text that cannot be read. */
function doubtNotice(
  flow: FlowDocument,
  doubtful: readonly DoubtfulText[],
  from: string,
  to: string,
): { readonly title: string; readonly message: string } {
  const places = doubtful.map(({ nodeId, path }) => {
    if (nodeId === undefined) return path.slice(1);
    const id = nodeId === from ? to : nodeId;
    return `${flow.nodes[nodeId]?.label ?? id} (${path.split('/').slice(4).join('/')})`;
  });
  return {
    title: t('node-id.doubt-title', 'Look whether these still read the step'),
    message: t('node-id.doubt', 'They read all steps, or cannot be read, and may name {from}, which is {to} now: {places}', {
      from,
      to,
      places: [...new Set(places)].join(', '),
    }),
  };
}
