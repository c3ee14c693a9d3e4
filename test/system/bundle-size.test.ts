/** How much a browser loads before a page stands, packed as servers send it. The figures are those of docs/performance.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

interface BuiltFile {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const folder = fileURLToPath(new URL('../../dist/editor/', import.meta.url));
const built = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, 'utf8')) as { readonly [source: string]: BuiltFile };
const entry = Object.keys(built).find((source) => built[source]!.isEntry === true)!;

/** The files of these sources and of everything they import at once; what is imported later is not in it. */
function filesOf(sources: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  function visit(source: string): void {
    if (seen.has(source)) return;
    seen.add(source);
    const { file, imports = [], css = [] } = built[source]!;
    for (const name of [file, ...css]) files.add(name);
    for (const name of imports) visit(name);
  }
  for (const source of sources) visit(source);
  return files;
}

function packedKilobytes(files: ReadonlySet<string>, kind: '.js' | '.css'): number {
  const bytes = [...files].filter((file) => file.endsWith(kind)).map((file) => gzipSync(readFileSync(folder + file), { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1_000;
}

const home = [entry, 'home/home-page.tsx'];
const draft = [entry, 'flow/flow-page.tsx', 'styles/page-styles.ts', 'flow/draft-editor-view.tsx'];
const published = [entry, 'flow/flow-page.tsx', 'styles/page-styles.ts', 'flow/flow-overview.tsx'];
const panels = ['flow/flow-settings.tsx', 'flow/inspector.tsx', 'flow/note-panel.tsx', 'flow/kept-bar.tsx'];

const scriptsOf = (files: ReadonlySet<string>) => [...files].filter((file) => file.endsWith('.js'));

describe('home-load', () => {
  const files = filesOf(home);

  test('home loads at most 167 kB of scripts and 20 kB of styles', () => {
    expect(packedKilobytes(files, '.js')).toBeGreaterThan(100);
    expect(packedKilobytes(files, '.js')).toBeLessThanOrEqual(167);
    expect(packedKilobytes(files, '.css')).toBeLessThanOrEqual(20);
  });

  test('they come in a dozen files: each is a way to the server and back', () => {
    expect(scriptsOf(files).length).toBeLessThanOrEqual(12);
  });
});

describe('editor-load', () => {
  test.each([
    ['a draft', 262, draft],
    ['a published flow', 283, published],
    ['home, a draft and the panels behind its drawing', 298, [...home, ...draft, ...panels]],
  ] as const)('%s: at most %i kB of scripts', (_what, most, sources) => {
    const files = filesOf(sources);
    expect(packedKilobytes(files, '.js')).toBeGreaterThan(200);
    expect(packedKilobytes(files, '.js')).toBeLessThanOrEqual(most);
  });

  test('a draft stands with a dozen files', () => {
    expect(scriptsOf(filesOf(draft)).length).toBeLessThanOrEqual(12);
  });

  test('neither the language of expressions nor the check of flows is part of it', () => {
    for (const file of scriptsOf(filesOf(draft))) expect(readFileSync(folder + file, 'utf8')).not.toMatch(/jsonata|urn:millrace:flow:1/i);
  });
});

describe('Monaco', () => {
  const entries = ['code/code-editor.tsx', 'code/raw-diff.tsx'];
  const before = filesOf([...draft, 'flow/node-language.ts']);
  const brought = new Set([...filesOf(entries)].filter((file) => !before.has(file)));

  test('brings at most 850 kB of scripts and 25 kB of styles, and only when a text is opened in it', () => {
    expect(packedKilobytes(brought, '.js')).toBeGreaterThan(400);
    expect(packedKilobytes(brought, '.js')).toBeLessThanOrEqual(850);
    expect(packedKilobytes(brought, '.css')).toBeLessThanOrEqual(25);
  });

  test("TypeScript's service comes with the first code alone: its worker is a file of its own", () => {
    const [worker, ...others] = readdirSync(`${folder}assets`).filter((file) => /^(typescript-|ts\.)worker-.*\.js$/.test(file));
    expect(others).toEqual([]);
    expect([...filesOf(entries)].filter((file) => /javascript-service|tsMode/.test(file))).toEqual([]);
    expect(gzipSync(readFileSync(`${folder}assets/${worker}`)).length / 1_000).toBeLessThanOrEqual(1_800);
  });

  test('its workers are files of ours and small enough to come at once', () => {
    const workers = readdirSync(`${folder}assets`).filter((file) => /^(editor|json)\.worker-.*\.js$/.test(file));
    expect(workers).toHaveLength(2);
    for (const file of workers) expect(gzipSync(readFileSync(`${folder}assets/${file}`)).length / 1_000).toBeLessThanOrEqual(130);
  });
});
