import { describe, expect, test } from 'vitest';
import { classifySapAnswer, DocumentLocked, type SapAnswer, StaleEntityTag } from './classify-sap-answer.ts';

const answer = (status: number, text = '', headers: { [name: string]: string } = {}): SapAnswer => ({ status, text, headers });
const html = (status: number, title: string): SapAnswer =>
  answer(status, `<html><head><title>${title}</title></head><body></body></html>`, { 'content-type': 'text/html; charset=utf-8' });
const odata = (status: number, code: string, message: string, details: readonly object[] = []): SapAnswer =>
  answer(
    status,
    JSON.stringify({
      error: { code, message: { lang: 'en', value: message }, innererror: { transactionid: 'ABC', errordetails: details } },
    }),
    { 'content-type': 'application/json' },
  );
const detail = (code: string, message: string, severity = 'error', target = '') => ({ code, message, severity, target, propertyref: '' });

describe('what SAP means by a refusal (RTY-1)', () => {
  test.each<[string, SapAnswer, string, boolean]>([
    ['sign-in refused', html(401, 'Logon Error'), 'denied', false],
    ['redirect to a sign-in page', answer(302, '', { location: 'https://idp.example.com' }), 'denied', false],
    ['sign-in page with status 200', html(200, 'Logon'), 'denied', false],
    ['missing authorisation', odata(403, '/IWFND/CM_CONSUMER/101', 'No authorization to access service'), 'denied', false],
    ['missing authorisation as business message', odata(400, 'V1/512', 'No authorization for sales document type OR'), 'denied', false],
    ['CSRF once more', answer(403, 'CSRF token validation failed', { 'x-csrf-token': 'Required' }), 'denied', false],
    ['locked, by status', odata(423, 'V1/042', 'Sales document 4711 is currently being processed by user X'), 'conflict', false],
    ['locked, by message number', odata(400, 'V1/042', 'Beleg 4711 wird bearbeitet'), 'conflict', false],
    ['locked, by words', odata(400, 'ZZ/001', 'Order is locked by user X'), 'conflict', false],
    ['entity tag moved on', odata(412, 'SADL_ENTITY_RUNTIME/006', 'Changed'), 'conflict', false],
    ['entity tag forgotten', odata(428, '/IWFND/CM_MGW/428', 'Precondition required'), 'internal', false],
    ['business refusal', odata(400, 'V1/331', 'Enter at least one item'), 'rejected', false],
    ['unknown field', odata(400, '/IWBEP/CM_MGW_RT/021', "Property 'X' is invalid"), 'invalid', false],
    ['unknown segment', odata(404, '/IWFND/CM_BEC/026', 'Resource not found'), 'invalid', false],
    ['unknown document', odata(404, 'V1/302', 'SD document 1 is not in the database'), 'rejected', false],
    ['too many requests', answer(429, '', { 'retry-after': '3' }), 'throttled', false],
    ['short dump', html(500, 'Application Server Error'), 'unavailable', true],
    ['system starting', html(503, 'Service Unavailable'), 'unavailable', false],
    ['gateway gave up waiting', answer(504), 'unavailable', true],
    ['error of the framework', odata(500, '/IWBEP/CX_MGW_TECH', 'RFC error'), 'unavailable', true],
  ])('%s', (_name, given, errorClass, maybeApplied) => {
    expect(classifySapAnswer(given)).toMatchObject({ class: errorClass, maybeApplied });
  });

  test.each([200, 201, 202, 204])('%i is no refusal', (status) => {
    expect(classifySapAnswer(answer(status, status === 204 ? '' : '{"d":{}}', { 'content-type': 'application/json' }))).toBeUndefined();
  });

  test('locks and moved tags are told apart, for they are answered differently', () => {
    expect(classifySapAnswer(odata(423, 'V1/042', 'locked'))).toBeInstanceOf(DocumentLocked);
    expect(classifySapAnswer(odata(412, 'X/001', 'changed'))).toBeInstanceOf(StaleEntityTag);
  });

  test('the useful words are often in the details: message class and number win over a general top', () => {
    const general = odata(400, '/IWBEP/CX_MGW_BUSI_EXCEPTION', 'An error occurred', [
      detail('V1/361', 'Late', 'warning'),
      detail('V1/788', 'Quantity is less than delivered', 'error', 'RequestedQuantity'),
    ]);
    expect(classifySapAnswer(general)?.toRunError()).toMatchObject({
      class: 'rejected',
      code: 'V1/788',
      message: 'Quantity is less than delivered',
      target: 'RequestedQuantity',
      details: [{ code: 'V1/361' }, { code: 'V1/788' }, { transactionId: 'ABC' }],
    });
  });

  test.each([
    ['VL/306', 'Verkaufsbeleg 4713 ist zur Lieferung gesperrt: Kreditlimit überschritten', 'rejected'],
    ['V1/849', 'Der Auftraggeber 17100007 ist für Aufträge gesperrt', 'rejected'],
    ['ZV/042', 'Verkaufsbeleg 4713 wird gerade durch Benutzer MUELLER bearbeitet', 'conflict'],
    ['ZV/043', 'Lieferung 80000001 ist durch MUELLER_K gesperrt', 'conflict'],
    ['ZV/044', 'Objekt ist von Benutzer mueller gesperrt', 'conflict'],
  ])('RTY-1 in German a block is no lock: %s %s', (code, message, errorClass) => {
    const text = JSON.stringify({ error: { code, message: { lang: 'de', value: message } } });
    expect(classifySapAnswer(answer(400, text))?.class).toBe(errorClass);
  });

  test('Retry-After is handed on', () => {
    expect(classifySapAnswer(answer(503, '', { 'retry-after': '30' }))?.options.retryAfterMs).toBe(30_000);
    expect(
      classifySapAnswer({ ...html(503, 'down'), headers: { 'content-type': 'text/html', 'retry-after': '30' } })?.options,
    ).toMatchObject({
      retryAfterMs: 30_000,
    });
  });
});
