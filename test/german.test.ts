/** The pages speak German whole: no text is forgotten, none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nodeTypes as allNodeTypes } from '#nodes/catalog.ts';
import { readPageTexts, textsIn } from './support/page-texts.ts';

const german = fileURLToPath(new URL('../editor/german/', import.meta.url));
const catalogues = readdirSync(german).filter((name) => name.endsWith('.json'));
const entries = catalogues.flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(german + name, 'utf8')) as { readonly [id: string]: string }),
);
const messages = new Map(entries);
const texts = readPageTexts();
/** What pages show of the server's English: `translated` in editor/text.ts. */
const nodeTypes = allNodeTypes.flatMap(({ manifest: { type } }) => [`node ${type}`, `node ${type} does`]);

describe('the German of the pages', () => {
  test('says every text that the pages ask for', () => {
    const missing = texts.filter(({ id }) => !messages.has(id));
    expect(missing).toEqual([]);
  });

  test('names every node type', () => {
    expect(nodeTypes.filter((id) => !messages.has(id))).toEqual([]);
  });

  test('says nothing twice, and nothing that no page asks for', () => {
    const asked = new Set([...texts.map(({ id }) => id), ...nodeTypes]);
    const ids = catalogues.flatMap((name) => [...readFileSync(german + name, 'utf8').matchAll(/^ *"([^"]+)":/gm)].map(([, id]) => id!));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.filter((id) => !asked.has(id))).toEqual([]);
  });

  test('takes the arguments of the English', () => {
    const wrong = texts.filter(
      ({ id, english }) => messages.has(id) && argumentsOf(english).join() !== argumentsOf(messages.get(id)!).join(),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('is loaded whole', () => {
    const loaded = readFileSync(`${german}messages.ts`, 'utf8');
    expect(catalogues.filter((name) => !loaded.includes(`'./${name}'`))).toEqual([]);
  });
});

test('one id has one English text wherever it is used', () => {
  const first = new Map<string, string>();
  for (const { id, english } of texts) if (!first.has(id)) first.set(id, english);
  expect(texts.filter(({ id, english }) => first.get(id) !== english)).toEqual([]);
});

test('a text that a program puts together cannot be translated, and is refused', () => {
  expect(textsIn('a.tsx', "const a = <p>{t('a.b', `plain`)}</p>;")).toEqual([{ id: 'a.b', english: 'plain', file: 'a.tsx' }]);
  expect(() => textsIn('a.ts', "t('a.b', 'so ' + much);")).toThrow('as literals');
  expect(() => textsIn('a.ts', "t(name, 'text');")).toThrow('as literals');
});

/** Names of ICU arguments, sorted, each once. A branch of a plural or a choice may be one word: it is no argument. */
function argumentsOf(message: string): readonly string[] {
  const names = [...message.matchAll(/(?<branch>(?:\w+|=\d+)\s+)?\{\s*(?<name>[A-Za-z_]\w*)\s*(?<end>[,}])/g)];
  const inBranch = ({ branch, end }: { readonly [group: string]: string | undefined }) =>
    end === '}' && message.includes(', plural,') && /^(?:zero|one|two|few|many|other|=\d+)\s/.test(branch ?? '');
  return [...new Set(names.filter(({ groups }) => !inBranch(groups!)).map(({ groups }) => groups!['name']!))].toSorted();
}
