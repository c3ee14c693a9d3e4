/** One finding of a generated validator, in the words of JSON Schema; `validate-flow.ts` makes sentences of them. */
export interface ShapeFault {
  /** JSON Pointer of the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
  /** The name of a field, when it is that which is wrong. */
  readonly propertyName?: string;
}
