/** What an example flow brings to be tried with: messages as they come, and tests that say what it promises. */
import type { FlowTest } from '../../flow-test.ts';
import type { Json } from '../../json.ts';

export interface ExampleTests {
  /** Id of the flow. */
  readonly flow: string;
  /** Trigger bodies by name. They are sent to living systems, so their days lie ahead: `day(14)` is `YYYY-MM-DD`, two weeks from the first start. */
  samples(day: (ahead: number) => string): { readonly [name: string]: Json };
  /** By name. Days in them are fixed: the same test says the same for ever. */
  readonly tests: { readonly [name: string]: FlowTest };
}
