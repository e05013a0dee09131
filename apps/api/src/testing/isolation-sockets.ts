import { expect } from '@jest/globals';
import type { Hint } from '@stageline/contracts';
import { askSocket as ask, connectSocket, eventually, nextEvent } from '@stageline/testing';
import type { Site } from './api-bed.ts';
import type { IsolationWorld } from './isolation-world.ts';
import { visitor } from './site-bed.ts';

/** One entry per socket message, and one per namespace that says nothing: what A may not hear of B, and B hears. */
export function socketChecks(world: () => IsolationWorld): Record<string, () => Promise<void>> {
  const connect = (
    site: { host: string },
    namespace: string,
    more: { cookie?: string; auth?: Record<string, unknown> } = {},
  ) => connectSocket(world().bed.url, { host: site.host, namespace, ...more });

  async function roomTicket(site: Site): Promise<string> {
    const { body } = await visitor({ http: world().bed.http }, site.host).post('/join', { token: site.joinToken });
    return (body as { roomTicket: string }).roomTicket;
  }

  return {
    async '/line line:resume'() {
      const { a, b } = world();
      const [onA, onB] = await Promise.all([connect(a, '/line'), connect(b, '/line')]);
      const [fromA, fromB] = [await ask(onA, 'line:resume', { after: 0 }), await ask(onB, 'line:resume', { after: 0 })];
      expect(JSON.stringify(fromA)).not.toContain(b.person.firstName);
      expect(JSON.stringify(fromB)).toContain(b.person.firstName);
    },
    async '/app app:here'() {
      const { a, b, bed } = world();
      await expect(connect(a, '/app', { cookie: b.cookie })).rejects.toMatchObject({
        data: { code: 'unauthenticated' },
      });
      const [onA, onB] = [
        await connect(a, '/app', { cookie: a.cookie }),
        await connect(b, '/app', { cookie: b.cookie }),
      ];
      const heardByA: unknown[] = [];
      onA.onAny((...heard) => heardByA.push(heard));
      const heardByB: unknown[] = [];
      onB.on('hint', ({ entity }: Hint) => heardByB.push(entity));
      await b.owner.post('/saved-views', {
        name: 'Of which A hears nothing',
        query: { layout: 'list' },
        isShared: true,
      });
      await visitor({ http: bed.http }, b.host).post('/registrations', { ...b.person, email: 'hinted@person.example' });
      await eventually(() => ['view', 'lead'].every((entity) => heardByB.includes(entity)));
      expect(heardByA).toEqual([]);

      const isOnline = async (site: Site) => {
        const { members } = (await site.owner.get('/assignment')).body as { members: { online: boolean }[] };
        return members.some(({ online }) => online);
      };
      await ask(onA, 'app:here', {});
      expect([await isOnline(a), await isOnline(b)]).toEqual([true, false]);
      await ask(onB, 'app:here', {});
      expect(await isOnline(b)).toBe(true);
    },
    async '/admin'() {
      const { a, bed } = world();
      await expect(connect({ host: bed.adminHost }, '/admin', { cookie: a.cookie })).rejects.toMatchObject({
        data: { code: 'unauthenticated' },
      });
      await expect(connect(a, '/admin', { cookie: a.cookie })).rejects.toMatchObject({ data: { code: 'not-found' } });
    },
    async '/room room:send-message'() {
      const { a, b } = world();
      const ticketOfB = await roomTicket(b);
      await expect(connect(a, '/room', { auth: { ticket: ticketOfB } })).rejects.toMatchObject({
        data: { code: 'invalid-ticket' },
      });
      const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
      const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
      const heardByA: unknown[] = [];
      onA.on('room:tick', (tick) => heardByA.push(tick));
      const tick = nextEvent(onB, 'room:tick');
      const clientId = crypto.randomUUID();
      expect(await ask(onB, 'room:send-message', { text: 'for B only', clientId })).toMatchObject({ ok: true });
      await tick;
      // The same client id in another tenant is another message.
      expect(await ask(onA, 'room:send-message', { text: 'for A only', clientId })).toMatchObject({ ok: true });
      expect(JSON.stringify(heardByA)).not.toContain('for B only');
    },
    async '/room room:history'() {
      const { a, b } = world();
      const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
      const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
      expect(JSON.stringify(await ask(onA, 'room:history', { after: 0 }))).not.toContain('for B only');
      expect(JSON.stringify(await ask(onB, 'room:history', { after: 0 }))).toContain('for B only');
    },
  };
}
