import { describe, expect, test } from 'vitest';
import { grantText, readPlants, toRole } from './grants-text.ts';

describe('roles', () => {
  test('a grant says only what limits it', () => {
    expect(grantText({ role: 'admin', environment: '*', folder: '*' })).toBe('admin');
    expect(grantText({ role: 'operator', environment: 'production', folder: 'sales', plants: ['1010', '1020'] })).toBe(
      'operator in production, folder sales, plants 1010 1020',
    );
  });

  test('plants are read as people type them, and none is no limit', () => {
    expect(readPlants(' 1010, 1020  1030')).toEqual(['1010', '1020', '1030']);
    expect(readPlants(' , ')).toBeUndefined();
  });

  test('what is no role is none', () => {
    expect(toRole('operator')).toBe('operator');
    expect(toRole('owner')).toBeUndefined();
    expect(toRole(null)).toBeUndefined();
  });
});
