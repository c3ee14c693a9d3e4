/** JSON values as every floor passes them around. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
/** A JSON Schema 2020-12 document. */
export type JsonSchema = JsonObject;
