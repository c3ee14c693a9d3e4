/** The flows that a test sees: the one that is tried, and those that it calls, as they were published last. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { PublishedVersion } from '../engine/deployed-flows.ts';

export interface TestedFlow {
  readonly document: FlowDocument;
  readonly schemas: { readonly [ref: string]: JsonSchema };
}

export function createTestedFlows(
  findCalled: (flow: string, major: number) => TestedFlow | undefined,
  document: FlowDocument,
  schemas: TestedFlow['schemas'],
  replaceCalls: (document: FlowDocument, prefix?: string) => FlowDocument,
) {
  const VERSION = 1;
  const found = (flow: string, major: number | undefined) =>
    flow === document.id || major === undefined ? undefined : findCalled(flow, major);
  const called = new Map<string, PublishedVersion>();
  return {
    findDeployed(_environment: string, flow: string, major?: number) {
      if (flow === document.id) return { version: VERSION, major: document.contract.major };
      const other = found(flow, major);
      if (other === undefined || major === undefined) return undefined;
      called.set(`${flow}@${major}`, { flow, version: major, document: replaceCalls(other.document), schemas: other.schemas });
      // In a test the contract stands for the version: there is one of each.
      return { version: major, major };
    },
    getVersion(flow: string, version: number): PublishedVersion {
      if (flow === document.id) return { flow, version, document, schemas };
      const other = called.get(`${flow}@${version}`);
      if (other === undefined) throw new Error(`The test knows no flow "${flow}" with contract ${version}.`);
      return other;
    },
    subscribers: () => [],
  };
}
