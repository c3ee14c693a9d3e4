/**
 * Dates and times of OData V2 JSON. A plain date stays a plain date: `2026-12-15` is `/Date(…)/` at midnight UTC and comes back
 * as `2026-12-15` wherever this machine stands.
 */

const JSON_DATE = /^\/Date\((-?\d+)(?:([+-])(\d{1,4}))?\)\/$/;
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T00:00(?::00(?:\.0+)?)?Z?)?$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const TIME = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d+)?S)?$/;

/** `2026-12-15` → `/Date(1797292800000)/` (Edm.DateTime). */
export function formatODataDate(date: string): string {
  return `/Date(${Date.parse(`${date}T00:00:00Z`)})/`;
}

/**
 * Edm.DateTime → plain date. Takes `/Date(ms)/`, `/Date(ms+0000)/` (an offset in minutes is ignored: SAP means the calendar day),
 * `2026-12-15` and `2026-12-15T00:00:00`. Undefined for anything else, also for days that do not exist.
 */
export function parseODataDate(text: string): string | undefined {
  const json = JSON_DATE.exec(text);
  if (json !== null) {
    const at = new Date(Number(json[1]));
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString().slice(0, 10);
  }
  const date = ISO_DATE.exec(text)?.[1];
  if (date === undefined) return undefined;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : undefined;
}

/** An ISO instant → `/Date(1797292800000+0000)/` (Edm.DateTimeOffset); what is finer than a millisecond is lost. */
export function formatODataInstant(instant: string): string {
  return `/Date(${Date.parse(instant)}+0000)/`;
}

/** Edm.DateTimeOffset, `/Date(…)/` or ISO with a zone → ISO instant in UTC with milliseconds. */
export function parseODataInstant(text: string): string | undefined {
  const json = JSON_DATE.exec(text);
  const at = json === null ? (ISO_INSTANT.test(text) ? Date.parse(text) : Number.NaN) : Number(json[1]);
  return Number.isNaN(at) || Math.abs(at) > 8.64e15 ? undefined : new Date(at).toISOString();
}

/** `08:30:00` → `PT08H30M00S` (Edm.Time). */
export function formatODataTime(time: string): string {
  const [hours = '00', minutes = '00', seconds = '00'] = time.split(':');
  return `PT${hours}H${minutes}M${seconds}S`;
}

/** `PT8H30M` or `08:30:00` → `08:30:00`. */
export function parseODataTime(text: string): string | undefined {
  const clock = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const match = clock ?? (text === 'PT' ? null : TIME.exec(text));
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0));
  if (hours! > 23 || minutes! > 59 || seconds! > 59) return undefined;
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':');
}
