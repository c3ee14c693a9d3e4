/** A small service as somebody would describe it: typed parameters, a body, outcomes, a circle of schemas. */
import type { JsonObject } from '#flows/json.ts';

export const ORDERS_OPENAPI: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Orders of the shop', version: '1.4.0' },
  servers: [{ url: 'https://shop.example.com/api/v2' }],
  paths: {
    '/orders/{orderId}': {
      parameters: [{ $ref: '#/components/parameters/OrderId' }],
      get: {
        operationId: 'getOrder',
        summary: 'Read an order',
        parameters: [{ name: 'expand', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } }],
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
          '404': {
            description: 'No such order',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        summary: 'Create an order',
        parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } }],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: {
          '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
          '409': { description: 'There already', content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
      },
    },
  },
  components: {
    parameters: { OrderId: { name: 'orderId', in: 'path', required: true, schema: { type: 'string' } } },
    schemas: {
      Order: {
        type: 'object',
        required: ['orderId', 'customer', 'items'],
        properties: {
          orderId: { type: 'string', readOnly: true },
          customer: { type: 'string' },
          note: { type: 'string', nullable: true },
          items: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
      Item: {
        type: 'object',
        required: ['material', 'quantity'],
        properties: {
          material: { type: 'string' },
          quantity: { type: 'number', minimum: 0, exclusiveMinimum: true },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
      Problem: { type: 'object', properties: { detail: { type: 'string' } } },
    },
  },
};
