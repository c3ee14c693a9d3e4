/** Places and values of a flow as reviewers read them. Pure. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { sentenceOf } from '../forms/form-model.ts';
import { t } from '../text.ts';

const MOST = 400;

/** `Change in SAP · Items`, `Well-formed? → Order in SAP (invalid)`, `Lane · Key`. */
export function changePlace(path: readonly string[], flow: Pick<FlowDocument, 'nodes'>, before?: Pick<FlowDocument, 'nodes'>): string {
  const [top, id = '', ...fields] = path;
  const nameOf = (nodeId: string) => flow.nodes[nodeId]?.label ?? before?.nodes[nodeId]?.label ?? nodeId;
  if (top === 'edges') {
    const [from = '', port = '', to = ''] = id.split(':');
    return `${nameOf(from)} → ${nameOf(to)}${port === '' ? '' : ` (${port})`}`;
  }
  if (top === 'layout') return t('change.place', '{name} · place', { name: nameOf(id) });
  if (top === 'nodes') return [nameOf(id), ...(fields[0] === 'config' ? fields.slice(1) : fields).map(sentenceOf)].join(' · ');
  return path.map(sentenceOf).join(' · ') || t('change.whole', 'The whole flow');
}

/** A text as it is, everything else as JSON. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
