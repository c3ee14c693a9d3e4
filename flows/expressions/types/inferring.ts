/** What the parts of the checker hand each other: what they found, and how much they may still do. */
import type { LambdaNode, SyntaxNode } from '../syntax-tree.ts';
import type { Finding, FindingCode, Fix } from './finding.ts';
import type { Frame } from './frame.ts';
import { placeOf } from './places.ts';
import type { Place, Resolved, Type } from './type.ts';

export interface Inferring {
  readonly source: string;
  readonly marks: Marks;
  readonly valueMap: ((name: string) => Type | undefined) | undefined;
  /** What a list as root is wrapped in; applied to it, `$` is the list. */
  readonly wrapper: Type | undefined;
  /** Calls of the expression's own functions that are being looked at. */
  readonly active: Map<LambdaNode, number>;
  /** The type of a part, applied to `input`. */
  infer(node: SyntaxNode, input: Type, frame: Frame): Resolved;
  report(finding: Omit<Finding, 'at' | 'fix'> & { readonly fix?: Fix | undefined }, at: Place): void;
  /** What was come by since it was last set back. */
  readonly seen: {
    /** A function found items that may be lists: one alone of them, and it as a whole, look alike when they are settled. */
    listsInList: boolean;
  };
  /** Nothing that is found meanwhile is reported. */
  quietly<T>(act: () => T): T;
  /** Something was not checked, since it is not known. */
  unsure(): void;
}

/** Which marks of lists does somebody in this expression ask for? As in compiled/. */
export interface Marks {
  /** `[]` or `$distinct`: lists that were found are found again. */
  readonly tracksFound: boolean;
  /** A function may end with a list as it was found. */
  readonly leavesOpen: boolean;
  /** Variables that are set where it cannot be followed when. */
  readonly wild: ReadonlySet<string>;
  /** Variables that are set more than once. */
  readonly reset: ReadonlySet<string>;
}

export function reportAt(
  inferring: Inferring,
  node: SyntaxNode,
  severity: Finding['severity'],
  code: FindingCode,
  message: string,
  help: string,
  fix?: Fix,
): void {
  inferring.report({ code, severity, message, help, fix }, placeOf(node, inferring.source));
}

/** The part made the argument of a function; undefined where its text is not known. */
export function wrappedIn(node: SyntaxNode, name: string, { source }: Inferring): Fix | undefined {
  const at = placeOf(node, source);
  const text = source.slice(at.offset, at.offset + at.length);
  return text === '' ? undefined : { at, text: `${name}(${text})` };
}
