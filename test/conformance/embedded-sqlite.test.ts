import { afterEach } from 'vitest';
import { createBench } from '../support/engine-fixture.ts';
import { createSqliteStorage, type SqliteStorage } from '../support/sqlite-storage.ts';
import { engineConformance } from './engine-conformance.ts';

const open: SqliteStorage[] = [];
afterEach(() => {
  for (const storage of open.splice(0)) storage.remove();
});

engineConformance('embedded engine, SQLite', (options) =>
  createBench({
    ...options,
    storage(clock) {
      const storage = createSqliteStorage(clock);
      open.push(storage);
      return storage;
    },
  }),
);
