import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { authenticateHook, type HookConsumer, sha256 } from './authenticate-hook.ts';
import { signStandardWebhook } from './standard-webhooks.ts';

const NOW = 1_770_000_000;
const secret = `whsec_${Buffer.from('a secret of the plant').toString('base64')}`;
const older = `whsec_${Buffer.from('the secret before it').toString('base64')}`;
const body = '{"orderId":"4711"}';
const signer: HookConsumer = { consumerId: 'c1', name: 'CRM', kind: 'signed', signingSecrets: [secret, older] };

const aRequest = (headers: Record<string, string> = {}, text = body) => ({
  method: 'POST',
  url: 'https://plant.example/hooks/test/v1/orders',
  headers,
  body: text,
});
const signed = (id: string, timestamp: number, key = secret, text = body) => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': `v1,${signStandardWebhook(key, id, String(timestamp), text)}`,
});

describe('signed webhooks (S17)', () => {
  test('a fresh signature is taken and gives the message id', () => {
    expect(authenticateHook('signed', 'standard-webhooks', aRequest(signed('msg_1', NOW)), [signer], NOW)).toMatchObject({
      ok: true,
      messageId: 'msg_1',
      consumer: { name: 'CRM' },
    });
  });

  test('both secrets are taken while one rotates, also when the sender sends both signatures', () => {
    expect(authenticateHook('signed', 'standard-webhooks', aRequest(signed('msg_1', NOW, older)), [signer], NOW)).toMatchObject({
      ok: true,
    });
    const headers = signed('msg_1', NOW);
    expect(
      authenticateHook(
        'signed',
        'standard-webhooks',
        aRequest({ ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }),
        [signer],
        NOW,
      ),
    ).toMatchObject({ ok: true });
  });

  test.each([
    ['unsigned', {}, body],
    ['signed with another secret', signed('msg_1', NOW, `whsec_${Buffer.from('foreign').toString('base64')}`), body],
    ['stale', signed('msg_1', NOW - 301), body],
    ['from the future', signed('msg_1', NOW + 301), body],
    ['with a swapped body', signed('msg_1', NOW), '{"orderId":"4712"}'],
    ['with a swapped id', { ...signed('msg_1', NOW), 'webhook-id': 'msg_2' }, body],
    ['with a signature of odd length', { ...signed('msg_1', NOW), 'webhook-signature': 'v1,AA' }, body],
  ])('a message %s is refused', (_name, headers, text) => {
    expect(authenticateHook('signed', 'standard-webhooks', aRequest(headers, text), [signer], NOW)).toMatchObject({ ok: false });
  });

  test('without a registered consumer nothing is taken', () => {
    expect(authenticateHook('signed', 'standard-webhooks', aRequest(signed('msg_1', NOW)), [], NOW)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('No consumer'),
    });
  });

  test('GitHub, Stripe and HubSpot are checked by their own rules', () => {
    const vendor: HookConsumer = { consumerId: 'v', name: 'vendor', kind: 'signed', signingSecrets: ['shared'] };
    const hex = (text: string) => createHmac('sha256', 'shared').update(text).digest('hex');
    const github = { 'x-hub-signature-256': `sha256=${hex(body)}`, 'x-github-delivery': 'd1' };
    const stripe = { 'stripe-signature': `t=${NOW},v1=${hex(`${NOW}.${body}`)}` };
    const hubspotText = `POSThttps://plant.example/hooks/test/v1/orders${body}${NOW * 1000}`;
    const hubspot = {
      'x-hubspot-request-timestamp': String(NOW * 1000),
      'x-hubspot-signature-v3': createHmac('sha256', 'shared').update(hubspotText).digest('base64'),
    };
    for (const [scheme, headers] of [
      ['github', github],
      ['stripe', stripe],
      ['hubspot-v3', hubspot],
    ] as const) {
      expect(authenticateHook('signed', scheme, aRequest(headers), [vendor], NOW), scheme).toMatchObject({ ok: true });
      expect(authenticateHook('signed', scheme, aRequest(headers, '{}'), [vendor], NOW), scheme).toMatchObject({ ok: false });
    }
  });
});

describe('other credentials', () => {
  test('an API key, a basic password and a secret path are compared by digest', () => {
    const key: HookConsumer = { consumerId: 'k', name: 'key', kind: 'api-key', secretSha256: [sha256('key-1')] };
    const basic: HookConsumer = { consumerId: 'b', name: 'basic', kind: 'basic', secretSha256: [sha256('mia:pass')] };
    const path: HookConsumer = { consumerId: 'p', name: 'path', kind: 'secret-path', secretSha256: [sha256('segment')] };
    const all = [key, basic, path];
    expect(authenticateHook('api-key', 'standard-webhooks', aRequest({ 'x-api-key': 'key-1' }), all, NOW)).toMatchObject({
      ok: true,
      consumer: key,
    });
    expect(
      authenticateHook('basic', 'standard-webhooks', aRequest({ authorization: `Basic ${btoa('mia:pass')}` }), all, NOW),
    ).toMatchObject({ ok: true, consumer: basic });
    expect(authenticateHook('secret-path', 'standard-webhooks', { ...aRequest(), pathSecret: 'segment' }, all, NOW)).toMatchObject({
      ok: true,
      consumer: path,
    });
    for (const kind of ['api-key', 'basic', 'secret-path'] as const)
      expect(authenticateHook(kind, 'standard-webhooks', aRequest({ 'x-api-key': 'key-2' }), all, NOW)).toMatchObject({ ok: false });
  });

  test('a credential of one kind opens nothing of another', () => {
    const key: HookConsumer = { consumerId: 'k', name: 'key', kind: 'api-key', secretSha256: [sha256('key-1')] };
    expect(authenticateHook('secret-path', 'standard-webhooks', { ...aRequest(), pathSecret: 'key-1' }, [key], NOW)).toMatchObject({
      ok: false,
    });
  });
});
