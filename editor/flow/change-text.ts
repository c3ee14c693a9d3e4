/** Places and values of a flow as reviewers read them. Pure. */
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { noteTitle } from '../canvas/draw-flow.ts';
import { sentenceOf } from '../forms/form-model.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { durationText } from '../ui/time-text.ts';

const MOST = 400;

/** `deadlineMs` → `Deadline`: the value says the unit. */
function fieldText(name: string): string {
  return spokenName(sentenceOf(name.replace(/Ms$/, '')));
}

/** `Change in SAP · Items`, `Well-formed? → Order in SAP (invalid)`, `Lane · Key`. */
export function changePlace(
  path: readonly string[],
  flow: Pick<FlowDocument, 'nodes' | 'notes'>,
  before?: Pick<FlowDocument, 'nodes' | 'notes'>,
): string {
  const [top, id = '', ...fields] = path;
  const nameOf = (nodeId: string) => flow.nodes[nodeId]?.label ?? before?.nodes[nodeId]?.label ?? nodeId;
  if (top === 'edges') {
    const [from = '', port = '', to = ''] = id.split(':');
    return `${nameOf(from)} → ${nameOf(to)}${port === '' ? '' : ` (${port})`}`;
  }
  if (top === 'notes') {
    const text = noteTitle((flow.notes?.[id] ?? before?.notes?.[id])?.text ?? '');
    const [part] = fields;
    return part === undefined || part === 'text'
      ? t('change.note', 'Note “{text}”', { text })
      : t('change.note-place', 'Note “{text}” · place', { text });
  }
  if (top === 'layout') return t('change.place', '{name} · place', { name: nameOf(id) });
  if (top === 'nodes') return [nameOf(id), ...(fields[0] === 'config' ? fields.slice(1) : fields).map(fieldText)].join(' · ');
  return path.map(fieldText).join(' · ') || t('change.whole', 'The whole flow');
}

/** A whole node that came or went: what it is, then how it is set, a line each. */
export function nodeText(value: Json | undefined): string {
  if (value === undefined) return '–';
  const { type, connection, config = {} } = value as { readonly type?: string; readonly connection?: string; readonly config?: JsonObject };
  const settings = Object.entries(config).map(([name, one]) => `${fieldText(name)}: ${valueText(one, name)}`);
  return [[type, connection].filter((part) => part !== undefined).join(' · '), ...settings].join('\n');
}

/** A text as it is, a span of time with its unit, everything else as JSON. `field`: what it is called. */
export function valueText(value: Json | undefined, field = ''): string {
  if (value === undefined) return '–';
  if (typeof value === 'number' && /Ms$/.test(field)) return durationText(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
