/** Where a request really goes: below the base URL, or to an absolute address whose host the connection is bound to. */
import { isIP } from 'node:net';
import { DeniedError, InvalidError } from '../errors.ts';
import type { AddressJudge } from './address-rules.ts';

export interface Target {
  readonly origin: string;
  /** With query. */
  readonly path: string;
  /** For sentences: `sap.example.com:44300`. */
  readonly host: string;
}

/**
 * @param judgeLiterals given where a proxy connects in our place: then only literal addresses can be judged here
 * @returns a function that throws DeniedError `host-not-bound` or InvalidError `url-malformed`, `path-leaves-base`
 */
export function createTargetResolver(
  baseUrl: string,
  allowedHosts: readonly string[],
  judgeLiterals?: AddressJudge,
): (url: string) => Target {
  const base = new URL(baseUrl);
  if (base.protocol !== 'https:' && base.protocol !== 'http:') throw new TypeError(`"${baseUrl}" is not an http or https address`);
  const basePath = base.pathname.replace(/\/+$/, '');
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));

  const bound = (url: URL): void => {
    if (!allowed.has(url.host)) {
      throw new DeniedError(`This connection is not bound to ${url.host}`, {
        code: 'host-not-bound',
        help: `Its secrets may only travel to ${[...allowed].join(', ') || 'no host at all'}.`,
      });
    }
    // The host is the same, and whoever listens on the way reads along.
    if (base.protocol === 'https:' && url.protocol === 'http:') {
      throw new DeniedError(`This connection goes to ${url.host} by https, not by plain http`, {
        code: 'host-not-bound',
        help: 'Write the address with https.',
      });
    }
    const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const reason = judgeLiterals === undefined || isIP(literal) === 0 ? undefined : judgeLiterals(literal, port);
    if (reason !== undefined) throw new DeniedError(`${url.host} must not be reached: ${reason}`, { code: 'address-forbidden' });
  };

  return (url) => {
    if (url.startsWith('/')) {
      bound(base);
      const path = basePath + url;
      if (leavesBase(path)) {
        throw new InvalidError(`The path ${JSON.stringify(url)} climbs out of the connection's base URL`, {
          code: 'path-leaves-base',
          help: 'Encode values with $encodeUrlComponent before they become part of a path.',
        });
      }
      return { origin: base.origin, path, host: base.host };
    }
    let absolute: URL;
    try {
      absolute = new URL(url);
    } catch (cause) {
      throw new InvalidError(`${JSON.stringify(url)} is neither a path that begins with "/" nor an address`, {
        code: 'url-malformed',
        cause,
      });
    }
    if (absolute.protocol !== 'https:' && absolute.protocol !== 'http:') {
      throw new InvalidError(`${JSON.stringify(url)} is not an http or https address`, { code: 'url-malformed' });
    }
    if (absolute.username !== '' || absolute.password !== '') {
      throw new InvalidError('An address must not carry a user or password', {
        code: 'url-malformed',
        help: 'Put them into the connection.',
      });
    }
    bound(absolute);
    return { origin: absolute.origin, path: absolute.pathname + absolute.search, host: absolute.host };
  };
}

/** Servers fold `..` in plain and in encoded form, and some take a backslash for a slash. */
function leavesBase(path: string): boolean {
  if (!path.includes('..') && !path.includes('%2') && !path.includes('\\')) return false;
  const beforeQuery = path.split('?', 1)[0] ?? '';
  return beforeQuery
    .replace(/%2e/gi, '.')
    .replace(/%2f|%5c|\\/gi, '/')
    .split('/')
    .includes('..');
}
