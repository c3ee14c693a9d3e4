/** The audit trail as people read, search and take it along. */
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import type { RoleGrant } from '#flows/api/people.ts';
import type { Json } from '#flows/json.ts';
import { callApi } from '../server/api-client.ts';
import { spokenName } from '../spoken.ts';
import { saveFile } from '../ui/save-file.ts';
import { instantText } from '../ui/time-text.ts';
import { grantText } from './grants-text.ts';

const PER_PAGE = 200;
/** A hash is told apart by its beginning. */
const HASH = /^[0-9a-f]{40,}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** `environment development · version 1`; roles and times as on other pages, what else is deeper as JSON. */
export function detailText(detail: Json): string {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return partText(detail);
  return Object.entries(detail)
    .map(([name, part]) => `${spokenName(name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())} ${partText(part as Json)}`)
    .join(' · ');
}

function partText(part: Json): string {
  if (Array.isArray(part) && part.every((item) => typeof item !== 'object'))
    return part.length === 0 ? spokenName('none') : part.join(', ');
  if (Array.isArray(part) && part.every(isGrant)) return part.map((grant) => grantText(grant)).join('; ');
  if (typeof part === 'string') return HASH.test(part) ? `${part.slice(0, 12)}…` : INSTANT.test(part) ? instantText(part) : part;
  return JSON.stringify(part);
}

function isGrant(part: Json): part is Json & RoleGrant {
  return typeof part === 'object' && part !== null && 'role' in part && 'environment' in part && 'folder' in part;
}

/** Every word is somewhere in who did what on what, why. */
export function matchesAudit({ by, where, action, object, reason, detail }: AuditView, search = ''): boolean {
  const text =
    `${by} ${where?.address ?? ''} ${where?.client ?? ''} ${action.replaceAll('-', ' ')} ${object} ${reason ?? ''} ${detail === undefined ? '' : JSON.stringify(detail)}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The whole trail, one JSON object a line, oldest last, as a file. */
export async function downloadAudit(): Promise<void> {
  const lines: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<AuditView> = await callApi('GET', '/api/audit', { query: { limit: PER_PAGE, cursor } });
    lines.push(...page.items.map((row) => JSON.stringify(row)));
    cursor = page.next;
  } while (cursor !== undefined);
  saveFile('millrace-audit.ndjson', 'application/x-ndjson', `${lines.join('\n')}\n`);
}
