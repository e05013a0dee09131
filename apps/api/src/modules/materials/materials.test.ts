import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatChange, Material, MaterialBoard, MaterialId, MembershipId, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { tenantPath } from '@stageline/tenancy';
import { eventually } from '@stageline/testing';
import sharp from 'sharp';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { pdfOf, protectedPdf } from '../../testing/pdf.ts';
import { sessionRoom } from '../sessions/index.ts';
import { createMaterialsModule } from './materials.module.ts';
import { SlideTurnModel } from './materials.model.ts';
import { fileNameOf } from './materials.service.ts';

describe('slides and handouts', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  async function room() {
    const { id: tenantId } = bed.tenant();
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    const as = (role: TicketClaims['role'], displayName: string): TicketClaims => {
      const identity = role === 'attendee' ? newId('per') : newId('mem');
      return { tenantId, sessionId, role, identity, displayName };
    };
    return { tenantId, sessionId, host: as('host', 'Kevin'), cohost: as('cohost', 'Nina'), as };
  }
  async function* pieces(bytes: Buffer) {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  const upload = ({ tenantId, sessionId, identity }: TicketClaims, bytes: Buffer, filename = 'My slides.pdf') =>
    bed.in(tenantId, () =>
      bed.materials.service.upload(identity as MembershipId, sessionId, { filename, content: pieces(bytes) }),
    );
  async function ready(claims: TicketClaims, pages: number): Promise<Material> {
    const { id } = await upload(claims, pdfOf(pages));
    await bed.in(claims.tenantId, () => bed.materials.service.render(id));
    return (await list(claims)).find((file) => file.id === id)!;
  }
  async function ask<T>(claims: TicketClaims, event: `room:${string}`, payload: object): Promise<T> {
    const { tenantId } = claims;
    const handler = bed.materials.sockets![0]!.handlers[event]!;
    return bed.in(tenantId, () =>
      handler(payload as never, peer({ tenantId, ticket: claims }), fakeSocket()),
    ) as Promise<T>;
  }
  const list = async (claims: TicketClaims) => (await ask<{ items: Material[] }>(claims, 'room:list-files', {})).items;
  const show = (claims: TicketClaims, fileId: MaterialId | null, page = 1) =>
    ask(claims, 'room:show-slide', { slide: fileId === null ? null : { fileId, page } });
  const told = ({ tenantId, sessionId }: TicketClaims): MaterialBoard[] =>
    bed.told
      .filter(({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId))
      .flatMap(({ payload }) => (payload.changes ?? []) as ChatChange[])
      .flatMap(({ materials }) => materials ?? []);
  async function enter(claims: TicketClaims): Promise<MaterialBoard> {
    const { tenantId } = claims;
    const socket = fakeSocket();
    await bed.in(tenantId, () => bed.chat.sockets![0]!.onConnect!(peer({ tenantId, ticket: claims }), socket));
    return socket.heard.find(({ event }) => event === 'room:chat')!.payload.materials;
  }
  async function pictureAt(claims: TicketClaims, url: string, tenantId = claims.tenantId): Promise<Buffer> {
    const [, , , , id, , page, key] = url.split('/');
    return bed.in(tenantId, async () =>
      buffer(await bed.materials.service.picture(id as MaterialId, Number(page), key!)),
    );
  }

  it('C-04 pages whose job was lost are asked for again by the sweep, and those that were drawn are not', async () => {
    const { host, tenantId } = await room();
    const orders: unknown[] = [];
    const { sweep } = createMaterialsModule({
      ...bed.materialsDeps,
      queue: { enqueue: async (_job, tenant, payload, options) => void orders.push([tenant, payload, options]) },
    });
    const drawn = await ready(host, 1);
    const { id } = await upload(host, pdfOf(2));
    // What has just been uploaded is on its way.
    await sweep();
    expect(orders).toEqual([]);
    await sweep();
    expect(orders).toContainEqual([tenantId, { fileId: id }, { jobId: id }]);
    expect(JSON.stringify(orders)).not.toContain(drawn.id);
    await bed.in(tenantId, () => bed.materials.service.render(id));
    orders.length = 0;
    await sweep();
    expect(JSON.stringify(orders)).not.toContain(id);
  });

  it('C-11 a process that ends between storing a file and naming it leaves nothing for long, in the store or on its disk', async () => {
    const { host, tenantId } = await room();
    const hangs = new Promise<never>(() => undefined);
    const dying = createMaterialsModule({
      ...bed.materialsDeps,
      unitOfWork: { ...bed.materialsDeps.unitOfWork, run: () => hangs },
    });
    const stored = () => bed.storage.sizeOf(tenantPath(tenantId, 'materials'));
    const named = await upload(host, pdfOf(1), 'Named.pdf');
    const before = await stored();
    const { sessionId, identity } = host;
    const content = { filename: 'Lost.pdf', content: pieces(pdfOf(2)) };
    void bed
      .in(tenantId, () => dying.service.upload(identity as MembershipId, sessionId, content))
      .catch(() => undefined);
    await eventually(async () => (await stored()) > before, { what: 'the file to be stored' });
    const { workFolder } = bed.materialsDeps;
    const leftAt = async (name: string, at: Date) => {
      await mkdir(path.join(workFolder, name), { recursive: true });
      await utimes(path.join(workFolder, name), at, at);
    };
    const [start, later] = [bed.clock.now(), new Date(bed.clock.now().getTime() + 6 * 3_600_000)];
    await leftAt('pdf-left', start);
    await leftAt('pdf-in-use', later);
    await bed.materials.sweep();
    expect(await stored()).toBeGreaterThan(before);
    bed.clock.advance(6 * 3_600_000 + 1);
    await bed.materials.sweep();
    expect(await stored()).toBe(before);
    expect(await readdir(workFolder)).toEqual(['pdf-in-use']);
    expect(await list(host)).toMatchObject([{ id: named.id, name: 'Named.pdf' }]);
    await rm(path.join(workFolder, 'pdf-in-use'), { recursive: true });
  });

  it('C-01 an observer gets no pass to the handouts, which would outlive the visit and be counted', async () => {
    const { as, host } = await room();
    const heard = async (claims: TicketClaims) => {
      const socket = fakeSocket();
      const { tenantId } = claims;
      await bed.in(tenantId, () => bed.materials.sockets![0]!.onConnect!(peer({ tenantId, ticket: claims }), socket));
      return socket.heard.map(({ event }) => event);
    };
    expect(await heard({ ...host, role: 'observer', identity: newId('mem') })).toEqual([]);
    expect(await heard(as('attendee', 'Ana R.'))).toEqual(['room:own-files']);
  });

  it('C-04 a PDF is drawn page by page, and a page is before everybody with its instant, also whoever comes later', async () => {
    const { host, cohost, as, tenantId, sessionId } = await room();
    const { id } = await upload(host, pdfOf(3));
    expect(await list(cohost)).toMatchObject([
      { id, name: 'My slides.pdf', pages: 3, state: 'processing', pageUrls: [] },
    ]);
    await expect(show(host, id)).rejects.toMatchObject({ code: 'illegal-transition' });
    await bed.in(tenantId, () => bed.materials.service.render(id));
    const [deck] = await list(host);
    expect(deck).toMatchObject({ state: 'ready', pagesReady: 3 });

    await show(cohost, id, 2);
    await show(host, id, 2);
    bed.clock.advance(5_000);
    await show(host, id, 3);
    expect(told(host).map(({ slide }) => slide?.page)).toEqual([2, 3]);
    const late = await enter(as('attendee', 'Ana R.'));
    expect(late.slide).toEqual({ fileId: id, page: 3, pages: 3, url: deck!.pageUrls[2] });
    const picture = await sharp(await pictureAt(host, late.slide!.url)).metadata();
    expect([picture.format, picture.width, picture.height]).toEqual(['jpeg', 1600, 900]);
    await show(host, null);
    expect((await enter(as('attendee', 'Ben C.'))).slide).toBeNull();
    const turns = await bed.in(tenantId, async () => SlideTurnModel.find({ sessionId }).sort({ revision: 1 }).lean());
    expect(turns.map(({ page, at, by }) => [page, at.getTime(), by])).toEqual([
      [2, bed.clock.now().getTime() - 5_000, cohost.identity],
      [3, bed.clock.now().getTime(), host.identity],
      [null, bed.clock.now().getTime(), host.identity],
    ]);
    await expect(show(host, id, 4)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('C-04 an address opens one page on one site, and no other', async () => {
    const { host } = await room();
    const { pageUrls } = await ready(host, 2);
    expect((await pictureAt(host, pageUrls[0]!)).length).toBeGreaterThan(1000);
    const swapped = pageUrls[0]!.replace('/pages/1/', '/pages/2/');
    await expect(pictureAt(host, swapped)).rejects.toMatchObject({ code: 'not-found' });
    await expect(pictureAt(host, pageUrls[0]!, bed.tenant().id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('C-11 a file is judged by what is in it; where it is refused, nothing of it is kept', async () => {
    const { host, tenantId } = await room();
    const cut = pdfOf(40).subarray(0, 400);
    const refusals: [Buffer, string][] = [
      [Buffer.from('<html>no PDF at all</html>'), 'pdf-unreadable'],
      [Buffer.from(`%PDF-1.7\n${'x'.repeat(5000)}`), 'pdf-unreadable'],
      [cut, 'pdf-unreadable'],
      [protectedPdf(), 'pdf-protected'],
      [pdfOf(101), 'pdf-too-long'],
    ];
    for (const [bytes, code] of refusals) await expect(upload(host, bytes)).rejects.toMatchObject({ code });
    expect(await list(host)).toEqual([]);
    expect(await bed.storage.sizeOf(tenantPath(tenantId, 'materials'))).toBe(0);
    expect(await readdir(bed.materialsDeps.workFolder)).toEqual([]);
  });

  it('C-11 a name is a name: no folders, nothing invisible, and a PDF at its end', () => {
    expect(fileNameOf('../../etc/Preise für April.PDF')).toBe('Preise für April.pdf');
    expect(fileNameOf('C:\\talks\\deck')).toBe('deck.pdf');
    expect(fileNameOf('invoice\u202Efdp.exe\u0000')).toBe('invoicefdp.pdf');
    expect(fileNameOf('')).toBe('document.pdf');
  });

  it('C-11 what is given is there for each of the audience, counted once, also after the end; else it is not', async () => {
    const { host, as, tenantId, sessionId } = await room();
    const ana = as('attendee', 'Ana R.');
    const bytes = pdfOf(2);
    const { id } = await upload(host, bytes, 'Arbeitsblätter.pdf');
    const pass = bed.in(tenantId, async () => bed.materials.service.pass(sessionId, ana.identity));
    const take = async (by = pass) => {
      const text = await by;
      return bed.in(tenantId, async () => {
        const { name, content } = await bed.materials.service.download(id, text);
        return [name, (await buffer(content)).equals(bytes)];
      });
    };
    await expect(take()).rejects.toMatchObject({ code: 'not-found' });
    await ask(host, 'room:give-file', { fileId: id, isGiven: true });
    await ask(host, 'room:give-file', { fileId: id, isGiven: true });
    expect(told(host)).toMatchObject([{ handouts: [{ id, name: 'Arbeitsblätter.pdf', bytes: bytes.length }] }]);
    const both = await Promise.all([take(), take()]);
    expect([...both, await take()]).toEqual(Array.from({ length: 3 }, () => ['Arbeitsblätter.pdf', true]));
    // Whoever looks at what they gave is not of those who took it.
    await take(bed.in(tenantId, async () => bed.materials.service.pass(sessionId, as('host', 'Kevin G.').identity)));
    expect((await list(host))[0]).toMatchObject({ isGiven: true, downloads: 1 });
    await expect(take(Promise.resolve(`${ana.identity}.forged`))).rejects.toMatchObject({ code: 'not-found' });
    const elsewhere = await room();
    const foreign = bed.in(elsewhere.tenantId, async () =>
      bed.materials.service.pass(elsewhere.sessionId, ana.identity),
    );
    await expect(take(foreign)).rejects.toMatchObject({ code: 'not-found' });

    await bed.in(tenantId, () => bed.sessions.service.goLive(sessionId));
    await bed.in(tenantId, () => bed.sessions.service.end(sessionId));
    const kept = await bed.in(tenantId, () => bed.materials.service.handoutsOf(sessionId, ana.identity as never));
    expect(kept).toEqual([
      { name: 'Arbeitsblätter.pdf', bytes: bytes.length, url: `/api/v1/materials/${id}/handout/${await pass}` },
    ]);
    expect(await take()).toEqual(['Arbeitsblätter.pdf', true]);
    await expect(ask(host, 'room:give-file', { fileId: id, isGiven: false })).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    expect(bed.audited.filter(({ target }) => target?.id === id).map(({ action }) => action)).toEqual([
      'material.uploaded',
      'material.given',
    ]);
  });

  it('C-04 a file that is deleted is off the stage at once, and so is what was stored of it', async () => {
    const { host, as, tenantId, sessionId } = await room();
    const { id } = await ready(host, 1);
    await show(host, id);
    await ask(host, 'room:give-file', { fileId: id, isGiven: true });
    await bed.in(tenantId, () => bed.materials.service.remove(host.identity as MembershipId, sessionId, id));
    expect(await enter(as('attendee', 'Ana R.'))).toEqual({ slide: null, handouts: [] });
    await bed.in(tenantId, () => bed.materials.service.cleanUp(id));
    await eventually(async () => (await bed.storage.sizeOf(tenantPath(tenantId, 'materials'))) === 0);
  });

  it('C-01 an attendee and a moderator neither list files nor show nor give one, and another site has none', async () => {
    const { host, as } = await room();
    const { id } = await ready(host, 1);
    const foreign = await room();
    for (const role of ['attendee', 'moderator'] as const) {
      const claims = as(role, 'Max');
      await expect(list(claims)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(show(claims, id)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(ask(claims, 'room:give-file', { fileId: id, isGiven: true })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    expect(await list(foreign.host)).toEqual([]);
    await expect(show(foreign.host, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(told(host)).toEqual([]);
  });
});
