import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  ComposeReplay,
  type OpenedReplay,
  type PersonId,
  type RecordingId,
  type ReplayAccess,
  type ReplayEntry,
  type ReplayMark,
  type ReplayOffer,
  type ReplayView,
  type SessionMoment,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createDeadLetters } from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import { afterFile, eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createReplayWork, RECORDED_AT, type ReplayWork } from '../../testing/replay-work.ts';
import { createBedStores, type BedStores } from '../../testing/site-bed-stores.ts';
import { readPlaylist } from './playlists.ts';

let stores: BedStores;
let work: ReplayWork;
const tenantId = newId('tnt');
const sessionId = newId('ses');
const inside = <T>(run: () => Promise<T>, tenant = tenantId) => runInTenant(tenant, run);
/** What the routes of the module answer, without the way there. */
const call = (id: string, input: Record<string, unknown>, tenant = tenantId, within = work): Promise<unknown> => {
  const binding = within.routes!.find(({ operation }) => operation.id === id)!;
  return inside(() => binding.handle({ ...input, tenant: { id: tenant } } as never), tenant);
};
const list = async () => ((await call('replays.list', { params: { sessionId } })) as { items: ReplayEntry[] }).items;
const publish = (replayId: string, access: ReplayAccess, more: Record<string, unknown> = {}) =>
  call('replays.publish', { params: { replayId }, body: { access, expiresAt: null, ...more } });
const open = (by: Record<string, string>, more: Record<string, unknown> = {}, tenant = tenantId) =>
  call('replays.open', { body: { by, ...more } }, tenant) as Promise<OpenedReplay>;
const opened = async (by: Record<string, string>): Promise<ReplayView> => {
  const found = await open(by);
  if (found.state !== 'open') throw new Error(`It is ${found.state}`);
  return found.replay;
};
const media = (grant: string, file: string, tenant = tenantId) =>
  call('replays.media', { params: { grant, file } }, tenant) as Promise<{
    inline: AsyncIterable<Buffer>;
    mediaType: string;
  }>;
async function piecesOf(content: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return pieces;
}
const keyOf = ({ path: page }: ReplayEntry) => page.slice('/replay/'.length);

let recordingId: RecordingId;
let replay: ReplayEntry;

beforeAll(async () => {
  stores = await createBedStores();
  const { redisUrl, logger, storage } = stores;
  const deadLetters = createDeadLetters();
  const queue = createQueue({ redisUrl, logger, prefix: 'replays-test', deadLetters, backoffMs: 5 });
  work = await createReplayWork({ storage, queue });
  await queue.start(work.jobs ?? []);
  afterFile(() => queue.close());
  recordingId = await inside(() => work.record(sessionId));
  await inside(() => work.composing.announce(tenantId, recordingId));
  // The relay may deliver twice.
  await inside(() => work.composing.announce(tenantId, recordingId));
  replay = await eventually(async () => (await list()).find(({ state }) => state === 'ready'), { what: 'the replay' });
});

describe('making', () => {
  it('C-13 a finished recording becomes one replay, a draft that nobody but the team can see', async () => {
    expect(await list()).toEqual([replay]);
    expect(replay).toMatchObject({ publication: 'draft', percent: 100, durationMs: 3000, failure: null, cuts: [] });
    expect(work.told.filter(([id]) => id === recordingId).at(-1)).toEqual([recordingId, 'ready']);
    await expect(open({ key: keyOf(replay) })).rejects.toMatchObject({ code: 'not-found' });
    const { token } = await inside(async () => work.registrant(sessionId));
    expect(await open({ token })).toEqual({ state: 'none' });
    const preview = (await call('replays.preview', {
      params: { replayId: replay.id },
      actor: { membershipId: newId('mem') },
    })) as OpenedReplay;
    expect(preview).toMatchObject({ state: 'open', replay: { counted: false, positionMs: null } });
  });

  it('C-13 a killed worker leaves nothing that is shown, and the next one begins where it was', async () => {
    const other = newId('ses');
    const id = await inside(() => work.record(other));
    await inside(async () => {
      // As a worker leaves it that is killed between storing its files and saying so.
      const queueless = await createReplayWork({ storage: stores.storage, queue: { enqueue: async () => undefined } });
      queueless.recorded.set(id, work.recorded.get(id)!);
      await queueless.composing.announce(tenantId, id);
      const row = await mongoose.models['Replay']!.findOne({ recordingId: id }).lean<{ _id: string }>();
      const folder = (attempt: string) => tenantPath(tenantId, 'replays', row!._id, attempt, 'master.m3u8');
      await mongoose.models['Replay']!.updateOne({ _id: row!._id }, { $set: { attempt: 'dead' } });
      await stores.storage.put(folder('dead'), Buffer.from('half'));
      await queueless.composing.make(row!._id as never);
      const after = await mongoose.models['Replay']!.findOne({ recordingId: id }).lean<{
        film: string;
        state: string;
      }>();
      expect(after).toMatchObject({ state: 'ready' });
      expect(after!.film).not.toBe('dead');
      expect(await stores.storage.get(folder('dead'))).toBeNull();
      // Said again, it is not made again.
      await queueless.composing.make(row!._id as never);
      const later = await mongoose.models['Replay']!.findOne({ recordingId: id }).lean<{ film: string }>();
      expect(later!.film).toBe(after!.film);
    });
  });

  it('C-13 says why it failed once no attempt is left, and can be tried again', async () => {
    const [other, id] = [newId('ses'), newId('rec')];
    work.recorded.set(id, {
      recording: { sessionId: other, startedAt: RECORDED_AT, durationMs: 4000, gaps: [], pauses: [] },
      tracks: [
        {
          trackId: 'cam',
          source: 'camera',
          kind: 'video',
          fromHost: true,
          segments: [{ storageKey: tenantPath(tenantId, 'gone.mkv'), startMs: 0, durationMs: 4000, bytes: 10 }],
        },
      ],
    });
    await inside(() => work.composing.announce(tenantId, id));
    const state = async () =>
      ((await call('replays.list', { params: { sessionId: other } })) as { items: ReplayEntry[] }).items[0]!;
    const failed = await eventually(async () => ((await state()).state === 'failed' ? state() : undefined));
    expect(failed.failure).toBe('segments-missing');
    await eventually(() =>
      work.told.some(([told, what, why]) => told === id && what === 'failed' && why === 'segments-missing'),
    );
    work.recorded.set(id, work.recorded.get(recordingId)!);
    await call('replays.retry', { params: { replayId: failed.id } });
    await eventually(async () => (await state()).state === 'ready');
    await expect(call('replays.retry', { params: { replayId: failed.id } })).rejects.toMatchObject({
      code: 'illegal-transition',
    });
  });

  it('C-13 goes with its recording, also while it is made', async () => {
    const other = newId('ses');
    const id = await inside(() => work.record(other));
    await inside(() => work.composing.announce(tenantId, id));
    work.recorded.delete(id);
    await inside(() => work.composing.removeOf(id));
    await inside(() => work.composing.removeOf(id));
    expect(await call('replays.list', { params: { sessionId: other } })).toEqual({ items: [] });
    await eventually(async () => (await readdir(work.workFolder)).length === 0);
  });
});

describe('a job that was lost', () => {
  it('C-13 a film whose job is gone from Redis is ordered again by the sweep, and what has its job is not', async () => {
    const { redisUrl, logger, redis } = stores;
    const other = newId('tnt');
    // Nobody works here, so that what was ordered stays.
    const idle = createQueue({ redisUrl, logger, prefix: 'replays-lost', backoffMs: 5 });
    afterFile(() => idle.close());
    const lane = idle.lane(ComposeReplay.lane!);
    const lost = await createReplayWork({ storage: stores.storage, queue: idle });
    const id = await inside(() => lost.record(newId('ses')), other);
    await inside(() => lost.composing.announce(other, id), other);
    await lost.sweep();
    await lost.sweep();
    expect(await lane.unfinished()).toBe(1);
    await redis.del(await redis.keys('replays-lost:*'));
    expect(await lane.unfinished()).toBe(0);
    await lost.sweep();
    await lost.sweep();
    expect(await lane.unfinished()).toBe(1);
    // One that has failed waits for somebody to order it; that order may be lost as well.
    const replayId = (await inside(
      async () => mongoose.models['Replay']!.findOne({ recordingId: id }).lean<{ _id: string }>(),
      other,
    ))!._id as never;
    await redis.del(await redis.keys('replays-lost:*'));
    await inside(() => lost.composing.giveUp(replayId), other);
    await lost.sweep();
    expect(await lane.unfinished()).toBe(0);
    await call('replays.retry', { params: { replayId } }, other, lost);
    expect(await lane.unfinished()).toBe(1);
    await redis.del(await redis.keys('replays-lost:*'));
    await lost.sweep();
    await lost.sweep();
    expect(await lane.unfinished()).toBe(1);
    await inside(() => lost.composing.removeOf(id), other);
  });
});

describe('who may see it', () => {
  it('C-13 everybody with the link, registrants, whoever knows the password, until it is over', async () => {
    const by = { key: keyOf(replay) };
    const [guest, stranger] = await inside(
      async () => [work.registrant(sessionId), work.registrant(newId('ses'))] as const,
    );
    const attendee = await inside(async () => work.registrant(null));
    work.attended.set(attendee.personId, [sessionId]);
    const states = async () => {
      const ways = [by, { token: guest.token }, { token: attendee.token }, { token: stranger.token }];
      return (await Promise.all(ways.map((way) => open(way)))).map(({ state }) => state);
    };
    await publish(replay.id, 'registrants');
    expect(await states()).toEqual(['registrants', 'open', 'open', 'none']);
    await publish(replay.id, 'link');
    expect(await states()).toEqual(['open', 'open', 'open', 'none']);
    await expect(publish(replay.id, 'password')).rejects.toMatchObject({ issues: [{ pointer: '/password' }] });
    await publish(replay.id, 'password', { password: 'open sesame' });
    expect(await states()).toEqual(['password', 'password', 'password', 'none']);
    const expiresAt = new Date(work.clock.now().getTime() + 3_600_000).toISOString();
    await publish(replay.id, 'link', { expiresAt });
    const { grant, expiresAt: until } = await opened(by);
    expect(until).toBe(expiresAt);
    work.clock.advance(3_600_001);
    expect(await states()).toEqual(['expired', 'expired', 'expired', 'none']);
    await expect(media(grant, 'master.m3u8')).rejects.toMatchObject({ code: 'not-found' });
    await expect(publish(replay.id, 'link', { expiresAt })).rejects.toMatchObject({
      issues: [{ pointer: '/expiresAt' }],
    });
  });

  it('C-13 a link opens the newest replay of what they had a seat in or were in; whoever only waited, or lost the seat, is no registrant', async () => {
    await publish(replay.id, 'registrants');
    const later = newId('ses');
    const key = newId('evt');
    const row = {
      ...{ _id: newId('rpl'), key, sessionId: later, recordingId: newId('rec'), createdAt: new Date() },
      ...{ state: 'ready', film: 'film', durationMs: 60_000, recordedAt: RECORDED_AT, access: 'registrants' },
      spans: [{ recordedFromMs: 0, recordedToMs: 60_000, mediaFromMs: 0 }],
      ...{ publication: 'published', publishedAt: new Date(work.clock.now().getTime() + 1000), accessVersion: 1 },
    };
    await inside(() => mongoose.models['Replay']!.create(row));
    type State = 'held' | 'waiting' | 'released';
    const lengthFor = async (first: typeof sessionId | null, ...seats: [typeof sessionId, State][]) => {
      const { personId, token } = await inside(async () => work.registrant(first));
      work.seats.set(
        personId,
        seats.map(([of, state]) => ({ sessionId: of, state })),
      );
      const found = await open({ token });
      return found.state === 'open' ? found.replay.durationMs : found.state;
    };
    work.capacities.set(sessionId, 1);
    expect(await lengthFor(sessionId, [sessionId, 'held'])).toBe(3000);
    expect(await lengthFor(sessionId, [sessionId, 'waiting'])).toBe('none');
    expect(await lengthFor(sessionId, [sessionId, 'released'])).toBe('none');
    // From before seats were noted.
    expect(await lengthFor(sessionId)).toBe(3000);
    // What they registered for after the first, in whichever order it is told.
    expect(await lengthFor(sessionId, [later, 'held'], [sessionId, 'held'])).toBe(60_000);
    expect(await lengthFor(later, [sessionId, 'held'], [later, 'held'])).toBe(60_000);
    expect(await lengthFor(sessionId, [later, 'waiting'], [sessionId, 'held'])).toBe(3000);
    expect(await lengthFor(sessionId, [later, 'held'], [sessionId, 'released'])).toBe(60_000);
    work.capacities.clear();
    expect(await lengthFor(sessionId, [sessionId, 'released'])).toBe(3000);
    await inside(() => mongoose.models['Replay']!.deleteOne({ key }));
  });

  it('B-07 says where something was for whoever finds the replay behind their link, and nowhere for all others', async () => {
    const { viewing } = work;
    const placeFor = async (at: number, of = sessionId, first: typeof sessionId | null = sessionId) => {
      const when = new Date(RECORDED_AT.getTime() + at);
      const { personId } = await inside(async () => work.registrant(first));
      return inside(() => viewing.placeFor({ personId, sessionId: first }, of, when));
    };
    await publish(replay.id, 'registrants');
    expect([await placeFor(2000), await placeFor(0), await placeFor(-5000)]).toEqual([2000, 0, null]);
    // Another masterclass, somebody of none, and a film behind a password.
    expect([await placeFor(2000, newId('ses') as typeof sessionId), await placeFor(2000, sessionId, null)]).toEqual([
      null,
      null,
    ]);
    await publish(replay.id, 'password', { password: 'a password of it' });
    expect(await placeFor(2000)).toBeNull();
  });

  it('C-13 C-09 whoever was shut out of the room finds no replay of it behind their link, nor goes on to watch', async () => {
    await publish(replay.id, 'registrants');
    const guest = await inside(async () => work.registrant(sessionId));
    const { grant } = await opened({ token: guest.token });
    const mutes = mongoose.models['ChatMute']!;
    const who = { sessionId, identity: guest.personId };
    const mute = { _id: newId('mut'), ...who, name: 'Ana', mutedAt: new Date(), mutedBy: newId('mem') };
    await inside(() => mutes.create(mute));
    expect(await open({ token: guest.token })).toMatchObject({ state: 'open' });
    await inside(() => mutes.updateOne(who, { $set: { banned: true } }));
    expect(await open({ token: guest.token })).toEqual({ state: 'none' });
    await eventually(async () =>
      media(grant, 'master.m3u8').then(
        () => false,
        (error: { code: string }) => error.code === 'not-found',
      ),
    );
    await publish(replay.id, 'link');
    expect(await open({ token: guest.token })).toEqual({ state: 'none' });
    await inside(() => mutes.deleteOne(who));
    expect(await open({ token: guest.token })).toMatchObject({ state: 'open' });
  });

  it('C-13 a password lets in, and need not be given again while nothing has changed', async () => {
    const by = { key: keyOf(replay) };
    const unlock = (password: string) => call('replays.unlock', { body: { by, password } }) as Promise<OpenedReplay>;
    await publish(replay.id, 'password', { password: 'open sesame' });
    await expect(unlock('open says me')).rejects.toMatchObject({ code: 'wrong-password' });
    const unlocked = await unlock('open sesame');
    const { grant } = (unlocked as { replay: ReplayView }).replay;
    expect(await open(by, { grant })).toMatchObject({ state: 'open' });
    expect(await open(by, { grant: `${grant}x` })).toMatchObject({ state: 'password' });
    await publish(replay.id, 'password', { password: 'another one' });
    expect(await open(by, { grant })).toMatchObject({ state: 'password' });
  });

  it('C-13 plays by addresses that end with the grant, and opens nothing else', async () => {
    await publish(replay.id, 'link');
    const { playlistUrl, grant } = await opened({ key: keyOf(replay) });
    expect(playlistUrl).toBe(`/api/v1/replays/with/${grant}/media/master.m3u8`);
    const text = async (file: string) => Buffer.concat(await piecesOf((await media(grant, file)).inline)).toString();
    const variant = /^\w+\.m3u8$/m.exec(await text('master.m3u8'))![0];
    for (const file of readPlaylist(await text(variant)).files)
      expect((await media(grant, file)).mediaType).toBe('video/mp4');
    for (const file of ['../master.m3u8', 'nothing.m3u8', '90p-00099.m4s', 'master.m3u8.mp4'])
      await expect(media(grant, file)).rejects.toMatchObject({ code: 'not-found' });

    const other = newId('tnt');
    const forged = grant.replace(/~\d+~/, '~9~');
    for (const [wrong, tenant] of [
      [grant, other],
      [forged, tenantId],
      [grant.slice(0, -1), tenantId],
    ] as const)
      await expect(media(wrong, 'master.m3u8', tenant)).rejects.toMatchObject({ code: 'not-found' });
    work.clock.advance(6 * 3_600_000);
    await expect(media(grant, 'master.m3u8')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('C-13 whoever watches what is taken down sees no more of it', async () => {
    await publish(replay.id, 'link');
    const { grant } = await opened({ key: keyOf(replay) });
    await call('replays.take-down', { params: { replayId: replay.id } });
    await eventually(async () =>
      media(grant, 'master.m3u8').then(
        () => false,
        () => true,
      ),
    );
    await expect(open({ key: keyOf(replay) })).rejects.toMatchObject({ code: 'not-found' });
    await publish(replay.id, 'link');
  });
});

describe('what happened in it', () => {
  const at = (ms: number) => new Date(RECORDED_AT.getTime() + ms);
  it('C-13 C-16 the chat and the answers come at their moment, as the room saw them, and what was taken out never does', async () => {
    await inside(async () => {
      const message = (sequence: number, text: string, sentAt: Date, more = {}) => ({
        _id: newId('msg'),
        sessionId,
        sequence,
        identity: newId('per'),
        clientId: `${sequence}`,
        authorName: 'Ana S.',
        fromHost: false,
        text,
        sentAt,
        ...more,
      });
      await mongoose.models['ChatMessage']!.insertMany([
        message(1, 'before it was recorded', at(-60_000)),
        message(2, 'hello', at(500)),
        message(3, 'rude', at(1000), { removedAt: at(2000), removedBy: 'mem' }),
        message(4, 'thanks', at(2500)),
        message(5, 'after it', at(60_000)),
      ]);
      const question = (text: string, more: Record<string, unknown>) => ({
        _id: newId('qst'),
        sessionId,
        identity: newId('per'),
        clientId: text,
        authorName: 'Ben T.',
        text,
        askedAt: at(100),
        votes: 2,
        answer: '',
        revision: 1,
        ...more,
      });
      await mongoose.models['ChatQuestion']!.insertMany([
        question('How long?', { answered: 'text', answer: 'An hour.', answeredAt: at(2000) }),
        question('Open', { answered: null }),
        question('Removed', { answered: 'live', answeredAt: at(100), removedAt: at(2000) }),
      ]);
    });
    const { grant } = await opened({ key: keyOf(replay) });
    const moments = (await call('replays.moments', { params: { grant }, query: { after: 0 } })) as {
      messages: { atMs: number; text: string }[];
      questions: unknown[];
      nextAfter: number | null;
    };
    expect(moments.messages.map(({ atMs, text }) => [atMs, text])).toEqual([
      [500, 'hello'],
      [2500, 'thanks'],
    ]);
    expect(moments.questions).toEqual([
      expect.objectContaining({ atMs: 2000, text: 'How long?', answer: 'An hour.', how: 'text' }),
    ]);
    expect(moments.nextAfter).toBeNull();
    expect(JSON.stringify(moments)).not.toContain('rude');
  });

  it('G-03 nothing of a pause is in the film, nor what was written, answered or offered in it', async () => {
    const other = newId('ses');
    const id = await inside(() => work.record(other, [{ fromMs: 900, toMs: 2200 }]));
    await inside(() => work.composing.announce(tenantId, id));
    const find = async () =>
      ((await call('replays.list', { params: { sessionId: other } })) as { items: ReplayEntry[] }).items[0];
    const film = await eventually(async () => ((await find())?.state === 'ready' ? find() : undefined));
    expect(film).toMatchObject({ durationMs: 1700, cuts: [{ atMs: 900, missingMs: 1300, reason: 'paused' }] });
    await inside(async () => {
      const author = { sessionId: other, identity: newId('per'), authorName: 'Ana S.' };
      await mongoose.models['ChatMessage']!.insertMany(
        [500, 900, 1500, 2199, 2200, 2500].map((ms, sequence) => ({
          ...{ ...author, _id: newId('msg'), sequence: sequence + 1, clientId: `${ms}`, fromHost: false },
          ...{ text: `at ${ms}`, sentAt: at(ms) },
        })),
      );
      const question = { ...author, askedAt: at(100), votes: 1, answer: '', revision: 1, answered: 'live' };
      await mongoose.models['ChatQuestion']!.insertMany([
        { ...question, _id: newId('qst'), clientId: 'a', text: 'In it', answeredAt: at(1500) },
        { ...question, _id: newId('qst'), clientId: 'b', text: 'After it', answeredAt: at(2700) },
      ]);
      const offer = { sessionId: other, kind: 'offer', label: '', link: 'https://a.example', plan: 'none', version: 1 };
      const showing = (from: number, to: number) => [{ shownAt: at(from), expiresAt: null, takenOffAt: at(to) }];
      await mongoose.models['Offer']!.insertMany([
        { ...offer, _id: newId('ofr'), title: 'in it', showings: showing(1000, 2000) },
        { ...offer, _id: newId('ofr'), title: 'beyond it', showings: showing(1000, 2600) },
      ]);
    });
    const actor = { membershipId: newId('mem') };
    const seen = (await call('replays.preview', { params: { replayId: film.id }, actor })) as OpenedReplay;
    const { grant, chapters } = seen.state === 'open' ? seen.replay : (undefined as never);
    const moments = (await call('replays.moments', { params: { grant }, query: { after: 0 } })) as {
      messages: { atMs: number; text: string }[];
      questions: { text: string }[];
      offers: ReplayOffer[];
    };
    expect(moments.messages.map(({ atMs, text }) => [atMs, text])).toEqual([
      [500, 'at 500'],
      [900, 'at 2200'],
      [1200, 'at 2500'],
    ]);
    expect(moments.questions.map(({ text }) => text)).toEqual(['After it']);
    expect(JSON.stringify(chapters)).not.toContain('In it');
    expect(moments.offers.map(({ title, atMs, endMs }) => [title, atMs, endMs])).toEqual([['beyond it', 900, 1300]]);
    const mark = (kind: SessionMoment['kind'], ms: number) => ({
      ...{ id: kind, kind, at: at(ms).toISOString(), offsetMs: 0, text: '', name: '', count: null, left: 0 },
    });
    work.timeline.push(mark('recording-paused', 900), mark('chat-burst', 1500), mark('recording-resumed', 2200));
    const { items } = (await call('replays.marks', { params: { replayId: film.id } })) as { items: ReplayMark[] };
    expect(items.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['recording-paused', 900],
      ['recording-resumed', 900],
    ]);
    work.timeline.length = 0;
  });

  it('C-10 offers come at the offsets of their showings; an expired one stays so, and clicks are counted apart from live', async () => {
    const offer = (title: string, showings: { shownAt: Date; expiresAt: Date | null; takenOffAt: Date | null }[]) => ({
      _id: newId('ofr'),
      sessionId,
      kind: 'offer',
      title,
      label: 'Open',
      link: `https://shop.example/${title}`,
      plan: 'none',
      showings,
      version: 1,
    });
    const [open1, timed, early] = [
      offer('open', [{ shownAt: at(500), expiresAt: null, takenOffAt: at(1500) }]),
      offer('timed', [
        { shownAt: at(1000), expiresAt: at(2000), takenOffAt: null },
        { shownAt: at(2500), expiresAt: at(60_000), takenOffAt: at(59_000) },
      ]),
      offer('early', [
        { shownAt: at(-90_000), expiresAt: null, takenOffAt: at(-60_000) },
        { shownAt: at(-1000), expiresAt: null, takenOffAt: at(400) },
      ]),
    ];
    await inside(() => mongoose.models['Offer']!.insertMany([open1, timed, early]));
    const { grant } = await opened({ key: keyOf(replay) });
    const offers = async () =>
      ((await call('replays.moments', { params: { grant }, query: { after: 0 } })) as { offers: ReplayOffer[] }).offers;
    expect((await offers()).map(({ title, atMs, endMs, isOver }) => [title, atMs, endMs, isOver])).toEqual([
      ['early', 0, 400, false],
      ['open', 500, 1500, false],
      ['timed', 1000, 2000, true],
      ['timed', 2500, 3000, true],
    ]);
    expect(JSON.stringify(await offers())).not.toContain('shop.example');
    expect(await call('replays.moments', { params: { grant }, query: { after: 4 } })).toMatchObject({ offers: [] });

    const follow = (id: string, pass: string, tenant = tenantId) =>
      inside(
        () =>
          work.redirects![0]!.handle({
            params: { offerId: id },
            query: new URLSearchParams({ with: pass }),
            browser: null as never,
          }),
        tenant,
      );
    expect(await follow(open1!._id, grant)).toBe('https://shop.example/open');
    expect(await follow(open1!._id, grant)).toBe('https://shop.example/open');
    expect(await follow(timed!._id, grant)).toBe('/offer-over');
    const preview = (await call('replays.preview', {
      params: { replayId: replay.id },
      actor: { membershipId: newId('mem') },
    })) as { replay: ReplayView };
    expect(await follow(open1!._id, preview.replay.grant)).toBe('https://shop.example/open');
    for (const [id, pass, tenant] of [
      [newId('ofr'), grant, tenantId],
      [open1!._id, `${grant}x`, tenantId],
      [open1!._id, grant, newId('tnt')],
      ['nothing', grant, tenantId],
    ] as const)
      expect(await follow(id, pass, tenant)).toBe('/offer-over');
    const { offers: followed } = (await call('replays.viewers', { params: { replayId: replay.id } })) as {
      offers: { text: string; viewers: number }[];
    };
    expect(followed.map(({ text, viewers }) => [text, viewers])).toEqual([
      ['early', 0],
      ['open', 1],
      ['timed', 0],
    ]);
    const live = await inside(async () => mongoose.models['Offer']!.findOne({ _id: open1!._id }).lean<object>());
    expect(live).toMatchObject({ clicked: 0 });
  });

  it('G-06 the marks of the masterclass are at the places of the film, and what was not recorded is left out', async () => {
    const moment = (kind: 'went-live' | 'offer-shown' | 'ended', second: number) => ({
      ...{ id: kind, kind, at: at(second * 1000).toISOString(), offsetMs: 0, text: '', name: '' },
      ...{ count: null, left: 2 },
    });
    work.timeline.push(moment('went-live', -60), moment('offer-shown', 1), moment('ended', 90));
    expect(await call('replays.marks', { params: { replayId: replay.id } })).toEqual({
      items: [{ ...moment('offer-shown', 1), atMs: 1000 }],
    });
  });

  it('C-13 chapters are those that somebody wrote, in their order; none at all brings back the own ones', async () => {
    const set = (chapters: { atMs: number; title: string }[]) =>
      call('replays.set-chapters', { params: { replayId: replay.id }, body: { chapters } }) as Promise<ReplayEntry>;
    const written = await set([
      { atMs: 2000, title: 'Prices' },
      { atMs: 0, title: 'Welcome' },
    ]);
    expect(written).toMatchObject({
      hasOwnChapters: true,
      chapters: [{ title: 'Welcome' }, { title: 'Prices', kind: 'own' }],
    });
    await expect(set([{ atMs: 3000, title: 'Late' }])).rejects.toMatchObject({
      issues: [{ pointer: '/chapters/0/atMs' }],
    });
    expect(await set([])).toMatchObject({ hasOwnChapters: false, chapters: [{ atMs: 0, kind: 'start' }] });
  });
});

it('C-13 captions come at the times of the replay, where somebody has written them down', async () => {
  expect((await opened({ key: keyOf(replay) })).captions).toEqual([]);
  const cues = ['00:00:01.000 --> 00:00:02.500\n<v Kevin G.>Welcome', '00:01:00.000 --> 00:01:02.000\nLate'];
  work.captions.set(recordingId, `WEBVTT\n\n${cues.join('\n\n')}\n`);
  const { captions, grant } = await opened({ key: keyOf(replay) });
  expect(captions).toEqual([{ language: 'en', label: 'English', url: expect.stringContaining(grant) }]);
  const { inline, mediaType } = await media(grant, 'captions.vtt');
  expect(mediaType).toContain('text/vtt');
  expect(Buffer.concat(await piecesOf(inline)).toString()).toBe(`WEBVTT\n\n${cues[0]!}\n`);
});

describe('who has watched', () => {
  it('G-06 C-13 counts different seconds of each person, apart from live, over two tabs and in any order', async () => {
    const guest = await inside(async () => work.registrant(sessionId, 'Ana Sol'));
    const before = await inside(async () => work.registrant(sessionId, 'Ana Before'));
    const tabs = [await opened({ token: guest.token }), await opened({ token: guest.token })];
    const beat = (grant: string, positionMs: number, ...ranges: [number, number][]) =>
      call('replays.progress', {
        params: { grant },
        body: { positionMs, ranges: ranges.map(([fromMs, toMs]) => ({ fromMs, toMs })) },
      });
    await Promise.all([beat(tabs[0]!.grant, 1000, [0, 1000]), beat(tabs[1]!.grant, 1000, [0, 1000])]);
    await beat(tabs[1]!.grant, 1000, [0, 1000]);
    await beat(tabs[0]!.grant, 2100, [2000, 2100]);
    const viewers = async () =>
      (await call('replays.viewers', { params: { replayId: replay.id } })) as {
        items: { personId: PersonId; name: string; seconds: number; share: number }[];
        unnamed: { visits: number; seconds: number };
        counts: number[];
      };
    expect(await viewers()).toMatchObject({
      items: [{ name: 'Ana Sol', seconds: 1, share: 1 / 3 }],
      unnamed: { visits: 0 },
    });
    expect((await opened({ token: guest.token })).positionMs).toBe(2100);

    // Somebody without a name, who comes back with the grant of their visit; and a member, who is none.
    const visit = await opened({ key: keyOf(replay) });
    await beat(visit.grant, 2000, [0, 2000]);
    const back = await open({ key: keyOf(replay) }, { grant: visit.grant });
    await beat((back as { replay: ReplayView }).replay.grant, 3000, [1000, 3000]);
    const preview = (await call('replays.preview', {
      params: { replayId: replay.id },
      actor: { membershipId: newId('mem') },
    })) as { replay: ReplayView };
    await beat(preview.replay.grant, 3000, [0, 3000]);
    expect(await viewers()).toMatchObject({ unnamed: { visits: 1, seconds: 3 }, counts: [2] });

    // Two leads that turn out to be one person.
    await beat((await opened({ token: before.token })).grant, 3000, [0, 1000], [2000, 3000]);
    work.names.delete(before.personId);
    work.merged.set(before.personId, guest.personId);
    expect((await viewers()).items).toEqual([expect.objectContaining({ name: 'Ana Sol', seconds: 2 })]);
    await expect(beat(visit.grant, 0, [0, 86_000_000])).rejects.toMatchObject({ code: 'validation-failed' });
  });
});

it('C-13 the work of a film has a queue of its own, and three attempts', () => {
  expect(ComposeReplay).toMatchObject({ attempts: 3, lane: 'films' });
});
