/** Public keys of issuers, fetched from where they publish them: kept a while, asked again for a key that is not known yet. */
import { createHttpClient } from '#nodes/http/undici-client.ts';
import { networkOptions, type OutboundNetwork } from '../connections/outbound-network.ts';
import type { IssuerKey } from './verify-jwt.ts';

export interface IssuerKeys {
  /** Undefined when they cannot be had and were never had. */
  find(url: string, keyId: string | undefined): Promise<readonly IssuerKey[] | undefined>;
}

export type FetchKeys = (url: string) => Promise<readonly IssuerKey[]>;

const FRESH_MS = 10 * 60_000;
/** An unknown key id may be asked for this often: senders with made-up ones must not make us call the issuer. */
const AGAIN_MS = 30_000;
const FETCH_MS = 5_000;

export function createIssuerKeys(fetchKeys: FetchKeys, now: () => number): IssuerKeys {
  const known = new Map<string, { readonly keys: readonly IssuerKey[] | undefined; readonly at: number }>();
  const asking = new Map<string, Promise<void>>();

  function ask(url: string): Promise<void> {
    const already = asking.get(url);
    if (already !== undefined) return already;
    const answer = fetchKeys(url)
      .then(
        (keys) => void known.set(url, { keys, at: now() }),
        // What was known stays in use while the issuer cannot be reached.
        () => void known.set(url, { keys: known.get(url)?.keys, at: now() }),
      )
      .finally(() => asking.delete(url));
    asking.set(url, answer);
    return answer;
  }

  return {
    async find(url, keyId) {
      const before = known.get(url);
      const age = before === undefined ? Number.POSITIVE_INFINITY : now() - before.at;
      const isMissing = before?.keys === undefined || (keyId !== undefined && !before.keys.some(({ kid }) => kid === keyId));
      if (age > FRESH_MS || (isMissing && age > AGAIN_MS)) await ask(url);
      return known.get(url)?.keys;
    },
  };
}

/** Over the same client as every connector: addresses are judged, answers capped. Throws when it is no key set. */
export function createKeyFetcher(network: OutboundNetwork, ownPort: () => number): FetchKeys {
  return async (url) => {
    const http = createHttpClient({
      ...networkOptions(network, url),
      baseUrl: new URL(url).origin,
      allowedHosts: [new URL(url).host],
      forbiddenLoopbackPorts: [ownPort()],
    });
    try {
      const answer = await http.request({ method: 'GET', url, signal: AbortSignal.timeout(FETCH_MS), maxAnswerBytes: 262_144 });
      const { keys } = JSON.parse(answer.text) as { readonly keys?: unknown };
      if (answer.status !== 200 || !Array.isArray(keys)) throw new Error(`${url} gave no key set (${answer.status}).`);
      return keys as readonly IssuerKey[];
    } finally {
      await http.close();
    }
  };
}
