/** Beside a problem that a waiver would answer. */
import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import type { Problem } from '#flows/problem.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';

const AskWaiverDialog = later(() => import('./ask-waiver-dialog.tsx'), 'AskWaiverDialog');

export interface AskWaiverButtonProps {
  readonly problem: Problem;
  readonly flow: FlowDocument;
  /** The problem is another now. */
  readonly onAsked: () => void;
}

export function AskWaiverButton({ problem: { nodeId }, flow, onAsked }: AskWaiverButtonProps) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const node = nodeId === undefined ? undefined : flow.nodes[nodeId];
  if (node === undefined || !may('drafts.write', { folder: flow.owner })) return null;
  const label = node.label ?? nodeId!;
  return (
    <>
      <Button
        size="compact-xs"
        variant="light"
        flex="none"
        aria-label={t('waiver.ask-for', 'Ask for a waiver for {label}', { label })}
        onClick={() => setAsking(true)}
      >
        {t('waiver.ask', 'Ask for a waiver …')}
      </Button>
      <Suspense>
        {asking && <AskWaiverDialog flow={flow.id} nodeType={node.type} label={label} onAsked={onAsked} onClose={() => setAsking(false)} />}
      </Suspense>
    </>
  );
}
