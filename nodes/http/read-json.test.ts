import { describe, expect, test } from 'vitest';
import { readJson } from './read-json.ts';

describe('JSON from outside (S18)', () => {
  test('gives what was sent', () => {
    expect(readJson('{"a":[1,"x",null,true]}')).toEqual({ ok: true, value: { a: [1, 'x', null, true] } });
  });

  test('depth is counted in the text, not in strings', () => {
    const limits = { maxDepth: 3, maxValues: 1000 };
    expect(readJson('[[["deep enough"]]]', limits)).toMatchObject({ ok: true });
    expect(readJson('[[[["too deep"]]]]', limits)).toMatchObject({ ok: false, code: 'json-too-deep' });
    expect(readJson(`["${'['.repeat(50)}"]`, limits)).toMatchObject({ ok: true });
    expect(readJson(String.raw`["a \" [[[[[[ ", "\\"]`, limits)).toMatchObject({ ok: true });
    expect(readJson(String.raw`["\\", [[["x"]]]]`, limits)).toMatchObject({ ok: false, code: 'json-too-deep' });
  });

  test('siblings add to no depth, but to the number of values', () => {
    const list = `[${Array.from({ length: 500 }, () => '{"a":[]}').join(',')}]`;
    expect(readJson(list, { maxDepth: 3, maxValues: 2000 })).toMatchObject({ ok: true });
    expect(readJson(list, { maxDepth: 3, maxValues: 600 })).toMatchObject({ ok: false, code: 'json-too-many-values' });
  });

  test.each(['', '{', '{"a":1', 'undefined', "{'a':1}", '"half', `["${'x'.repeat(300)}`])('%j is malformed', (text) => {
    expect(readJson(text)).toMatchObject({ ok: false, code: 'json-malformed' });
  });

  test('a million brackets are refused without becoming objects', () => {
    expect(readJson('['.repeat(1_000_000))).toMatchObject({ ok: false, code: 'json-too-deep' });
  });
});
