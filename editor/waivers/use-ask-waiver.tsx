/** Asking for a waiver where a node is chosen: whether one may, and the dialog while it is open. */
import { type ReactNode, Suspense, useState } from 'react';
import type { FlowDocument } from '#flows/flow.ts';
import { useMay } from '../session/use-may.ts';
import { later } from '../ui/later.tsx';

const AskWaiverDialog = later(() => import('./ask-waiver-dialog.tsx'), 'AskWaiverDialog');

export interface WantedWaiver {
  readonly nodeType: string;
  /** As people know it. */
  readonly label: string;
}

export interface AskWaiver {
  /** Left out: not by this person. */
  readonly ask: ((wanted: WantedWaiver) => void) | undefined;
  readonly dialog: ReactNode;
}

export interface AskWaiverParts {
  readonly flow: Pick<FlowDocument, 'id' | 'owner'>;
  /** What is said of the flow is another now. */
  readonly onAsked: () => void;
  readonly onClosed: () => void;
}

export function useAskWaiver({ flow, onAsked, onClosed }: AskWaiverParts): AskWaiver {
  const may = useMay();
  const [wanted, setWanted] = useState<WantedWaiver>();
  function close(): void {
    setWanted(undefined);
    onClosed();
  }
  return {
    ask: may('drafts.write', { folder: flow.owner }) ? setWanted : undefined,
    dialog: <Suspense>{wanted !== undefined && <AskWaiverDialog flow={flow.id} {...wanted} onAsked={onAsked} onClose={close} />}</Suspense>,
  };
}
