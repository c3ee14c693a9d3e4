/** The `sap-messages` header of OData V4: what SAP has to say beside a successful answer, as a JSON list. */
import { NUMERIC_SEVERITY } from '../error-body.ts';
import type { SapMessage } from '../sap-message.ts';

type Said = Omit<SapMessage, 'details'>;

const NUMBERS: { readonly [severity in SapMessage['severity']]: number } = { success: 1, info: 2, warning: 3, error: 4 };

/** Headers carry ASCII only: everything else is written as a JSON escape. */
export function writeV4Messages(messages: readonly Said[]): string {
  const listed = messages.map(({ code, message, severity, target }) => ({ code, message, numericSeverity: NUMBERS[severity], target }));
  return JSON.stringify(listed).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Empty where the header is absent or cannot be read. */
export function readV4Messages(header: string | undefined): readonly Said[] {
  if (header === undefined || header === '') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(header);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return (parsed as readonly unknown[]).filter(isFields).map((one) => ({
    code: textOf(one['code']),
    message: textOf(one['message']),
    severity: (NUMERIC_SEVERITY[String(one['numericSeverity'])] ?? 'info') as SapMessage['severity'],
    target: textOf(one['target']),
  }));
}

const isFields = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
