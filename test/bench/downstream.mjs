// The system behind the flow, a process of its own with keep-alive: refuses a wrongly mapped order.
import { createServer } from 'node:http';
import { findMappingFault } from './order.mjs';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { status, answer } = take(Buffer.concat(chunks).toString());
    const body = JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});

function take(text) {
  let order;
  try {
    order = JSON.parse(text);
  } catch {
    return { status: 400, answer: { error: 'not JSON' } };
  }
  const fault = findMappingFault(order);
  return fault === undefined
    ? { status: 201, answer: { order: order.SalesOrder, total: order.TotalQuantity } }
    : { status: 400, answer: { error: fault } };
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
