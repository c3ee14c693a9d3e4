/** The pages speak German whole: no text is forgotten, none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readPageTexts, textsIn } from './support/page-texts.ts';
import { readServerTexts, serverTextsIn } from './support/server-texts.ts';

const german = fileURLToPath(new URL('../editor/german/', import.meta.url));
const catalogues = readdirSync(german).filter((name) => name.endsWith('.json'));
const entries = catalogues.flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(german + name, 'utf8')) as { readonly [id: string]: string }),
);
const messages = new Map(entries);
const texts = readPageTexts();
describe('the German of the pages', () => {
  test('says every text that the pages ask for', () => {
    const missing = texts.filter(({ id }) => !messages.has(id));
    expect(missing).toEqual([]);
  });

  test('says nothing twice, and nothing that no page asks for', () => {
    const asked = new Set(texts.map(({ id }) => id));
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

/** What the server and the checks say is translated by its English: editor/sentences.ts. */
describe('the German of the server', () => {
  const folder = `${german}server/`;
  const files = readdirSync(folder);
  const said = readServerTexts();
  const read = (name: string) => JSON.parse(readFileSync(folder + name, 'utf8')) as { readonly [english: string]: string };
  const sentences = Object.assign({}, ...files.filter((name) => !/^(?:phrases|type-words)\.json$/.test(name)).map(read)) as ReturnType<
    typeof read
  >;
  const wordsOf = (name: string) =>
    [...readFileSync(folder + name, 'utf8').matchAll(/^ *("(?:[^"\\]|\\.)*"):/gm)].map(([, key]) => JSON.parse(key!) as string);

  test('says every sentence, and the name of every field, port and node', () => {
    const missing = said.filter(({ isWhole, text }) => isWhole && sentences[text] === undefined);
    expect(missing.map(({ text, file }) => `${file}: ${text}`)).toEqual([]);
  });

  test('says nothing twice, and nothing that nobody says', () => {
    const english = files.filter((name) => name !== 'type-words.json').flatMap(wordsOf);
    expect(english.filter((text, i) => english.indexOf(text) !== i)).toEqual([]);
    const known = new Set([...said.map(({ text }) => text), ...wordsOf('validator.json')]);
    // `sap: Items` is what `Items` is called there.
    expect(Object.keys(sentences).filter((text) => !known.has(text.replace(/^[a-z]+: (?=[A-Z])/, '')))).toEqual([]);
  });

  test('has every value of the English, and no other', () => {
    const placesOf = (text: string) => [...new Set([...text.matchAll(/\{(\d+)(?:, \w+)?\}/g)].map(([, place]) => place))].toSorted().join();
    const all = [...Object.entries(sentences), ...Object.entries(read('phrases.json'))];
    expect(all.filter(([english, text]) => placesOf(english) !== placesOf(text)).map(([english]) => english)).toEqual([]);
  });

  test('is loaded whole', () => {
    const loaded = readFileSync(`${german}server.ts`, 'utf8');
    expect(files.filter((name) => !loaded.includes(`'./server/${name}'`))).toEqual([]);
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

test('a sentence of the server is read from its source, with a place for each value and a text for each choice', () => {
  const [at, most] = ['at', 'most'].map((name) => `$\{${name}}`);
  const sentence = `\`${at} is \${deep ? 'too deep' : \`over ${most}\`}.\``;
  const source = `const a = fault(${sentence}, 'a-code'); throw new WireError('No way leads there');`;
  expect(serverTextsIn('flows/a.ts', source)).toEqual([
    { text: '{0} is too deep.', file: 'flows/a.ts', isWhole: true },
    { text: '{0} is over {1}.', file: 'flows/a.ts', isWhole: true },
    { text: 'a-code', file: 'flows/a.ts', isWhole: false },
    { text: 'No way leads there', file: 'flows/a.ts', isWhole: true },
  ]);
});

/** Names of ICU arguments, sorted, each once. A branch of a plural or a choice may be one word: it is no argument. */
function argumentsOf(message: string): readonly string[] {
  const names = [...message.matchAll(/(?<branch>(?:\w+|=\d+)\s+)?\{\s*(?<name>[A-Za-z_]\w*)\s*(?<end>[,}])/g)];
  const inBranch = ({ branch, end }: { readonly [group: string]: string | undefined }) =>
    end === '}' && message.includes(', plural,') && /^(?:zero|one|two|few|many|other|=\d+)\s/.test(branch ?? '');
  return [...new Set(names.filter(({ groups }) => !inBranch(groups!)).map(({ groups }) => groups!['name']!))].toSorted();
}
