import { expect, it } from '@jest/globals';
import { createIceServers } from './ice-servers.ts';

const clock = { now: () => new Date(1_800_000_000_999) };

it('C-03 gives each connection a password for the relay that ends after twelve hours, as coturn computes it', () => {
  const urls = ['turn:turn.test:3478', 'turns:turn.test:443?transport=tcp'];
  // By openssl: printf '1800043200:someone' | openssl dgst -sha1 -hmac north-of-the-relay -binary | base64
  expect(createIceServers({ urls, secret: 'north-of-the-relay' }, clock)('someone')).toEqual([
    { urls, username: '1800043200:someone', credential: '/g4SO2URHZIZwLg+pGcUKfr65Sc=' },
  ]);
});

it('C-03 gives none where there is no relay', () => {
  expect(createIceServers(undefined, clock)('someone')).toEqual([]);
});
