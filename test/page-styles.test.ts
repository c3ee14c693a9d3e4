import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const editor = fileURLToPath(new URL('../editor/', import.meta.url));
const library = fileURLToPath(new URL('../node_modules/@mantine/core/', import.meta.url));

test('every part of the library that a page uses comes with its styles, in the order that the library wants', () => {
  const imported = ['first-styles.ts', 'page-styles.ts'].flatMap((file) =>
    [...readFileSync(join(editor, 'styles', file), 'utf8').matchAll(/styles\/([A-Z]\w+)\.layer\.css/g)].map(([, name]) => name!),
  );
  expect(imported.toSorted()).toEqual([...stylesNeededBy(partsUsed())].toSorted());
  const whole = readFileSync(join(library, 'styles.css'), 'utf8');
  const places = imported.map((name) => whole.indexOf(readFileSync(join(library, 'styles', `${name}.css`), 'utf8').slice(0, 60)));
  const afterFirst = imported.indexOf('FloatingIndicator');
  for (const part of [places.slice(0, afterFirst), places.slice(afterFirst)]) expect(part).toEqual(part.toSorted((a, b) => a - b));
});

/** Names that the pages import, components only. */
function partsUsed(): ReadonlySet<string> {
  const files = readdirSync(editor, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(join(editor, file), 'utf8').matchAll(/import \{([^}]*)\}\s*from '@mantine\/core'/g)].flatMap(([, names]) =>
        names!
          .split(',')
          .map((name) => name.trim().replace(/^type /, ''))
          .filter((name) => /^[A-Z]/.test(name)),
      ),
    ),
  );
}

/** A part's own styles and those of the parts it is made of, found by following its imports. */
function stylesNeededBy(parts: ReadonlySet<string>): ReadonlySet<string> {
  const seen = new Set<string>();
  const needed = new Set<string>();
  function visit(file: string): void {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const name = /^(.*)\.module\.mjs$/.exec(basename(file))?.[1];
    if (name !== undefined && existsSync(join(library, 'styles', `${name}.css`))) needed.add(name);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) visit(resolve(dirname(file), path!));
  }
  // A part that comes in kinds (Slider, RangeSlider) has a folder for each.
  for (const part of parts) for (const folder of [part, join(part, part)]) visit(join(library, 'esm', 'components', folder, `${part}.mjs`));
  return needed;
}
