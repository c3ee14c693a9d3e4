/** The documents of the house are true: links lead somewhere, settings and commands are those of the program, rules are proved. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../runtime/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.millrace', '.cache', 'coverage']);

function listFiles(folder: string, matches: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path, matches) : matches.test(entry.name) ? [relative(root, path)] : [];
  });
}
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = listFiles(root, /\.md$/);
const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');

describe('links', () => {
  test('lead to a file or folder that exists', () => {
    const broken = documents.flatMap((document) =>
      [...withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^(https?:|mailto:|#)/.test(target))
        .filter((target) => !existsSync(join(root, dirname(document), target.split('#')[0]!)))
        .map((target) => `${document} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('to a heading lead to one that is there', () => {
    const broken = documents.flatMap((document) =>
      [...withoutCode(read(document)).matchAll(/\]\(([^)\s]*#[^)\s]+)\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
          const [file, heading] = target.split('#') as [string, string];
          return !headingsOf(file === '' ? document : join(dirname(document), file)).includes(heading);
        })
        .map((target) => `${document} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  function headingsOf(document: string): readonly string[] {
    return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
      text!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(/\s/g, '-'),
    );
  }
});

describe('README', () => {
  test('its table of settings is the program’s list, in its order', () => {
    const [, table] = /<!-- settings:.*?-->\n([\s\S]*?)<!-- \/settings -->/.exec(read('README.md')) ?? [];
    const rows = [...table!.matchAll(/^\| `(MILLRACE_\w+)`\s*\|(.*)\|(.*)\|(.*)\|$/gm)].map(([, name, flag, fallback, meaning]) =>
      [name, flag, fallback, meaning].map((cell) => cell!.trim()),
    );
    // A bar in a cell is written with a backslash; none of the first three has one.
    expect(rows).toEqual(
      SETTINGS.map(({ name, flag, fallback, meaning }) => [
        name,
        `\`--${flag}\``,
        fallback === '' ? '' : `\`${fallback}\``,
        meaning.replaceAll('|', String.raw`\|`),
      ]),
    );
  });

  test('names no setting that is not there', () => {
    const known: readonly string[] = SETTINGS.map(({ name }) => name);
    expect([...new Set(read('README.md').match(/MILLRACE_\w+/g))].filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = (document: string) =>
    [...read(document).matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, script, short]) => (script ?? short)!);

  test('that a document names exist', () => {
    expect(
      documents.flatMap((document) => named(document).flatMap((script) => (script in scripts ? [] : [`${document}: ${script}`]))),
    ).toEqual([]);
  });

  test('that exist are described for users or contributors', () => {
    const described = new Set([...named('README.md'), ...named('CONTRIBUTING.md')]);
    expect(Object.keys(scripts).filter((script) => !described.has(script))).toEqual([]);
  });
});
