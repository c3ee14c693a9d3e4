/**
 * A named function that Millrace adds to the language of expressions. Pure: the same in process, in a child, in a browser. What is
 * said here is all there is to say: documentation, editor and checker read it.
 */
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { MasterKind } from '../master-values.ts';

export interface LibraryFunction {
  /** Called as `$name(…)`. */
  readonly name: string;
  readonly group: LibraryGroup;
  /** As JSONata writes it: `<s(sn)?:s>`. */
  readonly signature: string;
  readonly parameters: readonly LibraryParameter[];
  /** One sentence and, where it takes more, a second paragraph. Markdown. */
  readonly summary: string;
  /** What it gives when it gives something. */
  readonly result: JsonSchema;
  /** It may give nothing although all that it needs is given. */
  readonly mayFindNothing?: true;
  /** They run as tests, over the tables of `example-tables.ts`. */
  readonly examples: readonly LibraryExample[];
  /** What one call takes beyond looking at its texts and lists, in steps of an evaluation; given with it, lists cost nothing else. */
  readonly steps?: (args: readonly LibraryValue[]) => number;
  /** Arguments fit the signature; nothing is missing but what may be. Throws `LibraryFault`. */
  readonly call: (args: readonly LibraryValue[], tables: LibraryTables) => LibraryValue;
}

export type LibraryGroup = 'decimals' | 'dates' | 'sap' | 'units' | 'codes' | 'look-up';

export interface LibraryParameter {
  readonly name: string;
  /** May be left out. */
  readonly optional?: true;
  readonly summary: string;
}

export interface LibraryExample {
  readonly expression: string;
  /** What the expression is applied to; left out: nothing. */
  readonly given?: Json;
  /** Left out: nothing. */
  readonly result?: Json;
}

/** Nothing found is undefined. */
export type LibraryValue = Json | undefined;

/** Reference data of the environment, at the revision that the run recorded (RES-3). Undefined where there is no such row. */
export interface LibraryTables {
  table(kind: TableKind, name: string): JsonObject | undefined;
}
export type TableKind = 'value-map' | MasterKind;

/** What is asked of a function cannot be done; `message` is a sentence for the analyst. */
export class LibraryFault extends Error {
  readonly code: string;
  readonly help: string | undefined;
  constructor(code: string, message: string, help?: string) {
    super(message);
    this.name = 'LibraryFault';
    this.code = code;
    this.help = help;
  }
}

/** A value in a message: short, whatever a payload holds. */
export function shown(value: LibraryValue): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, LONGEST_SHOWN + 1) : value) ?? 'nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const LONGEST_SHOWN = 80;

/** The call as the language makes it: what is applied to nothing gives nothing. */
export function callLibrary({ parameters, call }: LibraryFunction, args: readonly LibraryValue[], tables: LibraryTables): LibraryValue {
  for (const [index, { optional }] of parameters.entries()) if (optional !== true && args[index] === undefined) return undefined;
  return call(args, tables);
}
