import { describe, expect, test } from 'vitest';
import { ROLES, type RoleGrant } from './api/people.ts';
import { isAllowed, isWithin, RIGHTS, RIGHTS_OF_ROLE } from './policy.ts';

const grant = (role: RoleGrant['role'], environment = '*', folder = '*', plants?: string[]): RoleGrant => ({
  role,
  environment,
  folder,
  ...(plants === undefined ? {} : { plants }),
});

describe('S11: policy', () => {
  test('nobody without a grant may do anything', () => {
    for (const right of RIGHTS) expect(isAllowed([], right)).toBe(false);
  });

  test('only an administrator has every right', () => {
    expect(ROLES.filter((role) => RIGHTS.every((right) => RIGHTS_OF_ROLE[role].includes(right)))).toEqual(['admin']);
  });

  test('a viewer sees no payloads and acts on nothing', () => {
    expect(isAllowed([grant('viewer')], 'runs.read')).toBe(true);
    for (const right of ['payloads.read', 'runs.act', 'drafts.write', 'connections.write', 'people.manage'] as const)
      expect(isAllowed([grant('viewer')], right)).toBe(false);
  });

  test('the approver decides, but neither designs nor repairs', () => {
    expect(isAllowed([grant('approver')], 'approvals.decide')).toBe(true);
    expect(isAllowed([grant('approver')], 'runs.act')).toBe(false);
  });

  test('a grant holds in its environment and folder only', () => {
    const grants = [grant('operator', 'test', 'order-management')];
    expect(isAllowed(grants, 'runs.act', { environment: 'test', folder: 'order-management' })).toBe(true);
    expect(isAllowed(grants, 'runs.act', { environment: 'production', folder: 'order-management' })).toBe(false);
    expect(isAllowed(grants, 'runs.act', { environment: 'test', folder: 'order' })).toBe(false);
  });

  test('a grant for a plant covers neither other plants nor what belongs to none', () => {
    const grants = [grant('operator', '*', '*', ['1010'])];
    expect(isAllowed(grants, 'runs.act', { environment: 'production', plant: '1010' })).toBe(true);
    expect(isAllowed(grants, 'runs.act', { environment: 'production', plant: '1020' })).toBe(false);
    expect(isAllowed(grants, 'runs.act', { environment: 'production' })).toBe(false);
  });

  test('a token stays within the person who makes it', () => {
    expect(isWithin([grant('viewer', 'test')], [grant('analyst')])).toBe(true);
    expect(isWithin([grant('admin', 'test')], [grant('analyst')])).toBe(false);
    expect(isWithin([grant('viewer')], [grant('admin', 'test')])).toBe(false);
    expect(isWithin([grant('viewer')], [grant('viewer', '*', '*', ['1010'])])).toBe(false);
  });
});
