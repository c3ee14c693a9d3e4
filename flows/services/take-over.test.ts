import { expect, test } from 'vitest';
import { takeOver } from './take-over.ts';

const older = {
  service: 'orders',
  operation: 'getOrder',
  method: 'GET',
  path: '/orders/{id}',
  styles: { ids: 'form' },
  request: { type: 'object' },
  answers: { 200: {} },
  input: { path: { id: '= trigger.body.id' } },
  idempotency: 'none',
  maxAnswerBytes: 5,
};

test('SVC-12 a newer description is taken over whole, and what somebody filled or judged stays', () => {
  const newer = {
    service: 'orders',
    operation: 'getOrder',
    method: 'GET',
    path: '/v2/orders/{id}',
    request: { required: ['id'] },
    answers: {},
    input: {},
  };
  expect(takeOver(older, newer)).toEqual({
    service: 'orders',
    operation: 'getOrder',
    method: 'GET',
    path: '/v2/orders/{id}',
    request: { required: ['id'] },
    answers: {},
    input: { path: { id: '= trigger.body.id' } },
    idempotency: 'none',
    maxAnswerBytes: 5,
  });
});

test('SVC-12 with another method the judgement about repeating goes: it was of the older one', () => {
  const newer = { ...older, method: 'PUT', idempotency: 'naturally-idempotent' };
  expect(takeOver(older, newer)).toMatchObject({ method: 'PUT', idempotency: 'naturally-idempotent' });
  const { idempotency: _, ...unsaid } = newer;
  expect(takeOver(older, unsaid)).not.toHaveProperty('idempotency');
});

test('SVC-12 a node of SAP takes what is described and keeps its own fields', () => {
  const node = {
    service: 'API_X',
    entitySet: 'A_X',
    where: { Plant: '1010' },
    described: { service: 'x', operation: 'A_X.list', request: {}, answers: {} },
  };
  const described = { ...node.described, request: { type: 'object' } };
  expect(takeOver(node, { service: 'API_X', entitySet: 'A_X', where: {}, described })).toEqual({ ...node, described });
});
