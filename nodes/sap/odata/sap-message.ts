/** The `sap-message` header: what SAP has to say beside a successful answer. */

export interface SapMessage {
  /** Message class and number: `V1/302`. */
  readonly code: string;
  readonly message: string;
  readonly severity: 'success' | 'info' | 'warning' | 'error';
  /** The property it is about; empty where it is about the whole. */
  readonly target: string;
  readonly details: readonly Omit<SapMessage, 'details'>[];
}

/** Headers carry ASCII only: everything else is written as a JSON escape. */
export function writeSapMessage(message: SapMessage): string {
  return JSON.stringify(message).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The message and its details as one flat list; empty where the header is absent or cannot be read. */
export function readSapMessages(header: string | undefined): readonly Omit<SapMessage, 'details'>[] {
  if (header === undefined || header === '') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(header);
  } catch {
    return [];
  }
  const details = isFields(parsed) && Array.isArray(parsed['details']) ? (parsed['details'] as readonly unknown[]) : [];
  return [parsed, ...details].filter(isFields).map((one) => ({
    code: textOf(one['code']),
    message: textOf(one['message']),
    severity: severityOf(one['severity']),
    target: textOf(one['target']),
  }));
}

const isFields = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function severityOf(value: unknown): SapMessage['severity'] {
  return value === 'success' || value === 'warning' || value === 'error' ? value : 'info';
}
