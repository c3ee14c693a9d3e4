/** Text that somebody pastes or uploads as a flow. Pure; what the document is worth says the check. */
import type { FlowDocument } from '#flows/flow.ts';
import { t } from '../text.ts';

export interface FlowText {
  readonly flow?: FlowDocument;
  /** Why it is none; neither of the two while there is no text. */
  readonly problem?: string;
}

export function readFlowText(text: string): FlowText {
  if (text.trim() === '') return {};
  let value: Partial<FlowDocument> | null;
  try {
    value = JSON.parse(text) as Partial<FlowDocument> | null;
  } catch (thrown) {
    return { problem: t('upload.no-json', 'Not JSON: {why}', { why: (thrown as Error).message }) };
  }
  if (typeof value !== 'object' || value === null || typeof value.id !== 'string' || typeof value.name !== 'string')
    return { problem: t('upload.no-flow', 'This is no flow document: it has no "id" and "name".') };
  return { flow: value as FlowDocument };
}
