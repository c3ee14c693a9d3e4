/** The node's id, which expressions read it by. It counts when one leaves the field, and every expression follows. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { t } from '../text.ts';
import type { ChangeFlow } from './inspector.tsx';

export interface NodeIdFieldProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly onChange: ChangeFlow;
  readonly onRenamed?: ((nodeId: string) => void) | undefined;
}

export function NodeIdField({ flow, nodeId, onChange, onRenamed }: NodeIdFieldProps) {
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
    const { renameNode } = await import('#flows/edits/rename-node.ts');
    onChange((old) => (old.nodes[nodeId] === undefined ? old : renameNode(old, nodeId, typed)), `${nodeId} id`);
    onRenamed?.(typed);
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
