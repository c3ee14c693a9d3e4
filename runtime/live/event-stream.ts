/** The live stream as server-sent events: each message is one `data` line, its id the cursor that the browser comes back with. */
import type { ServerResponse } from 'node:http';
import type { Wire } from './live-socket.ts';

export function createEventStream(response: ServerResponse): { readonly wire: Wire; readonly ping: () => void } {
  // Proxies must neither keep it back nor keep it.
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  const wire: Wire = {
    send(text, cursor) {
      response.cork();
      response.write(`${cursor === undefined ? '' : `id: ${cursor}\n`}data: `);
      response.write(text);
      response.write('\n\n');
      response.uncork();
    },
    close: () => void response.end(),
    get bufferedBytes() {
      return response.writableLength;
    },
  };
  return { wire, ping: () => void response.write(': here\n\n') };
}
