import { beforeAll, describe, expect, it } from '@jest/globals';
import type { TranscriptLineView, TranscriptView } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { recordTalk } from '../../testing/recorded-talk.ts';
import { startSpeechPeer, type Heard } from '../../testing/speech-peer.ts';
import { TranscriptLineModel } from './transcripts.model.ts';

/** What is heard in the next calls; afterwards the same each time. */
let next: (Heard | number)[] = [];
const usual: Heard = [
  { start: 0.1, end: 0.9, text: 'Good evening and welcome.', avg_logprob: Math.log(0.9) },
  { start: 1.1, end: 1.8, text: 'We talk about trust.', avg_logprob: Math.log(0.4) },
];

let bed: ApiBed;
let here: Site;
let peer: Awaited<ReturnType<typeof startSpeechPeer>>;
beforeAll(async () => {
  peer = await startSpeechPeer(() => next.shift() ?? usual);
  bed = await createApiBed(peer.env);
  here = await bed.site('spoken');
});

const transcriptOf = async (site: Site, path: string) =>
  (await site.owner.get(`${path}/transcript`)).body as TranscriptView;
const linesOf = async (site: Site, path: string) =>
  (await site.owner.get(`${path}/transcript/lines`)).body.items as TranscriptLineView[];
const become = (site: Site, path: string, state: TranscriptView['state']) =>
  eventually(async () => (await transcriptOf(site, path)).state === state, { what: `a transcript that is ${state}` });

/** Another recording of the same masterclass, unless another site is named. */
async function talk(site: Site = here) {
  const speakers = [
    { name: 'Kevin', fromHost: true, startsMs: [0, 2000, 9000] },
    { name: 'Maria', fromHost: false, startsMs: [4500] },
  ];
  const { path, recordingId } = await recordTalk(bed, site, speakers);
  return { site, path, recordingId };
}

describe('transcripts', () => {
  it('G-01 a finished recording is written down per speaker, at the times of the recording', async () => {
    const before = peer.calls();
    const { site, path } = await talk();
    await become(site, path, 'ready');
    // One stretch of two segments, one after a gap, one of the other speaker.
    expect(peer.calls() - before).toBe(3);
    const lines = await linesOf(site, path);
    expect(lines.map(({ speaker, fromHost, startMs, endMs }) => [speaker, fromHost, startMs, endMs])).toEqual([
      ['Kevin', true, 100, 900],
      ['Kevin', true, 1100, 1800],
      ['Maria', false, 4600, 5400],
      ['Maria', false, 5600, 6300],
      ['Kevin', true, 9100, 9900],
      ['Kevin', true, 10_100, 10_800],
    ]);
    expect(lines[1]).toMatchObject({ text: 'We talk about trust.', confidence: expect.closeTo(0.4), edited: false });
    expect(await transcriptOf(site, path)).toMatchObject({ language: 'en', percent: null, lines: 6, failure: null });
  });

  it('G-01 a masterclass that was planned in German is written down in German', async () => {
    const site = await bed.site('german');
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const plan = { title: 'Auf Deutsch', description: '', startsAt, durationMinutes: 60, timeZone: 'Europe/Berlin' };
    const { id, language } = (await site.owner.post('/sessions', { ...plan, language: 'de' })).body;
    expect(language).toBe('de');
    const { path } = await talk({ ...site, sessionId: id });
    await become(site, path, 'ready');
    expect((await transcriptOf(site, path)).language).toBe('de');
    expect((await site.owner.post('/sessions', { ...plan, language: 'xx' })).status).toBe(400);
  });

  it('G-01 a line is corrected once per version, with its history, and the files have what it says now', async () => {
    const { site, path } = await talk();
    await become(site, path, 'ready');
    const [first, second] = (await linesOf(site, path)) as [TranscriptLineView, TranscriptLineView];
    const of = (line: TranscriptLineView) => `${path}/transcript/lines/${line.id}`;
    const edited = await site.owner.patch(of(first), { version: 1, text: 'Good evening, and welcome!' });
    expect(edited.body).toMatchObject({ version: 2, edited: true, confidence: null });
    expect((await site.owner.patch(of(first), { version: 1, text: 'Late' })).body).toMatchObject({ code: 'conflict' });
    await site.owner.patch(of(first), { version: 2, text: 'Hello.' });
    await site.owner.patch(of(second), { version: 1, text: '' });
    expect((await site.owner.get(`${of(first)}/history`)).body.items).toMatchObject([
      { text: 'Good evening, and welcome!', by: 'Owner spoken' },
      { text: 'Good evening and welcome.', by: 'Owner spoken' },
    ]);
    const file = async (format: string) => (await site.owner.get(`${path}/transcript.${format}`)).body;
    expect(await file('vtt')).toContain('00:00:00.100 --> 00:00:00.900\n<v Kevin>Hello.\n');
    expect(await file('srt')).toMatch(/^1\r\n00:00:00,100 --> 00:00:00,900\r\nKevin: Hello\.\r\n/);
    expect(await file('txt')).toMatch(/^\[00:00:00\] Kevin\nHello\.\n\n\[00:00:04\] Maria\n/);
    const json = await file('json');
    expect(json.lines).toHaveLength(5);
    expect(json.lines[0]).toMatchObject({ speaker: 'Kevin', startMs: 100, text: 'Hello.' });
    const { body } = await site.owner.get('/audit');
    expect(body.items[0]).toMatchObject({ action: 'transcript.exported' });
  });

  it('G-01 lines are found over all recordings by all of their words, and nowhere else', async () => {
    const [a, b] = [await talk(await bed.site('found')), await talk()];
    await Promise.all([become(a.site, a.path, 'ready'), become(b.site, b.path, 'ready')]);
    const found = async (q: string) =>
      (await a.site.owner.get(`/transcripts?q=${encodeURIComponent(q)}`)).body.items as { recordingId: string }[];
    expect(await found('WELCOME evening')).toHaveLength(3);
    expect(new Set((await found('trust')).map(({ recordingId }) => recordingId))).toEqual(new Set([a.recordingId]));
    expect(await found('trust nowhere')).toEqual([]);
    expect(await found('""')).toEqual([]);
  });

  it('G-02 what cannot be recognised leaves the recording as it is, says why, and can be tried again', async () => {
    next = [401];
    const { site, path, recordingId } = await talk();
    await become(site, path, 'failed');
    expect(await transcriptOf(site, path)).toMatchObject({ failure: 'recognition-failed', lines: 0 });
    const { items } = (await site.owner.get(path.replace(/\/[^/]+$/, ''))).body;
    expect(items.find(({ id }: { id: string }) => id === recordingId)).toMatchObject({ failure: null });
    expect((await site.owner.post(`${path}/transcript`, { language: 'de' })).body).toMatchObject({ state: 'writing' });
    await become(site, path, 'ready');
    expect(await transcriptOf(site, path)).toMatchObject({ language: 'de', lines: 6 });
  });

  it('G-02 a sound that is none costs its own part only', async () => {
    next = [400];
    const { site, path } = await talk();
    await become(site, path, 'ready');
    expect((await linesOf(site, path)).map(({ startMs }) => startMs)).toEqual([4600, 5600, 9100, 10_100]);
  });

  it('C-13 captions are what is said; where nobody says anything there are none', async () => {
    const { site, path, recordingId } = await talk();
    await become(site, path, 'ready');
    const captions = () => site.in(() => bed.modules.transcripts.service.captions(recordingId));
    expect(await captions()).toContain('Good evening and welcome.');
    for (const { id } of await linesOf(site, path))
      await site.owner.patch(`${path}/transcript/lines/${id}`, { version: 1, text: '' });
    expect(await captions()).toBeNull();
  });

  it('G-01 while it is written anew the former one is read, and a second order is refused', async () => {
    const { site, path, recordingId } = await talk();
    await become(site, path, 'ready');
    const { promise, resolve } = Promise.withResolvers<Heard>();
    next = [promise as never];
    expect((await site.owner.post(`${path}/transcript`, { language: 'en' })).status).toBe(202);
    expect((await site.owner.post(`${path}/transcript`, { language: 'en' })).body.code).toBe('illegal-transition');
    expect((await linesOf(site, path)).map(({ text }) => text)).toContain('We talk about trust.');
    resolve([{ start: 0, end: 1, text: 'Anew.' }]);
    await become(site, path, 'ready');
    expect((await linesOf(site, path))[0]).toMatchObject({ text: 'Anew.', confidence: null });
    // Nothing of the former is left.
    expect(await site.in(async () => TranscriptLineModel.countDocuments({ recordingId }))).toBe(5);
  });

  it('G-01 goes on where it was when a worker ended, and writes no part twice', async () => {
    const { site, path, recordingId } = await talk();
    await become(site, path, 'ready');
    const { repository } = bed.modules.transcripts;
    const pass = (await site.in(() => repository.begin(recordingId, site.sessionId as never, 'en')))!;
    const before = peer.calls();
    // The second part fails in a way that another attempt mends, but this attempt is the last thing that the worker did.
    next = [usual, 503, 503, 503];
    await expect(site.in(() => bed.modules.transcripts.writer.write(recordingId, pass))).rejects.toMatchObject({
      code: 'unavailable',
    });
    await site.in(() => bed.modules.transcripts.writer.write(recordingId, pass));
    expect(peer.calls() - before).toBe(1 + 3 + 2);
    expect(await linesOf(site, path)).toHaveLength(6);
  });

  it('G-01 what was ordered and has no job any more is asked for again by the sweep, and written once', async () => {
    const { site, path, recordingId } = await talk();
    await become(site, path, 'ready');
    const { repository, sweep } = bed.modules.transcripts;
    const before = peer.calls();
    // As it stands where Redis has lost the job: the order is in the database alone.
    await site.in(() => repository.begin(recordingId, site.sessionId as never, 'en'));
    await sweep();
    await sweep();
    await become(site, path, 'ready');
    await sweep();
    await bed.settle();
    expect(peer.calls() - before).toBe(3);
    expect(await linesOf(site, path)).toHaveLength(6);
  });

  it('G-03 goes with its recording', async () => {
    const { site, path, recordingId } = await talk();
    await become(site, path, 'ready');
    await site.in(() => bed.modules.recordings.service.markReady(recordingId).catch(() => undefined));
    expect((await site.owner.delete(path)).status).toBe(204);
    await bed.settle();
    expect((await site.owner.get(`${path}/transcript`)).status).toBe(404);
    expect(await site.in(async () => TranscriptLineModel.countDocuments({ recordingId }))).toBe(0);
    const found = (await site.owner.get('/transcripts?q=welcome')).body.items as { recordingId: string }[];
    expect(found.map((each) => each.recordingId)).not.toContain(recordingId);
  });
});
