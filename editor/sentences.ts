/**
 * Sentences with values in them, in another language: the catalogue has the English template, and the German one. Whoever wrote the
 * sentence (the server, a check in the browser, a run of last year) need not know of it. Without a browser, so that a test can prove it.
 */

/**
 * English template → German one. `{0}` is a value as it stands, `{0, words}` one that may be a phrase of ours, `{0, known}` one that has to
 * be (else the template does not fit), `{0, type}` a type of a value.
 */
export interface Catalogue {
  /** Whole sentences, and names as they stand alone: of fields, ports, choices. */
  readonly sentences: { readonly [english: string]: string };
  /** What stands within sentences only. */
  readonly phrases: { readonly [english: string]: string };
  /** Words of types of values: `list of`. */
  readonly types: { readonly [english: string]: string };
}

export interface Translator {
  /** What is not known stays as it is: it may be the text of another system. */
  readonly sentence: (english: string) => string;
  /** Of what has no values in it. */
  readonly name: (english: string) => string;
  /** Of a type as `typeText` writes it. */
  readonly type: (english: string) => string;
}

interface Template {
  readonly first: string;
  readonly last: string;
  readonly pattern: RegExp;
  readonly german: string;
}

type Known = ReadonlyMap<string, string>;

const VALUE = /\{(\d+)(?:, (words|known|type))?\}/g;
/** A page shows the same sentences again with every drawing. */
const MOST_KEPT = 2000;

export function translatorOf({ sentences, phrases, types }: Catalogue): Translator {
  const exact: Known = new Map([...Object.entries(phrases), ...Object.entries(sentences)]);
  const whole = templatesOf(sentences);
  const within = [...templatesOf(phrases), ...whole];
  const kept = new Map<string, string>();
  const words = typeWords(types);

  function fromTemplates(english: string, templates: readonly Template[]): string | undefined {
    for (const { first, last, pattern, german } of templates) {
      if (!english.startsWith(first) || !english.endsWith(last)) continue;
      const values = pattern.exec(english);
      const filled = values === null ? undefined : fill(german, values);
      if (filled !== undefined) return filled;
    }
    return undefined;
  }

  function fill(german: string, values: RegExpExecArray): string | undefined {
    let fits = true;
    const text = german.replaceAll(VALUE, (_, place: string, kind: string | undefined) => {
      const value = values[Number(place) + 1] ?? '';
      if (kind === 'type') return words(value);
      if (kind === undefined) return value;
      const phrase = phraseOf(value);
      if (kind === 'known' && phrase === undefined && !isLiteral(value)) fits = false;
      return phrase ?? value;
    });
    return fits ? text : undefined;
  }

  function phraseOf(english: string): string | undefined {
    return exact.get(english) ?? fromTemplates(english, within);
  }

  function sentence(english: string): string {
    const known = exact.get(english) ?? kept.get(english);
    if (known !== undefined) return known;
    const german = fromTemplates(english, whole) ?? severalSentences(english) ?? english;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(english, german);
    return german;
  }

  /** Sentences put one behind the other: all of them are known, or none is ours. */
  function severalSentences(english: string): string | undefined {
    const parts = english.split(/(?<=[.?!]) (?=\S)/);
    if (parts.length < 2) return undefined;
    const german = parts.map((part) => exact.get(part) ?? fromTemplates(part, whole));
    return german.includes(undefined) ? undefined : german.join(' ');
  }

  return { sentence, name: (english) => exact.get(english) ?? english, type: words };
}

/** The most particular ones first: a sentence may fit a shorter one, too. */
function templatesOf(texts: Catalogue['sentences']): readonly Template[] {
  return Object.entries(texts)
    .filter(([english]) => /\{\d+\}/.test(english))
    .toSorted(([a], [b]) => literalLength(b) - literalLength(a))
    .map(([english, german]) => {
      const literals = english.split(/\{\d+\}/);
      return { first: literals[0]!, last: literals.at(-1)!, pattern: patternOf(literals), german };
    });
}

function patternOf(literals: readonly string[]): RegExp {
  return new RegExp(`^${literals.map((literal) => literal.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('([\\s\\S]*?)')}$`);
}

function literalLength(english: string): number {
  return english.replaceAll(/\{\d+\}/g, '').length;
}

/** A number, a text in quotes: what needs no translation. */
function isLiteral(value: string): boolean {
  return /^(?:"[\s\S]*"|-?[\d.]+|true|false|null|[[{][\s\S]*[\]}])$/.test(value);
}

/** Names of fields (`quantity:`) and texts in quotes stay; what else is a word of a type is translated. */
function typeWords(types: Catalogue['types']): (text: string) => string {
  const known = Object.keys(types).toSorted((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  const pattern = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[\\w$-]+\\??:|(?<![\\w-])(?:${known.join('|')})(?![\\w-])`, 'g');
  return (text) => text.replaceAll(pattern, (found) => types[found] ?? found);
}
