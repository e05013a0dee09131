import { beforeAll, describe, expect, it } from '@jest/globals';
import { routerRtpCapabilities, SFU_COMMAND_STREAM, type SfuCommand } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually, nextEvent } from '@stageline/testing';
import {
  claimsOf,
  connectAs,
  connectWith,
  joinAs,
  ask,
  must,
  startSfu,
  trackOf,
  type TestSfu,
} from '../testing/harness.ts';

let test: TestSfu;
beforeAll(async () => {
  test = await startSfu();
});

const command = (value: SfuCommand | string) =>
  test.redis.xadd(SFU_COMMAND_STREAM, '*', 'command', typeof value === 'string' ? value : JSON.stringify(value));

/** Cuts the connections that wait for commands in this file's database. */
async function killReaders(): Promise<void> {
  const clients = (await test.redis.client('LIST')) as string;
  const own = `db=${test.redis.options.db ?? 0} `;
  const readers = clients.split('\n').filter((line) => line.includes('cmd=xread ') && line.includes(own));
  expect(readers).toHaveLength(1);
  for (const line of readers) await test.redis.client('KILL', 'ID', /id=(\d+)/.exec(line)?.[1] ?? '');
}

describe('close-room', () => {
  it('ends that room for everybody, refuses its unspent tickets, and leaves other rooms alone', async () => {
    const claims = claimsOf('attendee');
    const { tenantId, sessionId } = claims;
    const inside = await joinAs(test, claims);
    const elsewhere = await joinAs(test, claimsOf('attendee', { tenantId }));
    const namesake = await joinAs(test, claimsOf('attendee', { sessionId }));
    const late = await connectAs(test, claimsOf('attendee', { tenantId, sessionId }));
    const word = nextEvent(inside.socket, 'peer:closed');
    await command({ v: 1, type: 'close-room', tenantId, sessionId });
    expect(await word).toEqual({ reason: 'room-closed' });
    const ack = await ask(late, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'not-live' } });
    expect([elsewhere.socket.connected, namesake.socket.connected]).toEqual([true, true]);
  });
});

describe('close-tenant', () => {
  it('ends all rooms of the tenant until open-tenant, and nobody else’s', async () => {
    const tenantId = newId('tnt');
    const rooms = [
      await joinAs(test, claimsOf('host', { tenantId })),
      await joinAs(test, claimsOf('host', { tenantId })),
    ];
    const elsewhere = await joinAs(test, claimsOf('host'));
    const words = rooms.map(({ socket }) => nextEvent(socket, 'peer:closed'));
    await command({ v: 1, type: 'close-tenant', tenantId });
    expect(await Promise.all(words)).toEqual([{ reason: 'room-closed' }, { reason: 'room-closed' }]);
    await expect(joinAs(test, claimsOf('host', { tenantId }))).rejects.toThrow('not-live');
    expect(elsewhere.socket.connected).toBe(true);
    await command({ v: 1, type: 'open-tenant', tenantId });
    await eventually(() => joinAs(test, claimsOf('host', { tenantId })), { what: 'the tenant to be let in again' });
  });
});

describe('close-peers', () => {
  it('ends what a member or a sign-in of that tenant sends, refuses tickets of before, and leaves the others in the room', async () => {
    const room = { tenantId: newId('tnt'), sessionId: newId('ses') };
    const signInId = newId('sin');
    const [byMember, bySignIn] = [claimsOf('host', room), claimsOf('host', { ...room, signInId })];
    const sender = await joinAs(test, bySignIn);
    const other = await joinAs(test, byMember);
    const watching = await joinAs(test, claimsOf('attendee', room));
    const created = nextEvent<{ id: string }>(watching.socket, 'consumer:created');
    await must(sender.socket, 'producer:create', trackOf('camera', sender.answer.send?.id ?? ''));
    await created;
    const unspent = test.tickets.sign('media', bySignIn);
    const [word, gone] = [nextEvent(sender.socket, 'peer:closed'), nextEvent(watching.socket, 'consumer:closed')];
    // The same ids under another tenant mean nobody.
    await command({
      v: 1,
      type: 'close-peers',
      tenantId: newId('tnt'),
      holders: [byMember.identity as never, signInId],
    });
    await command({ v: 1, type: 'close-peers', tenantId: room.tenantId, holders: [signInId] });
    expect(await word).toEqual({ reason: 'reconnect' });
    await gone;
    const again = await connectWith(test.url, { ticket: unspent });
    const ack = await ask(again, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'invalid-ticket' } });
    expect([other.socket.connected, watching.socket.connected]).toEqual([true, true]);
    const ended = nextEvent(other.socket, 'peer:closed');
    await command({ v: 1, type: 'close-peers', tenantId: room.tenantId, holders: [byMember.identity as never] });
    expect(await ended).toEqual({ reason: 'reconnect' });
    expect(watching.socket.connected).toBe(true);
  });
});

describe('a command that cannot be read', () => {
  it('does not keep the next from being carried out', async () => {
    const claims = claimsOf('attendee');
    const { socket } = await joinAs(test, claims);
    const word = nextEvent(socket, 'peer:closed');
    await command('{"type":');
    await command('{"v":1,"type":"explode"}');
    await command({ v: 1, type: 'close-room', tenantId: claims.tenantId, sessionId: claims.sessionId });
    expect(await word).toEqual({ reason: 'room-closed' });
  });

  it('survives the loss of its connection', async () => {
    const claims = claimsOf('attendee');
    const { socket } = await joinAs(test, claims);
    const word = nextEvent(socket, 'peer:closed');
    await killReaders();
    await command({ v: 1, type: 'close-room', tenantId: claims.tenantId, sessionId: claims.sessionId });
    expect(await word).toEqual({ reason: 'room-closed' });
  });
});
