/** Reads XML into plain values. */
import type * as library from 'fast-xml-parser';
import { comesLate } from './late-package.ts';

const load = comesLate<typeof library>('fast-xml-parser');

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
