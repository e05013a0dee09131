import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  MOST_RECENT_CAPTIONS,
  SFU_REPORT_STREAM,
  type CaptionLine,
  type CaptionState,
  type SessionId,
} from '@stageline/contracts';
import { createTranscription } from '@stageline/integrations/transcription';
import { newId } from '@stageline/platform';
import { tenantKey } from '@stageline/tenancy';
import { connectSocket, eventually } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';
import { startSpeechPeer, type Heard } from '../../testing/speech-peer.ts';
import { openStage, voice } from '../../testing/spoken-sound.ts';
import { createCaptionsService } from './captions.service.ts';

/** What is heard in the next calls; afterwards the number of the call. */
let next: (Heard | number | Promise<Heard | number>)[] = [];
const words = (text: string): Heard => [{ start: 0.1, end: 1.2, text, avg_logprob: Math.log(0.9) }];

let bed: ApiBed;
let peer: Awaited<ReturnType<typeof startSpeechPeer>>;
let sentence: Buffer;
let unfinished: Buffer;
beforeAll(async () => {
  peer = await startSpeechPeer((call) => next.shift() ?? words(`Words of call ${call}.`));
  [bed, sentence, unfinished] = await Promise.all([createApiBed(peer.env), voice(true), voice(false)]);
});

const setCaptions = (site: Site, isOn: boolean) => site.owner.put(`/sessions/${site.sessionId}/captions`, { isOn });
const placeOf = ({ tenantId, sessionId }: Site) => ({ tenantId, sessionId: sessionId as SessionId });
const keyOf = ({ tenantId, sessionId }: Site, part: string) => tenantKey(tenantId, 'room', 'captions', sessionId, part);

/** Whether everything that was reported has been taken. */
const allTaken = async () => (await bed.container.redis.xlen(SFU_REPORT_STREAM)) === 0;

/** An attendee of the site's session, and what they are told of captions. */
async function attend(site: Site) {
  const { body } = await visitor({ http: bed.http }, site.host).post('/join', { token: site.joinToken });
  const ticket = (body as { roomTicket: string }).roomTicket;
  const states: (CaptionState & { lines?: CaptionLine[] })[] = [];
  const lines: CaptionLine[] = [];
  const socket = await connectSocket(bed.url, { host: site.host, namespace: '/room', auth: { ticket } });
  socket.on('room:captions', (state: CaptionState) => states.push(state));
  socket.on('room:captioned', (told: { lines: CaptionLine[] }) => lines.push(...told.lines));
  await eventually(() => states.length > 0, { what: 'where captions stand' });
  return { states, lines };
}

/** A live session with captions, which is recorded. */
async function captioned(slug: string) {
  next = [];
  const site = await bed.site(slug);
  const stage = await openStage(bed, site);
  await setCaptions(site, true);
  return { site, ...stage };
}

describe('live captions', () => {
  it('G-01 C-15 what a speaker says is told to everybody in the room, with who and when, and to nobody else', async () => {
    const { site, speaker, recordingId } = await captioned('captioned');
    const other = await bed.site('elsewhere');
    await setCaptions(other, true);
    const [here, there] = [await attend(site), await attend(other)];
    const [kevin, maria] = [await speaker('Kevin'), await speaker('Maria', false)];
    next = [words('Good evening and welcome.'), words('Thank you for having me.')];
    await kevin.sends(sentence);
    await eventually(() => here.lines.length === 1, { what: 'the first line' });
    await maria.sends(sentence, 4000);
    await eventually(() => here.lines.length === 2, { what: 'the second line' });
    expect(here.lines).toEqual([
      expect.objectContaining({ number: 1, speaker: 'Kevin', fromHost: true, text: 'Good evening and welcome.' }),
      expect.objectContaining({ number: 2, speaker: 'Maria', fromHost: false, text: 'Thank you for having me.' }),
    ]);
    const [, second] = here.lines;
    expect(second).toMatchObject({ recordingId, startMs: 4100, endMs: 5200, confidence: expect.closeTo(0.9) });
    expect([there.lines, here.states[0]]).toEqual([[], { isOn: true, unavailable: null, trouble: null, lines: [] }]);
  });

  it('C-15 whoever comes later is told the last lines, and of a masterclass that is over nothing is kept', async () => {
    const { site, speaker } = await captioned('late-come');
    const kevin = await speaker('Kevin');
    const early = await attend(site);
    for (let index = 0; index < MOST_RECENT_CAPTIONS + 1; index += 1) {
      await kevin.sends(sentence);
      await eventually(() => early.lines.length === index + 1, { what: `line ${index + 1}` });
    }
    const late = await attend(site);
    expect(late.states[0]!.lines!.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
    const { store } = bed.modules.captions;
    expect(await store.lines(placeOf(site))).toHaveLength(6);
    await site.owner.post(`/sessions/${site.sessionId}/end`);
    await bed.settle();
    expect(await store.lines(placeOf(site))).toEqual([]);
  });

  it('C-15 a host switches them on and off for everybody, which is in the log; others may not', async () => {
    const { site, speaker } = await captioned('switched');
    const rep = await site.member('helper', ['rep']);
    expect((await rep.put(`/sessions/${site.sessionId}/captions`, { isOn: false })).status).toBe(403);
    const guest = await attend(site);
    expect((await setCaptions(site, true)).body).toEqual({ isOn: true, unavailable: null, trouble: null });
    // Whoever did not hear of it, as a process died before it said so, does now.
    await eventually(() => guest.states.length === 2, { what: 'the same word once more' });
    await setCaptions(site, false);
    await eventually(() => guest.states.at(-1)!.isOn === false, { what: 'the word that they are off' });
    const { items } = (await site.owner.get('/audit')).body as { items: { action: string }[] };
    const actions = items.map(({ action }) => action).filter((action) => action.startsWith('captions.'));
    expect(actions).toEqual(['captions.switched-off', 'captions.switched-on']);
    const before = peer.calls();
    const kevin = await speaker('Kevin');
    await kevin.sends(sentence);
    await eventually(allTaken, { what: 'what is said while they are off' });
    await setCaptions(site, true);
    await kevin.sends(sentence);
    await eventually(() => guest.lines.length > 0, { what: 'words after they are on again' });
    // Nothing is recognised of what was said while they were off.
    expect([peer.calls() - before, guest.lines[0]!.startMs]).toEqual([1, 2100]);
    await site.owner.post(`/sessions/${site.sessionId}/end`);
    expect((await setCaptions(site, false)).body).toMatchObject({ code: 'illegal-transition' });
  });

  it('C-15 where nobody understands the language they cannot be switched on, and the room knows why', async () => {
    const site = await bed.site('not-english');
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const plan = {
      title: 'Auf Deutsch',
      description: '',
      startsAt,
      durationMinutes: 60,
      timeZone: 'UTC',
      language: 'de',
    };
    const { id } = (await site.owner.post('/sessions', plan)).body as { id: SessionId };
    const embedded = await createTranscription({ kind: 'embedded' }, { production: false, allowEmbedded: [] });
    const over = (recogniser: typeof embedded) =>
      createCaptionsService({
        store: bed.modules.captions.store,
        sessions: bed.modules.sessions.service,
        recogniser,
        ...({} as Pick<Parameters<typeof createCaptionsService>[0], 'room' | 'audit' | 'unitOfWork'>),
      });
    const off = { isOn: false, trouble: null, lines: [] };
    for (const [recogniser, unavailable] of [
      [embedded, 'unsupported-language'],
      [null, 'no-recogniser'],
    ] as const) {
      expect(await site.in(() => over(recogniser).snapshot(id))).toEqual({ ...off, unavailable });
      await expect(site.in(() => over(recogniser).set(id, true))).rejects.toMatchObject({
        code: 'captions-unavailable',
      });
    }
  });

  it('G-01 words wait for their end: until the next segment, the end of the track, or until nothing comes', async () => {
    const { site, speaker, recordingId } = await captioned('waiting');
    const { store } = bed.modules.captions;
    const guest = await attend(site);
    const before = peer.calls();
    const kevin = await speaker('Kevin');
    await kevin.sends(unfinished);
    await kevin.sends(sentence);
    await eventually(() => guest.lines.length === 1, { what: 'both segments as one' });
    expect([peer.calls() - before, guest.lines[0]!.startMs]).toEqual([1, 100]);
    await kevin.sends(unfinished);
    await kevin.ends(6000);
    await eventually(() => guest.lines.length === 2, { what: 'what came before the end of the track' });
    const maria = await speaker('Maria');
    await maria.sends(unfinished);
    const tail = await eventually(async () => (await store.tails(placeOf(site))).get(maria.trackId), {
      what: 'a tail',
    });
    expect(tail).toMatchObject({ recordingId, fromMs: 0 });
    // As after a while in which nothing comes.
    await store.setTail(placeOf(site), maria.trackId, { ...tail, toldAt: Date.now() - 60_000 });
    await store.setDue(placeOf(site), 0);
    await eventually(() => guest.lines.length === 3, { what: 'the words that nothing follows' });
    expect(guest.lines.map(({ speaker: name, startMs }) => [name, startMs])).toEqual([
      ['Kevin', 100],
      ['Kevin', 4100],
      ['Maria', 100],
    ]);
  });

  it('G-01 words of which nothing is known any more are given up, and the room is not looked at without end', async () => {
    const { site, speaker, recordingId } = await captioned('given-up');
    const { store } = bed.modules.captions;
    const segment = { storageKey: 'tenants/none', startMs: 0, durationMs: 2000, bytes: 1, isCut: false };
    const unknown = newId('trk');
    const longAgo = Date.now() - 60_000;
    await store.setTail(placeOf(site), unknown, { recordingId, fromMs: 0, segments: [segment], toldAt: longAgo });
    await store.setDue(placeOf(site), 0);
    await eventually(async () => (await store.tails(placeOf(site))).get(unknown)?.segments.length === 0, {
      what: 'the words to be given up',
    });
    const guest = await attend(site);
    await (await speaker('Kevin')).sends(sentence);
    await eventually(() => guest.lines.length === 1, { what: 'what is said next' });
  });

  it('G-01 a room in which much is said keeps its turn', async () => {
    const { site } = await captioned('busy');
    const { store } = bed.modules.captions;
    const isDue = async (by: number) => (await store.due(by, 1000)).some((place) => place.sessionId === site.sessionId);
    const future = Date.now() + 3_600_000;
    const piece = { recordingId: newId('rec'), trackId: newId('trk'), segment: null };
    await store.setDue(placeOf(site), future);
    await store.add(placeOf(site), { ...piece, toldAt: future + 1000 });
    expect([await isDue(future), await isDue(future - 1)]).toEqual([true, false]);
    await store.add(placeOf(site), { ...piece, toldAt: future - 1000 });
    expect(await isDue(future - 1000)).toBe(true);
  });

  it('G-01 the same segment told twice is heard once', async () => {
    const { site, speaker, recordingId } = await captioned('twice');
    const guest = await attend(site);
    const kevin = await speaker('Kevin');
    await kevin.sends(sentence);
    await eventually(() => guest.lines.length === 1, { what: 'the line' });
    const before = peer.calls();
    const storageKey = `tenants/${site.tenantId}/recordings/${recordingId}/tracks/${kevin.trackId}/0.mkv`;
    const segment = { storageKey, startMs: 0, durationMs: 2000, bytes: 1, isCut: false };
    const piece = { recordingId, trackId: kevin.trackId, segment, toldAt: Date.now() };
    await bed.modules.captions.store.add(placeOf(site), piece);
    await kevin.sends(sentence);
    await eventually(() => guest.lines.length === 2, { what: 'the next line' });
    expect([peer.calls() - before, guest.lines[1]!.startMs]).toEqual([1, 2100]);
  });

  it('G-02 a recogniser that fails is said to the room, and leaves the recording as it is; the next words come again', async () => {
    const { site, speaker, recordingId } = await captioned('failing');
    const guest = await attend(site);
    const kevin = await speaker('Kevin');
    next = [401];
    await kevin.sends(sentence);
    await eventually(() => guest.states.at(-1)!.trouble === 'failed', { what: 'the word that it fails' });
    const { items } = (await site.owner.get(`/sessions/${site.sessionId}/recordings`)).body;
    expect(items).toEqual([expect.objectContaining({ id: recordingId, state: 'recording', failure: null })]);
    await kevin.sends(sentence);
    await eventually(() => guest.states.at(-1)!.trouble === null, { what: 'the word that it is well again' });
    await eventually(() => guest.lines.length === 1, { what: 'the next words' });
  });

  it('C-15 a recogniser that is too slow leaves out the oldest, says so, and nothing piles up', async () => {
    const { site, speaker } = await captioned('slow');
    const { store } = bed.modules.captions;
    const guest = await attend(site);
    const kevin = await speaker('Kevin');
    const { promise, resolve } = Promise.withResolvers<Heard>();
    next = [promise];
    const before = peer.calls();
    // Of a time to come: however slow this machine is, it is no old news.
    const startMs = (index: number) => 600_000 + index * 2000;
    await kevin.sends(sentence, startMs(0));
    await eventually(() => peer.calls() > before, { what: 'the recogniser at work' });
    for (let index = 1; index <= 26; index += 1) await kevin.sends(sentence, startMs(index));
    await eventually(() => guest.states.at(-1)!.trouble === 'behind', { what: 'the word that they are behind' });
    await eventually(allTaken, { what: 'all that was said to be taken' });
    expect(await store.waiting(placeOf(site))).toBe(24);
    resolve(words('At last.'));
    await eventually(() => guest.lines.length >= 2, { what: 'what was left' });
    // Of 26 that waited the oldest two were left out.
    expect(guest.lines.slice(0, 2).map((line) => line.startMs)).toEqual([600_100, 606_100]);
    await bed.container.redis.del(keyOf(site, 'queue'));
    await kevin.sends(sentence, startMs(27));
    await eventually(() => guest.states.at(-1)!.trouble === null, { what: 'the word that they are in time' });
  });

  it('G-01 a worker that died with a piece costs that piece: what waits is heard by another', async () => {
    const { site, speaker } = await captioned('survived');
    const { store } = bed.modules.captions;
    const guest = await attend(site);
    const kevin = await speaker('Kevin');
    expect(await store.take(placeOf(site), 'of a worker that is dead', 600_000)).toBe(true);
    await kevin.sends(sentence);
    await eventually(async () => (await store.waiting(placeOf(site))) === 1, { what: 'a piece that waits' });
    expect(guest.lines).toEqual([]);
    // A lease ends by itself; this one now.
    const { redis } = bed.container;
    expect(await redis.pttl(keyOf(site, 'lease'))).toBeGreaterThan(0);
    await redis.pexpire(keyOf(site, 'lease'), 1);
    await eventually(() => guest.lines.length === 1, { what: 'the line, once the lease is over' });
    // Late by more than that, it is left out.
    const old = { recordingId: guest.lines[0]!.recordingId, trackId: kevin.trackId, segment: null };
    await store.add(placeOf(site), { ...old, toldAt: Date.now() - 100_000 });
    await eventually(() => guest.states.at(-1)!.trouble === 'behind', { what: 'the word that it was left out' });
  });

  it('G-03 what is said while the recording pauses is not heard, and what was said before is heard to its end', async () => {
    const { site, speaker, recordingId } = await captioned('paused');
    const guest = await attend(site);
    const recordings = `/sessions/${site.sessionId}/recordings`;
    expect((await site.owner.post(`${recordings}/${recordingId}/pause`)).status).toBe(200);
    const { items } = (await site.owner.get(recordings)).body as { items: { pauses: { fromMs: number }[] }[] };
    const { fromMs } = items[0]!.pauses[0]!;
    const kevin = await speaker('Kevin');
    await kevin.sends(sentence, fromMs + 4000);
    await kevin.sends(unfinished, fromMs - 1500);
    await eventually(() => guest.lines.length > 0, { what: 'what was said before the pause' });
    // In the order in which they were told.
    expect(guest.lines.map(({ startMs }) => startMs)).toEqual([fromMs - 1400]);
  });

  it('G-03 what was heard in a recording that is deleted goes with it', async () => {
    const { site, speaker, recordingId } = await captioned('deleted');
    const { store } = bed.modules.captions;
    const guest = await attend(site);
    const kevin = await speaker('Kevin');
    await kevin.sends(sentence);
    await eventually(() => guest.lines.length === 1, { what: 'the line' });
    await site.in(() => bed.modules.recordings.service.cannotWrite(recordingId));
    const [line] = guest.lines;
    await store.append(placeOf(site), [
      { ...line!, recordingId: 'rec_01jd5x8v1ye1ta8v2s3q4w5e6r' as typeof recordingId },
    ]);
    expect((await site.owner.delete(`/sessions/${site.sessionId}/recordings/${recordingId}`)).status).toBe(204);
    await bed.settle();
    expect((await store.lines(placeOf(site))).map(({ number }) => number)).toEqual([2]);
  });
});
