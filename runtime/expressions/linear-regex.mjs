// A regular expression for the reference evaluator that runs in time linear to the text: RE2 instead of the backtracking engine.
import { RE2JS } from 're2js';

const FLAGS = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };
const compiled = new Map();
const MOST_COMPILED = 500;

function compile(source, flags) {
  const key = `${flags}/${source}`;
  let pattern = compiled.get(key);
  if (pattern === undefined) {
    let bits = 0;
    for (const flag of flags) bits |= FLAGS[flag] ?? 0;
    try {
      pattern = RE2JS.compile(RE2JS.translateRegExp(source), bits);
    } catch (error) {
      throw Object.assign(
        new Error(`The regular expression /${source}/ is not possible: ${error.message}. Look-around and back-references are not.`),
        {
          code: 'S0500',
        },
      );
    }
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(key, pattern);
  }
  return pattern;
}

/** What the evaluator uses of RegExp: `lastIndex` and `exec`, always global. */
export class LinearRegex {
  constructor(regex) {
    // The parser lost it on the way (see syntax-tree-repair.mjs): better an error than a text that is searched for nothing for ever.
    if (typeof regex?.source !== 'string')
      throw Object.assign(new Error('A regular expression is not possible at this place.'), { code: 'S0500' });
    this.pattern = compile(regex.source, regex.flags.replaceAll('g', ''));
    this.lastIndex = 0;
    this.text = undefined;
    this.matcher = undefined;
  }

  exec(text) {
    const from = this.lastIndex;
    if (from > text.length) {
      this.lastIndex = 0;
      return null;
    }
    if (this.text !== text) {
      this.text = text;
      this.matcher = this.pattern.matcher(text);
    }
    const { matcher } = this;
    if (!matcher.find(from)) {
      this.lastIndex = 0;
      return null;
    }
    const match = [];
    for (let group = 0; group <= matcher.groupCount(); group += 1) match.push(matcher.group(group) ?? undefined);
    match.index = matcher.start();
    match.input = text;
    this.lastIndex = matcher.end();
    return match;
  }
}
