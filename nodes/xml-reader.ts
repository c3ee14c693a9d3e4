/** Reads XML into plain values. The library comes with the first document: it is a fifteenth of the start, and most starts read none. */
import { createRequire } from 'node:module';
import type * as library from 'fast-xml-parser';

const require = createRequire(import.meta.url);
let loaded: typeof library | undefined;

function load(): typeof library {
  loaded ??= require('fast-xml-parser') as typeof library;
  return loaded;
}

/** `undefined` when the text is well-formed XML, else the first place where it is not. */
export function findXmlFault(text: string): { readonly msg: string; readonly line: number } | undefined {
  const valid = load().XMLValidator.validate(text);
  return valid === true ? undefined : valid.err;
}

/** The text must be well-formed: `findXmlFault` first. */
export function createXmlReader(options: library.X2jOptions): (text: string) => unknown {
  let parser: library.XMLParser | undefined;
  return (text) => {
    parser ??= new (load().XMLParser)(options);
    return parser.parse(text) as unknown;
  };
}
