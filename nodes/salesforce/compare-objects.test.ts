/** Another organisation's objects against what the example flows read and write, by describe. */
import { describe, expect, test } from 'vitest';
import { createCrmSystem } from '../../test/support/crm-system.ts';
import { compareObject, wantedObjects } from './compare-objects.ts';
import { salesforceConnection } from './connection.ts';

const compare = (text?: string, system = createCrmSystem()) =>
  salesforceConnection.compareMetadata!(
    system.connection,
    { variable: () => undefined, ...(text === undefined ? {} : { text }) },
    new AbortController().signal,
  );

describe("API-116 an organisation's objects against the flows", () => {
  test('the sandbox itself fits; what flows never name nobody misses', async () => {
    const { entities, mapsFields, source } = await compare();
    expect({ mapsFields, source }).toEqual({ mapsFields: false, source: 'connection' });
    expect(entities.map(({ name }) => name)).toEqual(expect.arrayContaining(['Account', 'Order', 'Order_Change_Request__c']));
    expect(entities.map(({ name }) => name)).not.toContain('User');
    expect(entities.flatMap(({ isThere, findings }) => [isThere, ...findings])).toEqual(entities.map(() => true));
  });

  test('a field that is not there stops flows, one that is shorter, other or closed limits them', async () => {
    const request = (await wantedObjects()).find(({ name }) => name === 'Order_Change_Request__c')!;
    const field = (name: string) => request.fields.find((one) => one.name === name)!;
    const others = request.fields.filter(
      ({ name }) => !['Revision__c', 'Status__c', 'ERP_Message__c', 'ERP_Order_Number__c'].includes(name),
    );
    const theirs = {
      ...request,
      fields: [
        ...others,
        { ...field('Status__c'), updateable: false },
        { ...field('ERP_Message__c'), length: 20 },
        { ...field('ERP_Order_Number__c'), type: 'double' },
        { ...field('Status__c'), name: 'Ours__c' },
      ],
    };
    const { findings, extra } = compareObject(request, theirs);
    expect(findings.map((one) => `${one.field} ${one.kind} ${one.weight}`).toSorted()).toEqual([
      'ERP_Message__c shorter limits',
      'ERP_Order_Number__c other-type limits',
      'Revision__c missing stops',
      'Status__c not-writable limits',
    ]);
    expect(extra).toEqual(['Ours__c']);
    expect(compareObject(request, undefined)).toMatchObject({ isThere: false });
  });

  test('a file is the describe of one object; anything else is refused with what to give', async () => {
    const account = (await wantedObjects()).find(({ name }) => name === 'Account')!;
    expect(await compare(JSON.stringify(account))).toMatchObject({ source: 'file', entities: [{ name: 'Account', findings: [] }] });
    for (const text of ['<html>', '[]', JSON.stringify({ name: 'Unheard_Of__c', fields: [] })])
      await expect(compare(text)).rejects.toMatchObject({ class: 'invalid', options: { code: 'metadata-malformed' } });
  });
});
