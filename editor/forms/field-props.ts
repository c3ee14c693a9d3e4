/** What every field of a form gets. */
import type { ReactNode } from 'react';
import type { OptionsView } from '#flows/api/connections.ts';
import type { OptionsWish } from '#flows/connection-manifest.ts';
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { ExpressionLanguage } from './expression-language.ts';
import type { FormField } from './form-model.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The system behind the connection of a node. */
export interface OptionsSource {
  /** Tells sources apart: answers are kept under it. */
  readonly id: string;
  /** As people know it; undefined: no connection is chosen, or the environment has none of this name. */
  readonly name: string | undefined;
  /** Throws ApiFailure. */
  ask(list: OptionsWish['list'], given: { readonly [field: string]: string }, search: string, signal: AbortSignal): Promise<OptionsView>;
}

export interface Form {
  /** May fields hold `= …`? Settings of connections and triggers may not. */
  readonly expressions: boolean;
  readonly readOnly: boolean;
  /** Messages by JSON Pointer into the value. */
  readonly errors: ReadonlyMap<string, string>;
  /** Knows what expressions see; undefined until it is here. */
  readonly language: ExpressionLanguage | undefined;
  /** The expression behind the form's own field `input`, without its `=`: what code in the form sees. */
  readonly input: string | undefined;
  /** What can be chosen, by the format of the field: `flow`, `value-map`. */
  readonly choices: { readonly [format: string]: readonly Choice[] | undefined };
  /** The system that fields can ask what they may be filled with; undefined: there is none, or one may not. */
  readonly options: OptionsSource | undefined;
  /** The form as a whole: what lists depend on, and what its fields are called. */
  readonly whole: { readonly schema: JsonSchema; readonly value: JsonObject };
  /** Draws a field inside another. */
  readonly drawField: (props: FieldProps) => ReactNode;
}

export interface FieldProps {
  readonly field: FormField;
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly form: Form;
  readonly onChange: (value: Json | undefined) => void;
}

/** One name further down, escaped as JSON Pointer wants it. */
export function below(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
