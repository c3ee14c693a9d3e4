/** Secret values out of what is recorded: by value, in plain, base64 and URL-encoded form (S15). Costs next to nothing when none is there. */
import type { Json } from '#flows/json.ts';

export const REDACTED = '•••';
/** Shorter ones would strike half of every text. */
const SHORTEST = 6;

export interface Redactor {
  add(secret: string): void;
  /** The same value when it holds no secret. */
  redact(value: Json): Json;
  redactText(text: string): string;
}

export function createRedactor(): Redactor {
  const forms = new Set<string>();

  function redactText(text: string): string {
    let clean = text;
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, REDACTED);
    return clean;
  }

  function redact(value: Json): Json {
    if (typeof value === 'string') return redactText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map(redact);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    let changed = false;
    const entries = Object.entries(value).map(([name, part]): [string, Json] => {
      const clean = redact(part);
      changed ||= clean !== part;
      return [name, clean];
    });
    return changed ? Object.fromEntries(entries) : value;
  }

  return {
    add(secret) {
      if (secret.length < SHORTEST) return;
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) forms.add(form);
      const bytes = Buffer.from(secret, 'utf8');
      forms.add(bytes.toString('base64').replace(/=+$/, ''));
      forms.add(bytes.toString('base64url'));
    },
    redact,
    redactText,
  };
}
