/** What the flow service needs of the language; runtime.ts wires the functions of flows/ and the catalogue into it. */

import type { FlowCheck } from '#flows/api/flows.ts';
import type { ExpressionCheck } from '#flows/check-expression.ts';
import type { FieldUse } from '#flows/field-uses/field-uses.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonSchema } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import type { SystemApi } from '#flows/waivers/system-apis.ts';

export interface FlowLanguage {
  /** Lifts older formats; problems when it is none of ours. */
  upgrade(document: unknown): { readonly document: FlowDocument } | { readonly problems: readonly Problem[] };
  check(document: unknown): FlowCheck;
  /** Code and schemas of analysts, tried out in a child; of a document without errors. */
  tryOut(document: FlowDocument): Promise<readonly Problem[]>;
  /** One expression, at a node of a document if given. */
  checkExpression(text: string, at?: { readonly document: FlowDocument; readonly nodeId: string }): ExpressionCheck;
  /** What the code of a node sees, as TypeScript declarations; undefined when it has none. */
  codeTypes(document: FlowDocument, nodeId: string): string | undefined;
  /** Where the flow reads which field. */
  fieldUses(document: FlowDocument): readonly FieldUse[];
  /** Kinds of connection that its nodes use, sorted; what flows that it calls use is theirs. */
  connectionTypes(document: FlowDocument): readonly string[];
  /** Names of the connections that its own steps go through, sorted; those of triggers are none. */
  stepConnections(document: FlowDocument): readonly string[];
  /** Published flows of layer system. */
  systemApis(): readonly SystemApi[];
  /** SHA-256 of what is approved, with the hashes of the `$ref` schemas. */
  meaningHash(document: FlowDocument, schemas: { readonly [ref: string]: JsonSchema }): string;
  /** Every `$ref` schema that the document names, resolved. */
  collectSchemas(document: FlowDocument): { readonly [ref: string]: JsonSchema };
  diff(from: FlowDocument, to: FlowDocument): Json;
}
