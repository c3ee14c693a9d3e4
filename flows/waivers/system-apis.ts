/** Published flows of layer system: each wraps a system for all others. Which of them stands for a step. Pure. */

export interface SystemApi {
  readonly flowId: string;
  readonly name: string;
  /** Of the contract that is called. */
  readonly major: number;
  /** Names of the connections that its own steps go through, sorted: the systems that it wraps. */
  readonly connections: readonly string[];
  /** Kinds of these. */
  readonly connectionTypes: readonly string[];
}

/** Whether the connections of these names lead to the same system. */
export type IsSameSystem = (connection: string, other: string) => boolean;

export interface SteppedType {
  readonly nodeType: string;
  /** Kind of connection that it goes through. */
  readonly connectionType: string;
  /** Left out: none is chosen yet, and any of the kind will do. */
  readonly connection?: string | undefined;
}

/** Those that wrap the system which the step goes to, the likest first: the one whose id has most of the words that the node type says after its slash. */
export function systemApisFor<Api extends Pick<SystemApi, 'flowId' | 'connections' | 'connectionTypes'>>(
  apis: readonly Api[],
  { nodeType, connectionType, connection }: SteppedType,
  isSame: IsSameSystem = () => false,
): readonly Api[] {
  const words = new Set(nodeType.split('#')[0]!.split('/').at(-1)!.split('-'));
  const shared = ({ flowId }: Api) => flowId.split('-').filter((word) => words.has(word)).length;
  const wraps = ({ connections, connectionTypes }: Api) =>
    connection === undefined
      ? connectionTypes.includes(connectionType)
      : connections.some((wrapped) => wrapped === connection || isSame(wrapped, connection));
  return apis.filter(wraps).toSorted((a, b) => shared(b) - shared(a));
}
