/** The error body of SAP Gateway, V2 JSON or Atom XML; V4 JSON is read as well. */
import { createXmlReader, findXmlFault } from '../../xml-reader.ts';

export interface ODataErrorDetail {
  /** Message class and number (`V1/331`), or an exception class. */
  readonly code: string;
  readonly message: string;
  /** `error`, `warning`, `info`, `success`. */
  readonly severity: string;
  readonly target?: string;
}

export interface ODataErrorBody {
  readonly code: string;
  readonly message: string;
  readonly transactionId?: string;
  readonly sapNote?: string;
  /** The useful text often stands here and not at the top. Gateway's closing technical entry (`/IWBEP/CX_…`) is left out. */
  readonly details: readonly ODataErrorDetail[];
}

type Fields = { readonly [name: string]: unknown };

/** Undefined where the text is no OData error: an HTML page, an empty body, anything else. */
export function readODataErrorBody(text: string): ODataErrorBody | undefined {
  const start = text.trimStart();
  if (start.startsWith('{')) return readJson(start);
  if (start.startsWith('<') && !/^<(?:!doctype html|html)/i.test(start)) return readXml(start);
  return undefined;
}

function readJson(text: string): ODataErrorBody | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return fromFields(fields(fields(parsed)?.['error']));
}

const readDocument = createXmlReader({ parseTagValue: false, transformTagName: (name) => name.slice(name.indexOf(':') + 1) });

function readXml(text: string): ODataErrorBody | undefined {
  if (findXmlFault(text) !== undefined) return undefined;
  return fromFields(fields(fields(readDocument(text))?.['error']));
}

function fromFields(error: Fields | undefined): ODataErrorBody | undefined {
  if (error === undefined || error['code'] === undefined) return undefined;
  const message = text(fields(error['message'])?.['value'] ?? fields(error['message'])?.['#text'] ?? error['message']);
  const inner = fields(error['innererror']);
  const listed = inner?.['errordetails'] ?? error['details'];
  const wrapped = fields(listed)?.['errordetail'] ?? listed;
  const details = (Array.isArray(wrapped) ? wrapped : wrapped === undefined ? [] : [wrapped]).flatMap(readDetail);
  const transactionId = text(inner?.['transactionid']);
  const sapNote = text(fields(inner?.['Error_Resolution'])?.['SAP_Note']);
  return {
    code: text(error['code']),
    message,
    ...(transactionId === '' ? {} : { transactionId }),
    ...(sapNote === '' ? {} : { sapNote }),
    details,
  };
}

function readDetail(value: unknown): readonly ODataErrorDetail[] {
  const detail = fields(value);
  if (detail === undefined || text(detail['code']).startsWith('/IWBEP/CX_')) return [];
  const target = text(detail['target']) || text(detail['propertyref']);
  return [
    {
      code: text(detail['code']),
      message: text(detail['message']),
      severity: text(detail['severity']) || NUMERIC_SEVERITY[text(detail['@Common.numericSeverity'])] || 'error',
      ...(target === '' ? {} : { target }),
    },
  ];
}

/** As V4 writes it (vocabulary Common). */
export const NUMERIC_SEVERITY: { readonly [severity: string]: string | undefined } = { 1: 'success', 2: 'info', 3: 'warning', 4: 'error' };

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
