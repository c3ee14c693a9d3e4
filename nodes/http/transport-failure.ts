/**
 * What went wrong below HTTP, as one of the nine classes. The question that matters for a write is `sent`: before the first byte
 * left, the other system cannot have applied anything.
 */
import { DeniedError, InternalError, InvalidError, NetworkError, type StepError, TimeoutError } from '../errors.ts';

const NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'ESERVFAIL']);
const UNREACHABLE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL']);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);
const BROKEN_ANSWER = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'Z_DATA_ERROR', 'Z_BUF_ERROR']);

/**
 * @param failure what undici, the socket or zlib reported
 * @param host for the sentence, e.g. `sap.example.com:443`
 * @param sent true when the request had begun to leave
 */
export function toTransportError(failure: unknown, host: string, sent: boolean): StepError {
  const code = codeOf(failure);
  const detail = failure instanceof Error ? failure.message : String(failure);
  const notSent = { cause: failure, maybeApplied: false };
  const perhaps = { cause: failure, maybeApplied: sent };

  if (code === 'ADDRESS_FORBIDDEN') {
    return new DeniedError(`${host} must not be reached: ${detail}`, {
      code: 'address-forbidden',
      help: "Ask an admin to put the system's network on the environment's allow-list, or correct the connection's address.",
      ...notSent,
    });
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new InvalidError(`The request to ${host} cannot be sent: ${detail}`, { code: 'request-malformed', ...notSent });
  }
  if (NOT_FOUND.has(code)) {
    return new NetworkError(`The name of ${host} cannot be resolved (${code})`, {
      code: 'address-not-found',
      help: "Check the host in the connection's base URL and the name server of this machine.",
      ...notSent,
    });
  }
  if (detail.startsWith('Proxy response (')) {
    const status = /\d+/.exec(detail)?.[0] ?? '';
    return new NetworkError(`The way to ${host} is refused by the proxy: status ${status}`, {
      code: 'proxy-refused',
      help: proxyHelp(status),
      ...notSent,
    });
  }
  if (code === 'ECONNREFUSED') {
    return new NetworkError(`${host} refuses the connection`, {
      code: 'connection-refused',
      help: 'Check that the system is up and that the port is right.',
      ...notSent,
    });
  }
  if (UNREACHABLE.has(code)) {
    return new NetworkError(`${host} cannot be reached (${code})`, {
      code: 'host-unreachable',
      help: 'No route leads there: check the address, and the network or VPN between this machine and the system.',
      ...notSent,
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && !sent)) {
    return new TimeoutError(`${host} did not take the connection in time`, {
      code: 'connect-timeout',
      help: 'Nothing answers at this address and port: usually a firewall. Have it opened from this machine to there, or set an outbound proxy.',
      ...notSent,
    });
  }
  if (isTlsCode(code)) {
    return new NetworkError(`No secure connection to ${host}: ${detail}`, {
      code: 'tls-failed',
      help: tlsHelp(code),
      cause: failure,
      maybeApplied: sent,
    });
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new TimeoutError(`${host} did not begin to answer in time`, { code: 'header-timeout', ...perhaps });
  }
  if (code === 'UND_ERR_BODY_TIMEOUT' || code === 'ETIMEDOUT') {
    return new TimeoutError(`${host} stopped in the middle of its answer`, { code: 'idle-timeout', ...perhaps });
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'ERR_BUFFER_TOO_LARGE') {
    return new InvalidError(`The answer of ${host} is larger than allowed`, {
      code: 'answer-too-large',
      help: 'Ask for less (filter, select, page), or raise the limit of the node.',
      ...perhaps,
    });
  }
  if (BROKEN_ANSWER.has(code) || isParserError(failure) || code.startsWith('ERR__ERROR_FORMAT')) {
    return new NetworkError(`The answer of ${host} is cut off or malformed: ${detail}`, { code: 'answer-malformed', ...perhaps });
  }
  if (RESET.has(code)) {
    return new NetworkError(`${host} broke the connection: ${detail}`, { code: 'connection-reset', ...perhaps });
  }
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') {
    return new NetworkError(`The connection to ${host} was closed while its settings changed`, { code: 'client-closed', ...perhaps });
  }
  if (failure instanceof Error && 'syscall' in failure) {
    return new NetworkError(`The way to ${host} is broken: ${detail}`, { code: 'connection-failed', ...perhaps });
  }
  return new InternalError(`Unexpected failure on the way to ${host}: ${detail}`, {
    code: 'transport',
    cause: failure,
    maybeApplied: sent,
  });
}

/** Happy eyeballs reports one AggregateError for all addresses: its first member says what happened. */
function codeOf(failure: unknown): string {
  if (!(failure instanceof Error)) return '';
  if (failure instanceof AggregateError && !('code' in failure && typeof failure.code === 'string')) return codeOf(failure.errors[0]);
  return 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
}

/** undici's parser error has no code when the peer speaks no HTTP at all. */
function isParserError(failure: unknown): boolean {
  return failure instanceof Error && failure.name === 'HTTPParserError';
}

function isTlsCode(code: string): boolean {
  return (
    code.startsWith('ERR_TLS') ||
    code.startsWith('ERR_SSL') ||
    code.startsWith('ERR_OSSL') ||
    code.startsWith('CERT_') ||
    code.startsWith('CRL_') ||
    code === 'EPROTO' ||
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT' ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' ||
    code === 'UNABLE_TO_GET_ISSUER_CERT' ||
    code === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' ||
    code === 'HOSTNAME_MISMATCH' ||
    code === 'INVALID_CA'
  );
}

/** What to do about a proxy's refusal of the tunnel. */
function proxyHelp(status: string): string {
  if (status === '407') return 'The proxy wants a sign-in: correct user and password of MILLRACE_OUTBOUND_PROXY.';
  if (/^50[234]$/.test(status))
    return 'The proxy does not reach the system: check its host name and port, and whether the proxy knows that name; or go without the proxy (MILLRACE_NO_PROXY).';
  return 'Ask whoever runs the proxy to let this host and port through, or reach the system without it (MILLRACE_NO_PROXY).';
}

/** What to do about a connection that is not secure, and who has to. In SAP certificates are kept in transaction STRUST. */
function tlsHelp(code: string): string {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return 'The system signed its certificate itself: export it (SAP: STRUST, SSL server standard) and put it under "Certificate authority of the system".';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'No authority that is trusted here has signed the certificate: put the PEM of your company\'s authority under "Certificate authority of the system" (SAP: the root of the chain in STRUST).';
    case 'CERT_HAS_EXPIRED':
      return 'The certificate has run out: whoever runs the system has to renew it (SAP: STRUST, then restart the ICM in SMICM).';
    case 'CERT_NOT_YET_VALID':
      return 'The certificate is not valid yet: compare the clocks of this machine and the system.';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'The certificate is for another name: put the name that it is for into the base address, or have this one added to it.';
    default:
      return sslHelp(code);
  }
}

/** OpenSSL names hundreds of failures; these are met. */
function sslHelp(code: string): string {
  if (code === 'EPROTO' || /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL/.test(code))
    return 'The other side does not speak TLS here: check the port (SAP: usually 443xx for HTTPS, 80xx for HTTP).';
  if (/ALERT.*CERTIFICATE|CERTIFICATE_REQUIRED|ALERT_UNKNOWN_CA/.test(code))
    return 'The system wants a client certificate that it trusts: fill in "Client certificate" (SAP: import its authority into STRUST, certificate list of the SSL server).';
  if (code.includes('ALERT'))
    return 'The system refused the handshake: it may want a client certificate, or offer no TLS version that is still safe (1.2 at least).';
  return "Check the system's certificate, its name and the authorities that the connection trusts.";
}
