import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('.', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

test('FLW-2 README explains every problem code, and no other', () => {
  const files = [
    ...readdirSync(new URL('check/', folder)).map((name) => `check/${name}`),
    'expressions/map-expression.ts',
    'migrations/upgrade-flow.ts',
    'objects/business-object-problems.ts',
    'waivers/layer-problems.ts',
  ].filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const text = files.map(read).join('\n');
  const calls = [...text.matchAll(/(?:error|warning|fault|refuse|tooLarge|\(optional === true \? warning : error\))\(\s*'([a-z-]+)'/g)];
  const fields = [...text.matchAll(/code: ((?:'[a-z-]+'(?: \| )?)+)/g)].flatMap(([, list]) => [...list!.matchAll(/'([a-z-]+)'/g)]);
  const rows = [...text.matchAll(/fault\(\s*'(?:target|scope|expression)',\s*'([a-z-]+)'|fault\(field, '([a-z-]+)'/g)].map(
    (match) => match[1] ?? match[2]!,
  );
  const shape = [...read('check/shape-problems.ts').matchAll(/return '(missing|unknown|type|value|too-many)'/g)].map(
    ([, kind]) => `shape-${kind}`,
  );
  const codes = [...calls, ...fields].map(([, code]) => code!).filter((code) => !['target', 'scope', 'expression'].includes(code));
  const types = [
    ...read('expressions/types/finding.ts')
      .split('FindingCode =')[1]!
      .split(';')[0]!
      .matchAll(/'([a-z-]+)'/g),
  ];
  const typed = types.map(([, code]) => `type-${code}`);
  const emitted = [...new Set([...codes, ...rows, ...shape, ...typed])].sort();

  const table = read('README.md').split('## Problem codes')[1]!;
  const explained = table.split('\n').flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code]) => code!));
  expect(emitted.length).toBeGreaterThan(50);
  expect([...new Set(explained)].sort()).toEqual(emitted);
});
