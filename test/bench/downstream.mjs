// The system behind the flow, a process of its own with keep-alive: refuses a wrongly mapped order, so a fast wrong answer counts as an error.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const fault = findFault(Buffer.concat(chunks).toString());
    const body = JSON.stringify(fault === undefined ? answer : { error: fault });
    response.writeHead(fault === undefined ? 201 : 400, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
let answer;

function findFault(text) {
  let order;
  try {
    order = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  if (!/^\d{11}$/.test(order.SalesOrder) || !/^CR-\d{10}$/.test(order.PurchaseOrderByCustomer)) return 'numbers';
  if (typeof order.SoldToParty !== 'string' || order.TransactionCurrency !== 'EUR' || !['1010', '1020'].includes(order.Plant))
    return 'fields';
  if (order.Contact !== 'Mia Keller <mia.keller@customer.example>' || !Number.isInteger(order.Revision)) return 'contact or revision';
  if (!Array.isArray(order.to_Item) || order.to_Item.length !== 6) return 'items';
  const total = order.to_Item.reduce((sum, item) => sum + item.RequestedQuantity, 0);
  if (
    total !== order.TotalQuantity ||
    order.to_Item.some((item) => !/^\d{6}$/.test(item.SalesOrderItem) || item.RequestedQuantityUnit !== 'PC')
  )
    return 'lines';
  answer = { order: order.SalesOrder, total };
  return undefined;
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
