import type { SendDelivery } from './deliveries.ts';

/** POSTs one delivery. Redirects are an answer, not followed: they could lead off this machine. */
export const sendOverHttp: SendDelivery = async (url, { headers, body }, signal) => {
  const answer = await fetch(url, { method: 'POST', headers: { ...headers }, body, signal, redirect: 'manual' });
  return { status: answer.status, body: await answer.text() };
};
