import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledAnswer } from '../../test/support/compare-with-reference.ts';
import { randomData, randomExpression, randomMatching } from '../../test/support/random-expressions.ts';
import type { Json, JsonObject } from '../json.ts';
import { compileExpression } from './compiled/compile-expression.ts';
import { parseExpression } from './parse-expression.ts';
import { findPathsRead, type PathRead } from './paths-read.ts';

const RUNS = Number(process.env['MILLRACE_FUZZ_RUNS'] ?? 600);
const seed = Number(process.env['MILLRACE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

function readsOf(text: string): readonly PathRead[] {
  const { tree, source } = parseExpression(` ${text}`);
  return tree === undefined ? [{ path: [], whole: true }] : findPathsRead(tree, source).reads;
}

/** `!` behind a path: read as a whole. */
function shown(text: string): string {
  return readsOf(text)
    .map(({ path, whole }) => `${path.join('.')}${whole ? '!' : ''}`)
    .join(' ');
}

const cases: readonly [text: string, read: string][] = [
  ['trigger.body.id', 'trigger trigger.body trigger.body.id!'],
  ['trigger."body".`id` & "trigger.x"', 'trigger trigger.body trigger.body.id!'],
  ['a.items[n > $$.limit].{ "q": quantity }', 'a a.items a.items.n! limit! a.items.quantity!'],
  ['a.items^(>n).t', 'a a.items a.items.n! a.items.t!'],
  ['a{ t: $sum(n) }', 'a a.t! a.n!'],
  ['($o := a.b; $o.c & $o.d)', 'a a.b a.b.c! a.b.d!'],
  ['$map(a.items, function($i) { $i.n * f })', 'a a.items a.items.n! f!'],
  ['$filter(a.items, function($i) { $i.ok }).t', 'a a.items a.items.ok! a.items.t!'],
  ['$count(a.items) > 1 and $exists(a.x)', 'a a.items a a.x'],
  ['$append(a, b).n', 'a b a.n! b.n!'],
  ['$lookup(a, "n")', 'a a.n!'],
  ['(ok ? a : b).n', 'ok! a b a.n! b.n!'],
  ['a.b ~> $string()', 'a a.b!'],
  ['a.name.$uppercase()', 'a a.name!'],
  ['a.*.n', 'a a.* a.*.n!'],
  ['a.**.n', 'a!'],
  ['a.items.(%.id)', 'a! a.items!'],
  ['$merge([a, { "x": 1 }])', 'a!'],
  ['$', '!'],
  ['($f := $append(?, a); $f(b.c))', 'a! b b.c!'],
  ['($f := function() { $later }; $later := a; $f())', 'a!'],
  ['a@$x.b[n = $x.n].t', 'a b b.n! a.n! b.t!'],
];

describe('EXP-8 which fields an expression reads', () => {
  test.each(cases)('%s', (text, read) => {
    expect(shown(text).split(' ').toSorted()).toEqual(read.split(' ').toSorted());
  });

  test('each has its place in the text, however it is quoted', () => {
    const text = "a.'b' & a.`b` & a.b";
    const { tree, source } = parseExpression(text);
    const places = findPathsRead(tree!, source).reads.filter(({ path }) => path.length === 2);
    expect(places.map(({ place }) => text.slice(place!.offset, place!.offset + place!.length))).toEqual(["'b'", '`b`', 'b']);
  });

  test('without what it does not read it gives the same', { timeout: 600_000 }, () => {
    const seen = { compared: 0, cut: 0 };
    fc.assert(
      fc.property(
        fc.oneof({ weight: 6, arbitrary: randomExpression }, { weight: 1, arbitrary: randomMatching }),
        randomData,
        (text, root) => {
          const { tree } = parseExpression(` ${text}`);
          const { compiled } = tree === undefined ? {} : compileExpression(tree);
          if (compiled === undefined) return;
          const cut = keep(root, [], readsOf(text));
          seen.compared += 1;
          if (JSON.stringify(cut) !== JSON.stringify(root)) seen.cut += 1;
          expect(compiledAnswer(compiled, cut)).toEqual(compiledAnswer(compiled, root));
        },
      ),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    console.info(`Seed ${seed}: ${JSON.stringify(seen)}`);
    expect(seen.cut).toBeGreaterThan(RUNS / 4);
  });
});

function keep(value: Json, path: readonly string[], reads: readonly PathRead[]): Json {
  const isAt = (read: PathRead) => read.path.length === path.length && read.path.every((name, at) => name === '*' || name === path[at]);
  if (reads.some((read) => read.whole && isAt(read))) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => keep(item, path, reads));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as JsonObject).filter(([name]) =>
    reads.some(
      (read) =>
        read.path.length === path.length + 1 && [...path, name].every((part, at) => read.path[at] === '*' || read.path[at] === part),
    ),
  );
  const kept: [string, Json][] = fields.map(([name, part]) => [name, keep(part, [...path, name], reads)]);
  return Object.fromEntries(kept);
}
