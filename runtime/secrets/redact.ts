/**
 * Takes secret values out of what is recorded, logged or shown (S15), by value and in the forms in which they travel: as they are,
 * base64, base64url, URL-encoded, and as part of a Basic header. Costs next to nothing when nothing matches.
 */
import type { Json, JsonObject } from '#flows/json.ts';

export const REDACTED = '•••';
/** Shorter values would blank out ordinary words and numbers; a secret that short protects nothing. */
const SHORTEST = 6;

export interface Redactor {
  /** Knows the value from now on, until the process ends: what was valid once may still stand in an answer. */
  add(value: string): void;
  text(text: string): string;
  /** The same value when nothing had to be taken out. */
  json(value: Json): Json;
  /** Does this text, or JSON text, hold a secret? A payload that does is sealed whole, never altered (TRC-3). Quick: a search, no walk. */
  isIn(text: string): boolean;
}

export function createRedactor(): Redactor {
  const values = new Set<string>();
  let forms: readonly string[] = [];
  let pattern: RegExp | undefined;

  function add(value: string): void {
    if (value.length < SHORTEST || values.has(value)) return;
    values.add(value);
    // Longest first, so that no form is cut in two by a shorter one inside of it.
    forms = [...new Set([...values].flatMap(formsOf))].sort((a, b) => b.length - a.length);
    pattern = new RegExp(forms.map(escapePattern).join('|'), 'g');
  }

  function redactText(text: string): string {
    return pattern === undefined || text.length < SHORTEST ? text : text.replace(pattern, REDACTED);
  }

  function redact(value: Json): Json {
    if (typeof value === 'string') return redactText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const list = value as readonly Json[];
      const cleaned = list.map(redact);
      return cleaned.some((item, index) => item !== list[index]) ? cleaned : value;
    }
    const object = value as JsonObject;
    let changed = false;
    const entries = Object.entries(object).map(([name, part]) => {
      const cleaned = [redactText(name), redact(part)] as const;
      if (cleaned[0] !== name || cleaned[1] !== part) changed = true;
      return cleaned;
    });
    return changed ? Object.fromEntries(entries) : value;
  }

  return {
    add,
    text: redactText,
    json: (value) => (pattern === undefined ? value : redact(value)),
    isIn: (text) => forms.some((form) => text.includes(form)),
  };
}

/** In JSON text a value may stand escaped; base64 of `user:secret` differs by what stands before, so all three alignments are known. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), encodeURIComponent(value).replaceAll('%20', '+')];
  for (let shift = 0; shift < 3; shift += 1) {
    const encoded = base64Inside(bytes, shift);
    forms.push(encoded, encoded.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms.filter((form) => form.length >= SHORTEST);
}

/** The characters that depend on the value alone, when `shift` bytes stand before it and any after it. */
function base64Inside(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor((padded.length * 8) / 6);
  return padded.toString('base64').slice(first, last);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
