// Before a Millrace that runs: the same, but a draft is larger than the server would take. Not by the browser's own means, which turn its
// cache off: scripts would be loaded and compiled anew with every opening.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/** `draft`: what is answered for every draft; whatever is asked to be checked has no problems. */
export async function startLargeDraftProxy(target, draft) {
  const { hostname, port } = new URL(target);
  const text = JSON.stringify(draft);
  const sockets = new Set();
  const server = createServer((asked, answer) => {
    if (/^\/api\/flows\/[^/]+\/drafts\/[^/]+$/.test(asked.url)) return whole(asked, answer, text);
    if (/^\/api\/flows\/[^/]+\/check$/.test(asked.url)) return whole(asked, answer, '{"problems":[]}');
    const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (answered) => {
      answer.writeHead(answered.statusCode, answered.rawHeaders);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  server.on('upgrade', ({ url, headers }, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      onward.write(`GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [onward, socket],
      [socket, onward],
    ])
      one.on('error', () => other.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function whole(asked, answer, text) {
  asked.resume().on('end', () => {
    answer.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    answer.end(text);
  });
}
