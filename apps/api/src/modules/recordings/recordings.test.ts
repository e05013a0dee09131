import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  RecordingFinished,
  SFU_COMMAND_STREAM,
  SFU_REPORT_STREAM,
  SfuReport,
  type RecordingId,
  type RecordingTrackId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createRecordingOrders, recordingFolder, segmentPath } from '@stageline/platform/recordings';
import mongoose from 'mongoose';
import { sessionRoom } from '../sessions/index.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { SILENT_AFTER_MS } from './recordings.service.ts';

describe('recordings', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  interface Recorded {
    readonly tenantId: TenantId;
    readonly sessionId: SessionId;
    readonly recordingId: RecordingId;
  }
  const host = newId('mem');
  const service = () => bed.recordings.service;

  async function live(): Promise<Omit<Recorded, 'recordingId'>> {
    const { id: tenantId } = bed.tenant();
    const facts = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const session = await bed.in(tenantId, () => bed.sessions.service.create(facts));
    await bed.in(tenantId, () => bed.sessions.service.goLive(session.id));
    return { tenantId, sessionId: session.id };
  }
  async function started(): Promise<Recorded> {
    const where = await live();
    const { id } = await bed.in(where.tenantId, () => service().start(bed.actor(host, 'host'), where.sessionId));
    return { ...where, recordingId: id };
  }
  const stop = ({ tenantId, sessionId, recordingId }: Recorded) =>
    bed.in(tenantId, () => service().stop(sessionId, recordingId));
  const viewOf = async ({ tenantId, sessionId, recordingId }: Recorded) =>
    (await bed.in(tenantId, () => service().list(sessionId))).items.find(({ id }) => id === recordingId);
  const recordingsTold = ({ tenantId, sessionId }: Pick<Recorded, 'tenantId' | 'sessionId'>) =>
    bed.told
      .filter(({ event, room }) => event === 'room:state' && room === sessionRoom(tenantId, sessionId))
      .map(({ payload }) => payload.recording?.id ?? null);
  const finishedEvents = ({ tenantId, recordingId }: Recorded): Promise<number> =>
    bed.in(tenantId, () =>
      mongoose.models['OutboxRow']!.countDocuments({
        event: RecordingFinished.name,
        'payload.recordingId': recordingId,
      }),
    );

  type Said = Record<string, unknown> & { readonly type: string };
  /** Lets an sfu say something, in the order given. */
  async function say({ tenantId, sessionId, recordingId }: Recorded, ...said: readonly Said[]): Promise<void> {
    for (const each of said) {
      const base = { v: 1, tenantId, sessionId, recordingId, nodeId: 'sfu-1', at: bed.clock.now().toISOString() };
      const text = JSON.stringify(SfuReport.parse({ ...base, ...each }));
      await bed.redis.xadd(SFU_REPORT_STREAM, '*', 'report', text);
    }
    await bed.sfuReports.drain();
  }
  const alive: Said = { type: 'recording-alive', waiting: 0, trouble: null };
  const trackOf = (trackId: RecordingTrackId, startMs = 0, more: object = {}): Said => ({
    type: 'recording-track-started',
    trackId,
    identity: host,
    displayName: 'Kevin',
    fromHost: true,
    source: 'microphone',
    kind: 'audio',
    codec: 'audio/opus',
    startMs,
    ...more,
  });
  const segment = (where: Recorded, trackId: RecordingTrackId, index: number, startMs = index * 4000): Said => ({
    type: 'recording-segment',
    trackId,
    index,
    storageKey: segmentPath(where.tenantId, where.recordingId, trackId, index),
    startMs,
    durationMs: 4000,
    bytes: 1000,
  });
  const ended = (trackId: RecordingTrackId, segments: number, reason = 'stopped', endMs = segments * 4000): Said => ({
    type: 'recording-track-ended',
    trackId,
    endMs,
    reason,
    segments,
  });
  const drained = (tracks: number): Said => ({ type: 'recording-drained', tracks });

  it('C-12 begins on the word of a host, of a live session only, once at a time, and the room is told', async () => {
    const where = await live();
    const begin = () => bed.in(where.tenantId, () => service().start(bed.actor(host, 'host'), where.sessionId));
    const view = await begin();
    expect(view).toMatchObject({ state: 'recording', stoppedAt: null });
    await expect(begin()).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(recordingsTold(where)).toEqual([null, view.id]);
    const state = await bed.in(where.tenantId, () => bed.sessions.service.roomState(where.sessionId));
    expect(state.recording).toEqual({ id: view.id, since: view.startedAt, pausedSince: null, pausedMs: 0 });

    const recorded = { ...where, recordingId: view.id };
    expect(await stop(recorded)).toMatchObject({ state: 'processing' });
    expect(recordingsTold(where)).toEqual([null, view.id, null]);
    await expect(stop(recorded)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect((await begin()).id).not.toBe(view.id);

    const { id: stranger } = bed.tenant();
    await expect(bed.in(stranger, () => service().list(where.sessionId))).rejects.toMatchObject({ code: 'not-found' });
    await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
    await expect(begin()).rejects.toMatchObject({ code: 'not-live' });
  });

  it('C-12 orders the media servers by what stands in Redis, and takes the order back', async () => {
    const recorded = await started();
    const { tenantId, sessionId, recordingId } = recorded;
    const orders = createRecordingOrders(bed.redis);
    await bed.settle();
    expect(await orders.load(tenantId, sessionId)).toMatchObject({ recordingId });
    await stop(recorded);
    await bed.settle();
    expect(await orders.load(tenantId, sessionId)).toBeNull();
    const entries = await bed.redis.xrange(SFU_COMMAND_STREAM, '-', '+');
    const synced = entries.map(([, [, text]]) => JSON.parse(text!)).filter(({ type }) => type === 'sync-recording');
    expect(synced.filter((command) => command.sessionId === sessionId)).toHaveLength(2);
  });

  it('C-12 ends with its session, and is finished once all segments are in storage, whatever comes twice or late', async () => {
    const where = await started();
    const [first, second] = [newId('trk'), newId('trk')];
    await say(where, alive, segment(where, first, 1), trackOf(first), segment(where, first, 0));
    await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
    await bed.settle();
    expect(await viewOf(where)).toMatchObject({ state: 'processing', progress: null, bytes: 2000 });
    const of = () => bed.in(where.tenantId, () => service().tracksOf(where.recordingId));
    await expect(of()).rejects.toMatchObject({ code: 'illegal-transition' });

    bed.clock.advance(1000);
    // Its disk is empty, and yet a track and a segment that it had are not known here.
    await say(where, drained(2), ended(first, 3));
    expect(await finishedEvents(where)).toBe(0);
    await say(where, trackOf(second, 500, { source: 'camera', kind: 'video', codec: 'video/VP8' }), ended(second, 0));
    expect(await finishedEvents(where)).toBe(0);
    await say(where, segment(where, first, 2), segment(where, first, 2), ended(first, 3), drained(2));
    expect(await finishedEvents(where)).toBe(1);

    const { recording, tracks } = await of();
    expect(recording).toMatchObject({ id: where.recordingId, sessionId: where.sessionId, gaps: [] });
    expect(tracks).toHaveLength(1);
    expect(tracks[0]).toMatchObject({ trackId: first, source: 'microphone', fromHost: true, codec: 'audio/opus' });
    expect(tracks[0]!.segments.map(({ startMs }) => startMs)).toEqual([0, 4000, 8000]);

    const change = (step: (id: RecordingId) => Promise<void>) => bed.in(where.tenantId, () => step(where.recordingId));
    await change((id) => service().reportProgress(id, 41.6, 90));
    expect(await viewOf(where)).toMatchObject({ state: 'processing', progress: { percent: 42, etaSeconds: 90 } });
    await change((id) => service().markReady(id));
    expect(await viewOf(where)).toMatchObject({ state: 'ready', progress: null, bytes: 3000 });
    await expect(change((id) => service().reportProgress(id, 50, null))).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    await change((id) => service().markProcessing(id));
    await change((id) => service().markFailed(id, 'composite-failed'));
    expect(await viewOf(where)).toMatchObject({ state: 'failed', failure: 'composite-failed' });
  });

  it('C-12 marks as a gap what a fault took, and no pause of a sender', async () => {
    const where = await started();
    const [before, after, off, on, late] = [0, 0, 0, 0, 0].map(() => newId('trk')) as [
      RecordingTrackId,
      RecordingTrackId,
      RecordingTrackId,
      RecordingTrackId,
      RecordingTrackId,
    ];
    const camera = { source: 'camera', kind: 'video', codec: 'video/VP8' };
    await say(where, alive, trackOf(before), segment(where, before, 0), ended(before, 1, 'writer-failed', 7000));
    await say(where, trackOf(after, 8000), segment(where, after, 0, 8000), segment(where, after, 2, 20_000));
    await say(where, ended(after, 2, 'stopped', 24_000));
    await say(where, trackOf(off, 0, camera), segment(where, off, 0), ended(off, 1, 'closed', 4000));
    await say(where, trackOf(on, 12_000, camera), segment(where, on, 0, 12_000), ended(on, 1, 'stopped', 16_000));
    const screen = { source: 'screen', kind: 'video', codec: 'video/VP8' };
    await say(where, trackOf(late, 16_000, screen), segment(where, late, 0, 16_000), ended(late, 1, 'process-lost'));
    bed.clock.advance(24_000);
    await stop(where);
    await say(where, drained(5));
    expect((await viewOf(where))!.gaps).toEqual([
      { fromMs: 4000, toMs: 8000, reason: 'writer-failed' },
      { fromMs: 12_000, toMs: 20_000, reason: 'segment-lost' },
      { fromMs: 20_000, toMs: 24_000, reason: 'server-lost' },
    ]);
  });

  it('C-12 waits for no media server that is gone, and fails where nothing was recorded', async () => {
    const [silent, empty] = [await started(), await started()];
    const track = newId('trk');
    await say(silent, alive, trackOf(track), segment(silent, track, 0));
    bed.clock.advance(30_000);
    for (const each of [silent, empty]) await stop(each);
    bed.clock.advance(SILENT_AFTER_MS - 1000);
    // One that has something on its disk still, and cannot bring it, is waited for.
    await say(silent, { ...alive, waiting: 1, trouble: 'storage-unavailable' });
    await bed.recordings.sweep();
    expect(await viewOf(silent)).toMatchObject({ state: 'processing', trouble: 'storage-unavailable' });
    bed.clock.advance(2000);
    await bed.recordings.sweep();
    expect(await viewOf(empty)).toMatchObject({ state: 'failed', failure: 'nothing-recorded' });
    expect(await finishedEvents(silent)).toBe(0);
    bed.clock.advance(SILENT_AFTER_MS);
    await bed.recordings.sweep();
    expect(await viewOf(silent)).toMatchObject({
      state: 'processing',
      trouble: null,
      gaps: [{ fromMs: 4000, toMs: 30_000, reason: 'server-lost' }],
    });
    expect(await finishedEvents(silent)).toBe(1);
  });

  it('C-12 says why where no media server can write', async () => {
    const where = await started();
    await say(where, { ...alive, trouble: 'no-writer' }, { ...alive, trouble: 'no-writer' });
    expect(await viewOf(where)).toMatchObject({ state: 'failed', failure: 'no-writer' });
    expect(recordingsTold(where).at(-1)).toBeNull();
  });

  it('C-12 is deleted with its files, and keeps nothing that comes late', async () => {
    const where = await started();
    const track = newId('trk');
    const { tenantId, sessionId, recordingId } = where;
    const put = (index: number) => bed.storage.put(segmentPath(tenantId, recordingId, track, index), Buffer.alloc(10));
    await put(0);
    await say(where, alive, trackOf(track), segment(where, track, 0));
    const remove = () => bed.in(tenantId, () => service().remove(sessionId, recordingId));
    await expect(remove()).rejects.toMatchObject({ code: 'illegal-transition' });
    await stop(where);
    await say(where, ended(track, 1), drained(1));
    await bed.in(tenantId, () => service().markReady(recordingId));
    await remove();
    await bed.settle();
    expect(await viewOf(where)).toBeUndefined();
    expect(await bed.storage.sizeOf(recordingFolder(tenantId, recordingId))).toBe(0);
    await put(1);
    await say(where, segment(where, track, 1));
    expect(await bed.storage.sizeOf(recordingFolder(tenantId, recordingId))).toBe(0);
    expect(bed.audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['recording.started', 'recording.stopped', 'recording.removed']),
    );
  });

  const pause = ({ tenantId, sessionId, recordingId }: Recorded) =>
    bed.in(tenantId, () => service().pause(sessionId, recordingId));
  const resume = ({ tenantId, sessionId, recordingId }: Recorded) =>
    bed.in(tenantId, () => service().resume(sessionId, recordingId));
  const marksTold = ({ tenantId, sessionId }: Recorded) =>
    bed.told
      .filter(({ event, room }) => event === 'room:state' && room === sessionRoom(tenantId, sessionId))
      .map(({ payload }) => payload.recording);

  it('C-12 is paused and goes on at the word of a host, once each, and the room, the order and the log say so', async () => {
    const where = await started();
    const { tenantId, sessionId, recordingId } = where;
    const orders = createRecordingOrders(bed.redis);
    const since = bed.clock.now().toISOString();
    bed.clock.advance(10_000);
    const pausedSince = bed.clock.now().toISOString();
    expect(await pause(where)).toMatchObject({ state: 'recording', pauses: [{ fromMs: 10_000, toMs: null }] });
    bed.clock.advance(1000);
    expect((await pause(where)).pauses).toEqual([{ fromMs: 10_000, toMs: null }]);
    expect(marksTold(where).at(-1)).toEqual({ id: recordingId, since, pausedSince, pausedMs: 0 });
    // Whoever comes late is told the same.
    const late = await bed.in(tenantId, () => bed.sessions.service.roomState(sessionId));
    expect(late.recording).toEqual({ id: recordingId, since, pausedSince, pausedMs: 0 });
    await bed.settle();
    expect(await orders.load(tenantId, sessionId)).toMatchObject({ pauses: [{ fromMs: 10_000, toMs: null }] });

    bed.clock.advance(19_000);
    expect((await resume(where)).pauses).toEqual([{ fromMs: 10_000, toMs: 30_000 }]);
    expect((await resume(where)).pauses).toHaveLength(1);
    expect(marksTold(where).at(-1)).toEqual({ id: recordingId, since, pausedSince: null, pausedMs: 20_000 });
    await bed.settle();
    expect(await orders.load(tenantId, sessionId)).toMatchObject({ pauses: [{ fromMs: 10_000, toMs: 30_000 }] });
    const actions = bed.audited.filter(({ target }) => target?.id === sessionId).map(({ action }) => action);
    expect(actions).toEqual(['session.planned', 'recording.started', 'recording.paused', 'recording.resumed']);

    const { id: stranger } = bed.tenant();
    for (const change of [pause, resume])
      await expect(change({ ...where, tenantId: stranger })).rejects.toMatchObject({ code: 'not-found' });
    await stop(where);
    for (const change of [pause, resume])
      await expect(change(where)).rejects.toMatchObject({ code: 'illegal-transition' });
  });

  it('C-12 two hosts who pause at once make one pause', async () => {
    const where = await started();
    bed.clock.advance(5000);
    const views = await Promise.all([pause(where), pause(where), pause(where)]);
    for (const { pauses } of views) expect(pauses).toEqual([{ fromMs: 5000, toMs: null }]);
    const entries = bed.audited.filter(({ target }) => target?.id === where.sessionId);
    expect(entries.map(({ action }) => action)).toEqual(['session.planned', 'recording.started', 'recording.paused']);
  });

  it('C-12 is stopped while it is paused: the pause ends there, counts for nothing, and nobody is waited for', async () => {
    const where = await started();
    const track = newId('trk');
    await say(where, alive, trackOf(track), segment(where, track, 0), segment(where, track, 1));
    bed.clock.advance(8000);
    await pause(where);
    bed.clock.advance(200);
    await say(where, ended(track, 2, 'paused', 8000), drained(1));
    bed.clock.advance(60_000);
    expect(await stop(where)).toMatchObject({
      state: 'processing',
      durationMs: 8000,
      pauses: [{ fromMs: 8000, toMs: 68_200 }],
    });
    expect(recordingsTold(where).at(-1)).toBeNull();
    await bed.settle();
    expect(await finishedEvents(where)).toBe(1);
    expect((await viewOf(where))!.gaps).toEqual([]);
    const { recording } = await bed.in(where.tenantId, () => service().tracksOf(where.recordingId));
    expect(recording).toMatchObject({ durationMs: 68_200, pauses: [{ fromMs: 8000, toMs: 68_200 }] });
  });

  it('C-12 ends with its session while it is paused', async () => {
    const where = await started();
    bed.clock.advance(3000);
    await pause(where);
    bed.clock.advance(4000);
    await bed.in(where.tenantId, () => bed.sessions.service.end(where.sessionId));
    await expect(resume(where)).rejects.toMatchObject({ code: 'not-live' });
    await bed.settle();
    expect(await viewOf(where)).toMatchObject({
      state: 'processing',
      durationMs: 3000,
      pauses: [{ fromMs: 3000, toMs: 7000 }],
    });
  });

  it('C-12 is not finished by what was said at a pause when more was recorded after it', async () => {
    const where = await started();
    const [first, second] = [newId('trk'), newId('trk')];
    await say(where, alive, trackOf(first), segment(where, first, 0));
    bed.clock.advance(4000);
    await pause(where);
    bed.clock.advance(500);
    await say(where, ended(first, 1, 'paused'), drained(1));
    bed.clock.advance(500);
    await resume(where);
    bed.clock.advance(4000);
    await stop(where);
    await bed.settle();
    // Said again, or read late: the media server has not spoken of what came after the pause yet.
    await say(where, segment(where, first, 0));
    expect(await finishedEvents(where)).toBe(0);
    await say(where, alive, trackOf(second, 5000), segment(where, second, 0, 5000), ended(second, 1), drained(2));
    expect(await finishedEvents(where)).toBe(1);
  });

  it('C-12 waits for no media server that was gone before a pause', async () => {
    const where = await started();
    const [first, second] = [newId('trk'), newId('trk')];
    const lost = { nodeId: 'sfu-0' };
    for (const said of [alive, trackOf(first), segment(where, first, 0), ended(first, 1, 'process-lost'), drained(1)])
      await say(where, { ...said, ...lost });
    bed.clock.advance(6000);
    await pause(where);
    bed.clock.advance(1000);
    await resume(where);
    await say(where, alive, trackOf(second, 7000), segment(where, second, 0, 7000));
    bed.clock.advance(4000);
    await stop(where);
    await say(where, ended(second, 1, 'stopped', 11_000), drained(1));
    expect(await finishedEvents(where)).toBe(1);
    expect((await viewOf(where))!.gaps).toEqual([{ fromMs: 4000, toMs: 6000, reason: 'server-lost' }]);
  });

  it('G-03 keeps nothing of a pause that a media server brought before it knew, and cuts what began before it', async () => {
    const where = await started();
    const { tenantId, recordingId } = where;
    const track = newId('trk');
    const put = (index: number) => bed.storage.put(segmentPath(tenantId, recordingId, track, index), Buffer.alloc(10));
    for (const index of [0, 1, 2]) await put(index);
    bed.clock.advance(5500);
    await pause(where);
    bed.clock.advance(8000);
    await say(where, alive, trackOf(track), ...[0, 1, 2].map((index) => segment(where, track, index)));
    expect(await bed.storage.get(segmentPath(tenantId, recordingId, track, 2))).toBeNull();
    await say(where, ended(track, 3, 'paused'), drained(1));
    await stop(where);
    await bed.settle();
    const { tracks } = await bed.in(tenantId, () => service().tracksOf(recordingId));
    expect(tracks[0]!.segments.map(({ startMs, durationMs, isCut }) => [startMs, durationMs, isCut])).toEqual([
      [0, 4000, false],
      [4000, 1500, true],
    ]);
    expect(await viewOf(where)).toMatchObject({ bytes: 2000, gaps: [] });
  });
});
