import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source', 'node'] } } };

/** A fresh clone knows no durations: the file that takes as long as half of the others together begins first, beside them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith('/test/system/crash-rounds.test.ts');
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** What is polled is waited for like what is clicked: a busy machine is no fault of a page. Vitest's own second is. */
const patient = { expect: { poll: { timeout: 20_000 } } };

/**
 * unit: pure and in-process, beside the code · api: a whole runtime from outside, over HTTP, websocket and command line (the CLI
 * needs the build) · system: started processes, real ports, real faults (needs the build) ·
 * browser: the pages in Chromium (needs the build).
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          ...patient,
          include: ['{flows,nodes,runtime,test}/**/*.test.ts', 'editor/**/*.test.{ts,tsx}'],
          exclude: ['test/api/**', 'test/system/**', 'test/browser/**', '**/node_modules/**'],
          setupFiles: ['test/support/check-outputs.ts'],
          testTimeout: 20_000,
        },
      },
      {
        ...source,
        test: {
          name: 'api',
          ...patient,
          include: ['test/api/**/*.test.ts'],
          setupFiles: ['test/support/check-answers.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: { name: 'system', ...patient, include: ['test/system/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 120_000 },
      },
      {
        ...source,
        test: {
          name: 'browser',
          ...patient,
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // No tests: `npm run pictures` takes pictures of every page by it (needs the build).
      { ...source, test: { name: 'pictures', include: ['test/browser/*.pictures.ts'], testTimeout: 180_000, hookTimeout: 120_000 } },
    ],
  },
});
