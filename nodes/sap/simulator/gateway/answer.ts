/** An answer before the shell sends it, and the forms of body that every service shares. */
import type { Json } from '#flows/json.ts';
import { escapeXml } from './entity-atom.ts';
import type { SapRefusal } from './refusal.ts';
import type { ODataService } from './service.ts';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string | readonly string[] };
  readonly body: string;
}

/** Which form the client asked for. Without JSON in `Accept` or `$format` SAP answers in Atom. */
export type WireFormat = 'json' | 'atom';

const VERSION = { dataserviceversion: '2.0' } as const;

export function jsonAnswer(status: number, body: Json, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8', ...VERSION, ...headers }, body: JSON.stringify(body) };
}

export function xmlAnswer(status: number, contentType: string, body: string, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': `${contentType};charset=utf-8`, ...VERSION, ...headers }, body };
}

export function textAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain;charset=utf-8', ...VERSION }, body };
}

export function emptyAnswer(status: 204 | 304, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { ...VERSION, ...headers }, body: '' };
}

export function htmlAnswer(status: number, title: string, text: string, headers: Answer['headers'] = {}): Answer {
  const body = `<!DOCTYPE html><html><head><title>${escapeXml(title)}</title></head><body><h1>${escapeXml(title)}</h1><p>${escapeXml(text)}</p></body></html>`;
  return { status, headers: { 'content-type': 'text/html;charset=utf-8', ...headers }, body };
}

export interface ErrorFacts {
  readonly transactionId: string;
  /** ISO instant. */
  readonly at: string;
}

/** The V2 error body, JSON or XML. Gateway closes its details with the class of its exception. */
export function refusalAnswer(
  refusal: SapRefusal,
  format: WireFormat,
  service: ODataService | undefined,
  { transactionId, at }: ErrorFacts,
): Answer {
  const business = /^[A-Z]\w*\/\d+$/.test(refusal.code);
  const timestamp = `${at.slice(0, 19).replace(/[-:T]/g, '')}.${at.slice(20, 23).padEnd(7, '0')}`;
  const details = [
    {
      ContentID: refusal.contentId,
      code: refusal.code,
      message: refusal.message,
      propertyref: '',
      severity: 'error',
      transition: false,
      target: refusal.target,
    },
    {
      ContentID: refusal.contentId,
      code: business ? '/IWBEP/CX_MGW_BUSI_EXCEPTION' : '/IWBEP/CX_MGW_TECH_EXCEPTION',
      message: 'An exception was raised',
      propertyref: '',
      severity: 'error',
      transition: false,
      target: '',
    },
  ];
  const application = {
    component_id: service?.component ?? 'OPU-BSE-SDE',
    service_namespace: '/SAP/',
    service_id: service?.id ?? '',
    service_version: service?.version ?? '',
  };
  if (format === 'json') {
    return jsonAnswer(refusal.status, {
      error: {
        code: refusal.code,
        message: { lang: 'en', value: refusal.message },
        innererror: {
          application,
          transactionid: transactionId,
          timestamp,
          Error_Resolution: {
            SAP_Transaction: 'Run transaction /IWFND/ERROR_LOG on SAP Gateway hub system and search for entries with the timestamp above',
            SAP_Note: 'See SAP Note 1797736 for error analysis (https://service.sap.com/sap/support/notes/1797736)',
          },
          errordetails: details,
        },
      },
    });
  }
  const xml = [
    '<?xml version="1.0" encoding="utf-8"?><error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">',
    `<code>${refusal.code}</code><message xml:lang="en">${escapeXml(refusal.message)}</message>`,
    `<innererror><transactionid>${transactionId}</transactionid><timestamp>${timestamp}</timestamp><errordetails>`,
    ...details.map(
      (detail) =>
        `<errordetail><code>${detail.code}</code><message>${escapeXml(detail.message)}</message><severity>error</severity><target>${escapeXml(detail.target)}</target></errordetail>`,
    ),
    '</errordetails></innererror></error>',
  ].join('');
  return xmlAnswer(refusal.status, 'application/xml', xml);
}
