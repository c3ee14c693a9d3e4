/** Values into SOQL without injection: `:name` in the text, the value beside it. */
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../errors.ts';

/** Throws InvalidError for a placeholder without a value, a value of no fitting type, or text that is no SELECT. */
export function bindSoql(text: string, parameters: { readonly [name: string]: Json }): string {
  if (!/^\s*select\s/i.test(text)) throw new InvalidError('SOQL queries begin with SELECT', { code: 'soql-not-select' });
  // Quoted text is passed over: a colon in it is no placeholder.
  return text.replace(/'(?:[^'\\]|\\.)*'|:([A-Za-z_]\w*)/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole;
    if (!Object.hasOwn(parameters, name))
      throw new InvalidError(`The query names :${name}, but no such parameter is given`, { code: 'soql-parameter-missing', target: name });
    return toLiteral(parameters[name] ?? null, name);
  });
}

/** Instants stand unquoted, as SOQL wants them; everything else that is text is quoted. */
export function toLiteral(value: Json, name: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/.test(value) ? value : quote(value);
  if (Array.isArray(value) && value.length > 0) return `(${value.map((entry) => toLiteral(entry as Json, name)).join(', ')})`;
  throw new InvalidError(`The parameter "${name}" is neither text, number, boolean nor a list of them`, {
    code: 'soql-parameter-invalid',
    target: name,
  });
}

export function quote(text: string): string {
  return `'${text
    .replace(/[\\']/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')}'`;
}
