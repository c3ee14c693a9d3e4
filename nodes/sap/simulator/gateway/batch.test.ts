import { describe, expect, test } from 'vitest';
import { type BatchRequest, type BatchRequestPart, writeBatchRequest } from '../../odata/batch.ts';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { openSap, SALES } from '../sap-fixture.ts';

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };
const patch = (url: string, body: unknown, headers: Record<string, string> = {}, contentId?: string): BatchRequest => ({
  method: 'PATCH',
  url,
  headers: { ...JSON_HEADERS, ...headers },
  body: JSON.stringify(body),
  ...(contentId === undefined ? {} : { contentId }),
});
const read = (url: string): BatchRequestPart => ({
  kind: 'request',
  request: { method: 'GET', url, headers: { accept: 'application/json' } },
});
const changeset = (...requests: BatchRequest[]): BatchRequestPart => ({ kind: 'changeset', requests });

const ORDER = "A_SalesOrder('4711')";
const item = (number: string) => `A_SalesOrderItem(SalesOrder='4711',SalesOrderItem='${number}')`;

describe('$batch', () => {
  test('SAP-19: answers reads and changesets part by part', async () => {
    const sap = openSap();
    const etag = await sap.etagOf('4711');
    const { status, parts } = await sap.batch([
      read(`${ORDER}?$select=YY1_CRMRevision_SDH`),
      changeset(
        patch(ORDER, { YY1_CRMRevision_SDH: '2' }, { 'if-match': etag }, 'c1'),
        patch(item('20'), { RequestedQuantity: '7' }, {}, 'c2'),
      ),
      read(`${ORDER}?$select=YY1_CRMRevision_SDH`),
    ]);
    expect(status).toBe(202);
    expect(parts).toMatchObject([
      { kind: 'answer', answer: { status: 200 } },
      {
        kind: 'changeset',
        answers: [
          { status: 204, contentId: 'c1' },
          { status: 204, contentId: 'c2' },
        ],
      },
      { kind: 'answer', answer: { status: 200 } },
    ]);
    const revisions = [parts[0]!, parts[2]!].map((part) =>
      part.kind === 'answer' ? JSON.parse(part.answer.body).d.YY1_CRMRevision_SDH : undefined,
    );
    expect(revisions).toEqual(['0', '2']);
  });

  test('SAP-19: takes what the SAP Cloud SDK sends: absolute paths, Content-Id, If-Match inside, doubled blank lines', async () => {
    const sap = openSap();
    const body = [
      '--batch_a',
      'Content-Type: multipart/mixed; boundary=changeset_b',
      '',
      '--changeset_b',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-Id: 5a0a1d1e-9a70-4f0c-8f54-0b4b2cf6b1a1',
      '',
      `PATCH ${SALES}/A_SalesOrder(SalesOrder='4711') HTTP/1.1`,
      'Content-Type: application/json',
      'Accept: application/json',
      'If-Match: *',
      '',
      '{"PurchaseOrderByCustomer":"SDK"}',
      '',
      '',
      '--changeset_b--',
      '',
      '--batch_a--',
      '',
    ].join('\r\n');
    const answer = await sap.send('POST', `${SALES}/$batch`, body, { 'content-type': 'multipart/mixed; boundary=batch_a' });
    expect(answer.status).toBe(202);
    expect(answer.text).toContain('HTTP/1.1 204');
    expect(sap.held('4711')['PurchaseOrderByCustomer']).toBe('SDK');
  });

  test('SAP-20: a changeset that fails leaves nothing behind, is one error, and later parts go on', async () => {
    const sap = openSap();
    const before = sap.held('4711');
    const { status, parts } = await sap.batch([
      changeset(
        patch(ORDER, { PurchaseOrderByCustomer: 'LOST' }, { 'if-match': '*' }, 'c1'),
        patch(item('10'), { RequestedQuantity: '0' }, {}, 'c2'),
      ),
      read(`${ORDER}?$select=PurchaseOrderByCustomer`),
      changeset(patch("A_SalesOrder('4712')", { PurchaseOrderByCustomer: 'KEPT' }, { 'if-match': '*' })),
    ]);
    expect(status).toBe(202);
    expect(parts.map((part) => part.kind)).toEqual(['answer', 'answer', 'changeset']);
    const [part] = parts;
    const failed = part?.kind === 'answer' ? part.answer : undefined;
    expect(failed?.status).toBe(400);
    expect(failed?.body).toContain('"ContentID":"c2"');
    expect(readODataErrorBody(failed?.body ?? '')?.code).toBe('V1/385');
    expect(sap.held('4711')).toEqual(before);
    expect(sap.held('4712')['PurchaseOrderByCustomer']).toBe('KEPT');
    expect(sap.records.map((entry) => [entry.key, entry.applied])).toEqual([
      ['0000004711', false],
      ['0000004712', true],
    ]);
  });

  test('SAP-20: a stale tag in a changeset is 412 in its part, not of the batch', async () => {
    const sap = openSap();
    const stale = await sap.etagOf('4711');
    await sap.send('PATCH', `${SALES}/${item('10')}`, { RequestedQuantity: '3' });
    const { status, parts } = await sap.batch([
      changeset(patch(ORDER, { YY1_CRMRevision_SDH: '2' }, { 'if-match': stale }), patch(item('20'), { RequestedQuantity: '1' })),
    ]);
    expect([status, parts]).toMatchObject([202, [{ kind: 'answer', answer: { status: 412 } }]]);
    expect(sap.held('4711').items[1]?.RequestedQuantity).not.toBe('1.000');
  });

  test('SAP-14: in a changeset the tag that was read fits wherever the header stands in it', async () => {
    const sap = openSap();
    const etag = await sap.etagOf('4711');
    const { parts } = await sap.batch([
      changeset(
        patch(item('10'), { RequestedQuantity: '4' }),
        patch(ORDER, { YY1_CRMRevision_SDH: '2' }, { 'if-match': etag }),
        patch(item('20'), { RequestedQuantity: '4' }),
      ),
    ]);
    expect(parts).toMatchObject([{ kind: 'changeset', answers: [{ status: 204 }, { status: 204 }, { status: 204 }] }]);
  });

  test.each([
    ['a reference by Content-ID', changeset(patch('$1/to_Item', {}, {}, '2')), 'Content referencing is only allowed for changeset at once'],
    ['a write outside a changeset', { kind: 'request', request: patch(ORDER, {}) } as BatchRequestPart, 'changeset'],
    ['a read inside a changeset', changeset({ method: 'GET', url: ORDER, headers: JSON_HEADERS }), 'changing operations only'],
  ])('SAP-19: %s is refused', async (_name, part, words) => {
    const sap = openSap();
    const { parts } = await sap.batch([part]);
    expect(parts).toMatchObject([{ kind: 'answer', answer: { status: 400 } }]);
    expect(parts[0]?.kind === 'answer' ? parts[0].answer.body : '').toContain(words);
  });

  test('SAP-19: that is no multipart is 400, and it is not for reading', async () => {
    const sap = openSap();
    expect((await sap.send('POST', `${SALES}/$batch`, 'nonsense', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await sap.get(`${SALES}/$batch`)).status).toBe(405);
  });

  test('SAP-22: a remark stands at the last answer of its changeset', async () => {
    const { parts } = await openSap().batch([
      changeset(patch(item('10'), { RequestedQuantity: '90000' }), patch(item('20'), { RequestedQuantity: '2' })),
    ]);
    const [part] = parts;
    const [first, last] = part?.kind === 'changeset' ? part.answers : [];
    expect(first?.headers['sap-message']).toBeUndefined();
    expect(last?.headers['sap-message']).toContain('V1/360');
  });

  test('SAP-24: a batch with a RequestID is applied once as a whole', async () => {
    const sap = openSap({ repeatability: true });
    const parts = [changeset(patch(ORDER, { YY1_CRMRevision_SDH: '5' }, { 'if-match': await sap.etagOf('4711') }))];
    expect((await sap.batch(parts, { requestid: 'B-1' })).parts).toMatchObject([{ kind: 'changeset' }]);
    // The second time with another boundary, as clients do.
    const again = writeBatchRequest(parts, 'another_boundary');
    const answer = await sap.send('POST', `${SALES}/$batch`, again.body, { 'content-type': again.contentType, requestid: 'B-1' });
    expect([answer.status, answer.text]).toEqual([202, expect.stringContaining('HTTP/1.1 204')]);
    expect(sap.records.map((entry) => entry.applied)).toEqual([true, false]);
  });
});
