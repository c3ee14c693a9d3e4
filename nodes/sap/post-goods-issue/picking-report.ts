/** What the functions of a delivery report. They answer with 200 also where they did nothing: then the report says why. */
import type { Json, JsonObject } from '#flows/json.ts';
import { RejectedError } from '../../errors.ts';

/** The first message of type E or A; undefined where all went well. */
export function refusalInReport(data: Json): RejectedError | undefined {
  const rows = Array.isArray(data) ? (data as readonly JsonObject[]) : [];
  const failed = rows.find((row) => ['E', 'A'].includes(textOf(row, 'SystemMessageType')));
  if (failed === undefined) return undefined;
  const code = `${textOf(failed, 'SystemMessageIdentification')}/${textOf(failed, 'SystemMessageNumber').padStart(3, '0')}`;
  const variables = [1, 2, 3, 4].map((n) => textOf(failed, `SystemMessageVariable${n}`)).filter((one) => one !== '');
  const item = textOf(failed, 'DeliveryDocumentItem').replace(/^0+/, '');
  return new RejectedError(`SAP reports ${[code, ...variables].join(' ')}${item === '' ? '' : ` for item ${item}`}`, {
    code,
    help: 'The report has no text: look the message up in SAP (SE91).',
    details: rows,
  });
}

function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
