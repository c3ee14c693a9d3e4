/** Which loop or scope a node stands in; its wires that would cross the border fall away. */
import { NativeSelect } from '@mantine/core';
import { containersFor, putInto } from '#flows/edits/put-into.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { t } from '../text.ts';
import type { ChangeFlow } from './inspector.tsx';

export interface ContainerFieldProps {
  readonly flow: FlowDocument;
  readonly nodeId: string;
  readonly manifests: Manifests;
  readonly onChange?: ChangeFlow | undefined;
}

export function ContainerField({ flow, nodeId, manifests, onChange }: ContainerFieldProps) {
  const containers = containersFor(flow, nodeId, ({ type }) => manifests.get(type)?.kind === 'container');
  const parent = flow.nodes[nodeId]?.parent;
  if (containers.length === 0 && parent === undefined) return null;
  return (
    <NativeSelect
      label={t('inspector.container', 'Stands in')}
      description={t('inspector.container-help', 'Wires that would cross the border of a loop or scope fall away.')}
      disabled={onChange === undefined}
      data={[
        { value: '', label: t('inspector.container-none', 'the flow itself') },
        ...containers.map((id) => ({ value: id, label: flow.nodes[id]?.label ?? id })),
      ]}
      value={parent ?? ''}
      onChange={({ currentTarget: { value } }) =>
        onChange?.((old) => putInto(old, nodeId, value === '' ? undefined : value), `${nodeId} parent`)
      }
    />
  );
}
