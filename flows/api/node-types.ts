/** What is installed. */
import type { ConnectionManifest } from '../connection-manifest.ts';
import type { NodeManifest } from '../node-manifest.ts';

/** GET /api/node-types, /api/connection-types. */
export interface NodeTypesView {
  readonly nodeTypes: readonly NodeManifest[];
}

export interface ConnectionTypesView {
  readonly connectionTypes: readonly ConnectionManifest[];
}
