import { describe, expect, test } from 'vitest';
import {
  type BatchAnswerPart,
  type BatchRequestPart,
  readBatchRequest,
  readBatchResponse,
  writeBatchRequest,
  writeBatchResponse,
} from './batch.ts';

const PARTS: readonly BatchRequestPart[] = [
  { kind: 'request', request: { method: 'GET', url: "A_SalesOrder('1')", headers: { accept: 'application/json' } } },
  {
    kind: 'changeset',
    requests: [
      {
        method: 'PATCH',
        url: "A_SalesOrder('1')",
        headers: { 'if-match': 'W/"x"' },
        contentId: '1',
        body: '{"PurchaseOrderByCustomer":"Größe"}',
      },
      { method: 'DELETE', url: "A_SalesOrderItem(SalesOrder='1',SalesOrderItem='20')", headers: {} },
    ],
  },
];

describe('a batch request', () => {
  test('comes back as it was written', () => {
    const written = writeBatchRequest(PARTS, 'batch_1');
    expect(written.body).toContain('Content-Length: 37\r\n');
    const read = readBatchRequest(written.contentType, written.body);
    expect(read).toEqual([
      PARTS[0],
      {
        kind: 'changeset',
        requests: [
          {
            method: 'PATCH',
            url: "A_SalesOrder('1')",
            headers: { 'if-match': 'W/"x"', 'content-length': '37' },
            contentId: '1',
            body: '{"PurchaseOrderByCustomer":"Größe"}',
          },
          { method: 'DELETE', url: "A_SalesOrderItem(SalesOrder='1',SalesOrderItem='20')", headers: {} },
        ],
      },
    ]);
  });

  test('is read in the spelling of other clients: absolute path, Content-Id, doubled blank lines, bare LF', () => {
    const body = [
      '--b',
      'Content-Type: multipart/mixed; boundary="cs"',
      '',
      '',
      '--cs',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-Id: 6f3c',
      '',
      '',
      "PATCH /sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder(SalesOrder='1') HTTP/1.1",
      'Content-Type: application/json',
      'If-Match: *',
      '',
      '{"PurchaseOrderByCustomer":"X"}',
      '',
      '',
      '--cs--',
      '',
      '--b--',
      '',
    ].join('\n');
    expect(readBatchRequest('multipart/mixed; boundary=b', body)).toEqual([
      {
        kind: 'changeset',
        requests: [
          {
            method: 'PATCH',
            url: "/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder(SalesOrder='1')",
            headers: { 'content-type': 'application/json', 'if-match': '*' },
            contentId: '6f3c',
            body: '{"PurchaseOrderByCustomer":"X"}',
          },
        ],
      },
    ]);
  });

  test.each([
    ['no boundary', 'multipart/mixed', '--b--'],
    ['no end', 'multipart/mixed; boundary=b', '--b\r\nContent-Type: application/http\r\n\r\nGET A HTTP/1.1\r\n\r\n'],
    ['no request line', 'multipart/mixed; boundary=b', '--b\r\nContent-Type: application/http\r\n\r\nhello there\r\n\r\n--b--'],
  ])('is refused with a sentence: %s', (_name, contentType, body) => {
    expect(readBatchRequest(contentType, body)).toMatch(/\.$/);
  });
});

describe('boundaries', () => {
  test('of changesets do not begin with the one around them', () => {
    expect(writeBatchRequest(PARTS, 'batch_1').body.split('--batch_1')).toHaveLength(4);
  });
});

describe('a batch answer', () => {
  test('comes back with a failed changeset as one answer', () => {
    const parts: readonly BatchAnswerPart[] = [
      { kind: 'changeset', answers: [{ status: 204, headers: {}, contentId: '1', body: '' }] },
      { kind: 'answer', answer: { status: 412, headers: { 'content-type': 'application/json' }, body: '{"error":{}}' } },
    ];
    const written = writeBatchResponse(parts, 'answer_1');
    const read = readBatchResponse(written.contentType, written.body);
    expect(read).toMatchObject([
      { kind: 'changeset', answers: [{ status: 204, contentId: '1', body: '' }] },
      { kind: 'answer', answer: { status: 412, body: '{"error":{}}' } },
    ]);
  });

  test('cut short is refused', () => {
    const written = writeBatchResponse([{ kind: 'answer', answer: { status: 200, headers: {}, body: '{}' } }], 'a');
    expect(readBatchResponse(written.contentType, written.body.slice(0, -8))).toBe('The multipart text is not closed by --a--.');
  });
});
