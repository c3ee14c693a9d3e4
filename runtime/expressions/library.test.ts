import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleTables } from '#flows/library/example-tables.ts';
import { LIBRARY } from '#flows/library/library.ts';
import type { TableKind } from '#flows/library/library-function.ts';
import { createExpressionEngine } from './expression-engine.ts';

const engine = createExpressionEngine();
afterAll(() => engine.close());

/** A variable that is set among the members of a list is not compiled. */
const contained = (expression: string) => `[$contained := 1, $contained][0] ? (${expression})`;
const asked: string[] = [];
const context = {
  flow: 'library',
  version: 1,
  startedAt: '2026-11-24T08:00:00.000Z',
  randomSeed: 'library',
  table: (kind: TableKind, name: string) => {
    asked.push(`${kind} ${name}`);
    return exampleTables.table(kind, name);
  },
};

function answer(expression: string, given: unknown) {
  return engine.evaluate(expression, { trigger: given as never, steps: {}, vars: {}, run: null, flow: null }, context);
}

describe('LIB-6: a child gives what the process itself gives', () => {
  const examples = LIBRARY.flatMap(({ examples: all }) => all).filter(({ given }) => given === undefined);

  test('for every example', async () => {
    for (const { expression, result } of examples) {
      const { value, path } = await answer(contained(expression), null);
      expect({ expression, value, path }).toEqual({ expression, value: result, path: 'contained' });
    }
  });

  test('also where parameters are left open', async () => {
    const value = await answer(contained('$map(trigger, $alphaIn(?, 4))'), ['7', '12']);
    expect(value).toMatchObject({ value: ['0007', '0012'], path: 'contained' });
    expect((await answer('$map(trigger, $alphaIn(?, 4))', ['7', '12'])).value).toEqual(value.value);
  });

  test('for what is refused', async () => {
    await expect(answer(contained('$isWorkingDay("2026-12-15", "4711")'), null)).rejects.toThrow('There is no plant "4711"');
    await expect(answer(contained('$addDecimals("1,5", 1)'), null)).rejects.toMatchObject({
      options: { code: 'expression-failed', details: [{ code: 'decimal-malformed' }] },
    });
  });

  test('for data that is only known while it is computed', async () => {
    const given = { plants: ['1010', '1020', '1010'], maps: ['uom'] };
    expect((await answer(contained('trigger.plants.$isWorkingDay("2026-12-25", $)'), given)).value).toEqual([false, true, false]);
    expect((await answer(contained('$valueMap(trigger.maps[0], "PCE")'), given)).value).toBe('PC');
  });

  test('and is told of what it needed before without being asked again', async () => {
    const node = { type: 'core/map', version: 1, config: { value: `= ${contained('$baseUnit(trigger.material)')}` } };
    const manifest = { config: { type: 'object', properties: { value: { format: 'expression' } } } };
    const config = engine.compileConfig(node as never, manifest as never);
    const scope = { trigger: { material: 'FG-1001' }, steps: {}, vars: {}, run: null, flow: null };
    asked.length = 0;
    expect(await config.evaluate(scope, context)).toEqual({ value: 'PC' });
    expect(await config.evaluate(scope, context)).toEqual({ value: 'PC' });
    expect(asked).toEqual(['unit FG-1001', 'unit FG-1001']);
  });

  test('but not of more tables than a run can wait for', async () => {
    const given = Array.from({ length: 300 }, (_, at) => `M${at}`);
    const reads = contained('$count(trigger.($exists($valueMap($)) ? 1 : 0))');
    await expect(
      engine.evaluate(reads, { trigger: given, steps: {}, vars: {}, run: null, flow: null }, { ...context, table: () => ({ a: 'b' }) }),
    ).rejects.toThrow('at most 200 tables');
  });
});

test('LIB-7: what children run and what the documentation says is what flows/library holds', () => {
  const script = fileURLToPath(new URL('build/generate-library.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
