import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { ALL_MIGRATIONS } from './all-migrations.ts';

test('STP-5 what was known of a write before stays known, of all its objects', () => {
  const database = new Sqlite(':memory:');
  migrate(
    database,
    ALL_MIGRATIONS.filter(({ version }) => version < 16),
  );
  database
    .prepare("INSERT INTO echo (environment, flow, effect_key, message, run, dropped, at) VALUES ('e', 'f', 'k', 'm', 1, 1, 't')")
    .run();
  migrate(database, ALL_MIGRATIONS);
  expect(database.prepare('SELECT * FROM echo').all()).toEqual([
    { environment: 'e', flow: 'f', effect_key: 'k', object_key: '', message: 'm', run: 1, dropped: 1, at: 't' },
  ]);
  const indexes = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'echo' AND sql IS NOT NULL")
    .pluck()
    .all();
  expect(indexes.toSorted()).toEqual(['echo_by_message', 'echo_by_run']);
  database.close();
});
