import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { afterFile, startKnot } from '@stageline/testing';
import { createDnsLookup, isPublicAddress } from './dns-lookup.ts';

/** Hears what is sent to a name server of the domain's owner, and answers nothing. */
async function listener() {
  const socket = createSocket('udp4');
  let heard = 0;
  socket.on('message', () => (heard += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  afterFile(async () => void socket.close());
  return { port: socket.address().port, heard: () => heard };
}

describe('servers that the owner of a domain names', () => {
  it('A-07 are asked at public addresses only: nobody sends our server into our own network', async () => {
    const knot = await startKnot({ zones: ['owner.test'] });
    await knot.update('owner.test', 'add _stageline.owner.test. 5 TXT "a proof"');
    const inside = await listener();
    // Two tries, the second twice as long: time enough for a busy machine to answer, and not too long for the silent server.
    const options = { servers: [knot.address], authoritativePort: inside.port, timeoutMs: 1500 };
    const found = { kind: 'found', values: ['a proof'] };
    // The zone's own server lies at 127.0.0.1; the recursive one answers for it.
    expect(await createDnsLookup(options).open().txt('_stageline.owner.test')).toEqual(found);
    expect(inside.heard()).toBe(0);
    const trusting = createDnsLookup({ ...options, allowPrivate: true });
    expect(await trusting.open().txt('_stageline.owner.test')).toEqual(found);
    expect(inside.heard()).toBeGreaterThan(0);
  });

  it.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111'])('A-07 %s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.53',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'no-address',
    '',
  ])('A-07 %j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
