/** Published flows of layer system: each wraps a system for all others. Which of them stands for a connector. Pure. */

export interface SystemApi {
  readonly flowId: string;
  readonly name: string;
  /** Of the contract that is called. */
  readonly major: number;
  /** Kinds of connection that its own steps use. */
  readonly connectionTypes: readonly string[];
}

/** Those that wrap a system of the kind, the likest first: the one whose id has most of the words that the node type says after its slash. */
export function systemApisFor<Api extends Pick<SystemApi, 'flowId' | 'connectionTypes'>>(
  apis: readonly Api[],
  connection: string,
  nodeType: string,
): readonly Api[] {
  const words = new Set(nodeType.split('#')[0]!.split('/').at(-1)!.split('-'));
  const shared = ({ flowId }: Api) => flowId.split('-').filter((word) => words.has(word)).length;
  return apis.filter(({ connectionTypes }) => connectionTypes.includes(connection)).toSorted((a, b) => shared(b) - shared(a));
}
