/** The body of a request as text, never more than was allowed, never anything but UTF-8. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** Rejects with ApiError 413, 415 or 400; what the sender still sends is then let run dry. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<string> {
  const { 'content-length': announced, 'transfer-encoding': transfer } = request.headers;
  if (transfer === undefined && (announced === undefined || announced === '0')) return Promise.resolve('');
  return new Promise((resolve, reject) => {
    const refuse = (error: ApiError) => {
      request.removeAllListeners('data');
      request.resume();
      reject(error);
    };
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity')
      return refuse(new ApiError(415, 'encoded-body', `The body is sent as ${encoding}.`, 'Send it without a Content-Encoding.'));
    if (announced !== undefined && Number(announced) > mostBytes) return refuse(tooLarge(mostBytes));
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) refuse(tooLarge(mostBytes));
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      if (isUtf8(whole)) resolve(whole.toString('utf8'));
      else reject(new ApiError(400, 'not-utf8', 'The body is not UTF-8.', 'Send JSON in UTF-8.'));
    });
    request.on('error', () => reject(new ApiError(400, 'body-broken-off', 'The body broke off.', 'Send it again.')));
  });
}

function tooLarge(mostBytes: number): ApiError {
  return new ApiError(
    413,
    'body-too-large',
    `The body is larger than ${mostBytes} bytes.`,
    'Send less at once.',
    {},
    { Connection: 'close' },
  );
}
