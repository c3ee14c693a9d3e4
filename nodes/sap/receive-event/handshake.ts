/**
 * The handshake that a sender of CloudEvents makes before its first delivery (CloudEvents HTTP webhooks, section 4): it names its
 * origin, and learns whether events from there are wanted and how many a minute.
 */
import type { InboundRequest, Received } from '../../trigger.ts';

export interface HandshakeRules {
  /** Host names; `*.example.com` stands for all below. Empty: whoever can sign in. */
  readonly origins: readonly string[];
  readonly ratePerMinute?: number;
}

export function answerHandshake(request: Pick<InboundRequest, 'headers'>, rules: HandshakeRules): Received {
  const { headers } = request;
  const origin = headers['webhook-request-origin'];
  if (origin === undefined || origin === '') {
    return {
      kind: 'invalid',
      code: 'handshake-malformed',
      message: 'The handshake names no origin.',
      help: 'Send the header WebHook-Request-Origin.',
    };
  }
  const refused = refuseOrigin(request, rules);
  if (refused !== undefined) return refused;
  const asked = headers['webhook-request-rate'];
  const rate = rateFor(asked, rules.ratePerMinute);
  return {
    kind: 'handshake',
    answer: {
      status: 200,
      headers: {
        allow: 'OPTIONS, POST',
        'webhook-allowed-origin': origin,
        ...(rate === undefined ? {} : { 'webhook-allowed-rate': rate }),
      },
      body: '',
    },
  };
}

/** A sender names its origin with every delivery as well. One that names none is known by its credentials alone. */
export function refuseOrigin({ headers }: Pick<InboundRequest, 'headers'>, { origins }: HandshakeRules): Received | undefined {
  const origin = headers['webhook-request-origin'];
  if (origin === undefined || origin === '') return undefined;
  if (!ORIGIN.test(origin))
    return {
      kind: 'invalid',
      code: 'origin-malformed',
      message: 'The origin is no host name.',
      help: 'WebHook-Request-Origin names the host that sends, e.g. eventmesh.example.com.',
    };
  if (origins.length === 0 || origins.some((one) => fits(origin.toLowerCase(), one.toLowerCase()))) return undefined;
  return {
    kind: 'invalid',
    code: 'origin-refused',
    message: `Events of ${origin} are not wanted here.`,
    help: 'Add the host to "Origins" of the trigger, if they are.',
  };
}

/** A host name, with a port perhaps: it goes back in a header. */
const ORIGIN = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::\d{1,5})?$/;

function fits(origin: string, allowed: string): boolean {
  const host = origin.replace(/:\d+$/, '');
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : origin === allowed || host === allowed;
}

/** Answered where it is asked for, or where we have a limit; `*` stands for no limit. */
function rateFor(asked: string | undefined, limit: number | undefined): string | undefined {
  if (asked === undefined && limit === undefined) return undefined;
  const wanted = asked !== undefined && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : undefined;
  const least = Math.min(wanted ?? Number.POSITIVE_INFINITY, limit ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? String(least) : '*';
}
