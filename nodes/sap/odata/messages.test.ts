import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from './error-body.ts';
import { readSapMessages, writeSapMessage } from './sap-message.ts';

describe('error bodies', () => {
  test('V2 JSON: code, text and the details without the technical entry', () => {
    const body = JSON.stringify({
      error: {
        code: 'V1/331',
        message: { lang: 'en', value: 'An error occurred' },
        innererror: {
          transactionid: 'ABC',
          Error_Resolution: { SAP_Note: 'See SAP Note 1' },
          errordetails: [
            { code: 'V1/331', message: 'Item 10 is locked', severity: 'error', target: 'to_Item' },
            { code: '/IWBEP/CX_MGW_BUSI_EXCEPTION', message: 'An exception was raised', severity: 'error' },
          ],
        },
      },
    });
    expect(readODataErrorBody(body)).toEqual({
      code: 'V1/331',
      message: 'An error occurred',
      transactionId: 'ABC',
      sapNote: 'See SAP Note 1',
      details: [{ code: 'V1/331', message: 'Item 10 is locked', severity: 'error', target: 'to_Item' }],
    });
  });
  test('Atom XML', () => {
    const body =
      '<?xml version="1.0"?><error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>V1/331</code><message xml:lang="en">No</message><innererror><errordetails><errordetail><code>V1/1</code><message>Why</message></errordetail></errordetails></innererror></error>';
    expect(readODataErrorBody(body)).toEqual({
      code: 'V1/331',
      message: 'No',
      details: [{ code: 'V1/1', message: 'Why', severity: 'error' }],
    });
  });
  test('V4 JSON', () => {
    const body = '{"error":{"code":"X/1","message":"No","details":[{"code":"X/2","message":"Why","target":"Plant"}]}}';
    expect(readODataErrorBody(body)).toEqual({
      code: 'X/1',
      message: 'No',
      details: [{ code: 'X/2', message: 'Why', severity: 'error', target: 'Plant' }],
    });
  });
  test.each(['<html><body>500</body></html>', '<!DOCTYPE html><html/>', '', '{"a":', '[]', '{"d":{}}', '<error>'])(
    '%j is no error body',
    (text) => {
      expect(readODataErrorBody(text)).toBeUndefined();
    },
  );
});

describe('sap-message', () => {
  test('is ASCII on the wire and comes back with its details in one list', () => {
    const header = writeSapMessage({
      code: 'V1/302',
      message: 'Datum überschritten',
      severity: 'warning',
      target: 'RequestedDeliveryDate',
      details: [{ code: 'V1/1', message: 'x', severity: 'info', target: '' }],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is about them
    expect(header).toMatch(/^[\x00-\x7e]*$/);
    expect(readSapMessages(header)).toEqual([
      { code: 'V1/302', message: 'Datum überschritten', severity: 'warning', target: 'RequestedDeliveryDate' },
      { code: 'V1/1', message: 'x', severity: 'info', target: '' },
    ]);
  });
  test('that cannot be read is nothing', () => {
    expect(readSapMessages('<x>')).toEqual([]);
    expect(readSapMessages(undefined)).toEqual([]);
  });
});
