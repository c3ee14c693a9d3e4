/** Where the engine gets compiled flows from; definitions, versions and deployments live in runtime/versions/. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';

export interface DeployedFlows {
  /** The version that new runs of (environment, flow, major) start with; newest major when left out. */
  findDeployed(environment: string, flow: string, major?: number): { readonly version: number; readonly major: number } | undefined;
  /** A published version; immutable, so callers may keep what they compile from it. Throws when it does not exist. */
  getVersion(flow: string, version: number): PublishedVersion;
  /** Deployed flows that an event of this type starts. */
  subscribers(
    environment: string,
    eventType: string,
  ): readonly { readonly flow: string; readonly major: number; readonly version: number }[];
}

export interface PublishedVersion {
  readonly flow: string;
  readonly version: number;
  readonly document: FlowDocument;
  /** `$ref` schemas frozen at publish. */
  readonly schemas: { readonly [ref: string]: JsonSchema };
}
