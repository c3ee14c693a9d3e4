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

describe('settings', () => {
  test('the table for who operates it is the program’s list, in its order', () => {
    const [, table] = /<!-- settings:.*?-->\n([\s\S]*?)<!-- \/settings -->/.exec(read('docs/operating.md')) ?? [];
    const rows = table!.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.replaceAll(/ +/g, ' '))).toEqual(
      SETTINGS.map(({ name, flag, fallback, meaning }) => {
        const byDefault = fallback === '' ? ' ' : ` \`${fallback}\` `;
        return `| \`${name}\` | \`--${flag}\` |${byDefault}| ${meaning.replaceAll('|', String.raw`\|`)} |`;
      }),
    );
  });

  test('that a document for users names exist', () => {
    const known: readonly string[] = SETTINGS.map(({ name }) => name);
    const text = read('README.md') + read('docs/operating.md');
    expect([...new Set(text.match(/MILLRACE_\w+/g))].filter((name) => !known.includes(name))).toEqual([]);
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

describe('rules', () => {
  const specs = documents.filter((document) => document.endsWith('SPEC.md'));
  /** `- **INT-1** …` or `- API-1 …` */
  const defined = new Map(
    specs.flatMap((spec) =>
      read(spec)
        .split(/^(?= *- (?:\*\*)?[A-Z]+-?\d+\b)/m)
        .slice(1)
        .map((rule) => [/- (?:\*\*)?([A-Z]+-?\d+)/.exec(rule)![1]!, { spec, rule: rule.split(/^#/m)[0]! }] as const),
    ),
  );
  const tests = listFiles(root, /(\.test\.tsx?|-conformance\.ts)$/).filter((file) => file !== 'test/documents.test.ts');
  const proofsOf = (rule: string) => [...(/_Proof:_(.*)/.exec(rule)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
  const prefixes = [...new Set([...defined.keys()].map((id) => id.replace(/\d+$/, '')))];
  const idPattern = new RegExp(`(?<![\\w-])(?:${prefixes.map((prefix) => `${prefix}[1-9]\\d{0,2}`).join('|')})(?![\\w-])`, 'g');
  /** Texts of a test file, titles among them; `SCH-40..45` cites all of these. */
  const textsOf = (file: string) => [...read(file).matchAll(/'(?:[^'\\\n]|\\.)*'|"[^"\n]*"|`[^`]*`/g)].map(([text]) => text).join('\n');
  const cited = new Map<string, Set<string>>();
  for (const file of tests) {
    const texts = textsOf(file).replaceAll(/([A-Z]+-)(\d+)\.\.(\d+)/g, (_range, prefix: string, from: string, to: string) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => prefix + (Number(from) + index)).join(' '),
    );
    for (const id of texts.match(idPattern) ?? []) cited.set(id, (cited.get(id) ?? new Set()).add(file));
  }

  test('that a test cites are written down', () => {
    const unknown = [...cited].flatMap(([id, files]) => (defined.has(id) ? [] : [`${id} in ${[...files].join(', ')}`]));
    expect(unknown).toEqual([]);
  });

  test('that are written down are cited by a test, unless they say what is not there yet', () => {
    const hasProof = (rule: string) => proofsOf(rule).some((file) => existsSync(join(root, file)));
    const unproved = [...defined].filter(([id, { rule }]) => !cited.has(id) && !hasProof(rule) && !rule.includes('**Not yet'));
    expect(unproved.map(([id, { spec }]) => `${id} of ${spec}`)).toEqual([]);
  });

  test('of the engine are proved where they say', () => {
    const wrong = [...defined].flatMap(([id, { spec, rule }]) => {
      if (spec !== 'runtime/engine/SPEC.md') return [];
      const files = proofsOf(rule);
      if (files.length === 0) return cited.has(id) || !rule.includes('**Not yet') ? [`${id} names no proof`] : [];
      return files.flatMap((file) => (cited.get(id)?.has(file) === true ? [] : [`${id}: no test of ${file} cites it`]));
    });
    expect(wrong).toEqual([]);
  });
});
