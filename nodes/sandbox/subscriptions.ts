/** Where outbound messages, business events and callbacks go. The sandbox speaks to this machine only. */
import { ControlProblem } from './control-problem.ts';

/** The topics that a simulator delivers to; one per way out of a system. */
export const DELIVERY_TOPICS = ['crm-outbound-message', 'sap-event', 'scheduler-callback'] as const;

export interface Subscription {
  readonly url: string;
  /** Sent with each delivery. */
  readonly headers?: { readonly [name: string]: string };
  /** `whsec_…`: deliveries are signed after Standard Webhooks. */
  readonly secret?: string;
}

export type Subscriptions = { readonly [topic: string]: Subscription };

/** The subscriptions with these put in; null takes one out. Throws a `ControlProblem` for an address that is not on this machine. */
export function changeSubscriptions(before: Subscriptions, changes: { readonly [topic: string]: Subscription | null }): Subscriptions {
  const after: { [topic: string]: Subscription } = { ...before };
  for (const [topic, subscription] of Object.entries(changes)) {
    if (subscription === null) delete after[topic];
    else if (isLoopback(subscription.url)) after[topic] = subscription;
    else
      throw new ControlProblem(
        400,
        'not-on-this-machine',
        `The sandbox delivers to this machine only, not to "${subscription.url}".`,
        'Use http://127.0.0.1:<port>/….',
      );
  }
  return after;
}

export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

/** As the control port shows them: secrets and header values stay inside. */
export function maskSubscriptions(subscriptions: Subscriptions): {
  readonly [topic: string]: { readonly [name: string]: string | boolean | string[] };
} {
  return Object.fromEntries(
    Object.entries(subscriptions).map(([topic, { url, headers, secret }]) => [
      topic,
      { url, headers: Object.keys(headers ?? {}), signed: secret !== undefined },
    ]),
  );
}
