/** Does this answer to a Salesforce outbound message take it? Whatever prefix its namespace has. */
export function isAcknowledged(body: string): boolean {
  return /<(?:[\w-]+:)?Ack>\s*true\s*</.test(body);
}
