import { describe, expect, test } from 'vitest';
import type { HttpTrigger } from '#nodes/trigger.ts';
import { createHookTable, type HookRoute } from './hook-table.ts';

const aRoute = (
  path: string,
  major = 1,
  options: { environment?: string; methods?: string[]; authentication?: 'public' | 'secret-path'; flow?: string } = {},
): HookRoute => ({
  environment: options.environment ?? 'test',
  flow: options.flow ?? path,
  major,
  config: {},
  trigger: {
    kind: 'http',
    route: () => ({ methods: options.methods ?? ['POST'], path, authentication: options.authentication ?? 'public', synchronous: false }),
    receive: () => ({ kind: 'events', events: [] }),
  } satisfies HttpTrigger,
});

describe('webhook addresses', () => {
  const table = createHookTable([
    aRoute('crm/changes', 1),
    aRoute('crm/changes', 2),
    aRoute('orders/{order}/items/{item}'),
    aRoute('sf', 1, { authentication: 'secret-path' }),
    aRoute('get-only', 1, { methods: ['GET'] }),
  ]);

  test('name the major, or mean the newest', () => {
    expect(table.find('POST', '/hooks/test/v1/crm/changes')).toMatchObject({ route: { major: 1 } });
    expect(table.find('POST', '/hooks/test/v2/crm/changes')).toMatchObject({ route: { major: 2 } });
    expect(table.find('POST', '/hooks/test/crm/changes')).toMatchObject({ route: { major: 2 } });
  });

  test('take whole segments as parameters, also named like object members', () => {
    expect(table.find('POST', '/hooks/test/v1/orders/4711/items/__proto__')).toMatchObject({
      params: { order: '4711', item: '__proto__' },
    });
    expect(table.find('POST', '/hooks/test/v1/orders/47%2F11/items/10')).toMatchObject({ params: { order: '47/11' } });
  });

  test('keep the secret segment apart', () => {
    expect(table.find('POST', '/hooks/test/v1/sf/s3cret')).toMatchObject({ pathSecret: 's3cret' });
    expect(table.find('POST', '/hooks/test/v1/sf')).toEqual({ refused: 404 });
  });

  test.each([
    '/hooks/production/v1/crm/changes',
    '/hooks/test/v3/crm/changes',
    '/hooks/test/v1/crm',
    '/hooks/test/v1/crm/changes/x',
    '/hooks',
    '/hooks/%E0%A4%A/x',
  ])('%s is nowhere', (path) => {
    expect(table.find('POST', path)).toEqual({ refused: 404 });
  });

  test('a wrong method is told which are right', () => {
    expect(table.find('POST', '/hooks/test/v1/get-only')).toEqual({ refused: 405, allow: ['GET'] });
  });
});
