/** All node and connection types, in palette order. Adding one is a folder and a line here. */
import type { ConnectionType } from './connection.ts';
import type { NodeType } from './node.ts';

export const nodeTypes: readonly NodeType[] = [];

export const connectionTypes: readonly ConnectionType[] = [];
