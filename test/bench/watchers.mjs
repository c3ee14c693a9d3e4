// Websocket clients that watch every event of a flow live, without payloads, in a process of their own: they count and do not parse.
// node watchers.mjs '{"base":…,"token":…,"flow":…,"watchers":10}' → {"port":…} once all are subscribed; GET / tells what each saw.
import { createServer } from 'node:http';
import WebSocket from 'ws';

const { base, token, flow, watchers } = JSON.parse(process.argv[2]);
const ENDED = Buffer.from('"type":"run-completed"');
const seen = [];

await Promise.all(Array.from({ length: watchers }, (_, index) => watch(index)));

function watch(index) {
  seen[index] = 0;
  const socket = new WebSocket(`${base.replace('http', 'ws')}/live`, {
    headers: { authorization: `Bearer ${token}` },
    perMessageDeflate: false,
    // They share the machine with what is measured: only what is needed.
    skipUTF8Validation: true,
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'subscribe', id: 'w', topic: { environment: 'development', flow }, payloads: false })),
    );
    socket.on('message', (data) => {
      if (data.length < 200) {
        const { type } = JSON.parse(data.toString());
        if (type === 'snapshot') resolve();
        if (type === 'bye' || type === 'refused') throw new Error(data.toString());
      }
      for (let at = data.indexOf(ENDED); at !== -1; at = data.indexOf(ENDED, at + ENDED.length)) seen[index] += 1;
    });
    socket.on('error', reject);
    socket.on('close', () => process.exit(1));
  });
}

const server = createServer((_request, response) => response.end(JSON.stringify(seen)));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
