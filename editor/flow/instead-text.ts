/** What a button says that draws another wire than the one that does not fit. Pure. */
import type { FlowEdge } from '#flows/flow.ts';
import { t } from '../text.ts';

export function insteadText({ from, to }: FlowEdge, nameOf: (nodeId: string) => string): string {
  return t('ways.instead', 'Lead from “{from}” to “{to}”', { from: nameOf(from), to: nameOf(to) });
}
