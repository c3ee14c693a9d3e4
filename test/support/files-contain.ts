/** Which files below a folder hold a text: as it is, or in base64, hex or URL encoding. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export function filesContain(folder: string, secret: string): readonly string[] {
  const forms = formsOf(secret);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return forms.some((form) => content.includes(form));
    })
    .map((file) => relative(folder, file));
}

export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    ...new Set([secret, base64.slice(0, -1), bytes.toString('base64url').slice(0, -1), bytes.toString('hex'), encodeURIComponent(secret)]),
  ];
}
