import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMediaTimeline, GRID_MS, joined, mediaTimeOf, shownTimeOf } from './media-timeline.ts';
import { captionsInReplay } from './captions.ts';
import { concatList, pieceArguments, RENDITIONS } from './piece-command.ts';
import { layoutOf, PIECE_MS, planPieces, screenStarts } from './scene-plan.ts';
import { masterPlaylist, MEDIA_FILE, readPlaylist } from './playlists.ts';
import type { KeptSpan, RecordedTrack } from './replays.types.ts';

const gap = (fromMs: number, toMs: number) => ({ fromMs, toMs, reason: 'sfu ended' });
const track = (
  trackId: string,
  source: RecordedTrack['source'],
  fromMs: number,
  toMs: number,
  rest: Partial<RecordedTrack> = {},
): RecordedTrack => ({
  trackId,
  source,
  kind: source === 'microphone' ? 'audio' : 'video',
  fromHost: true,
  segments: Array.from({ length: Math.ceil((toMs - fromMs) / 4000) }, (_, at) => {
    const startMs = fromMs + at * 4000;
    return { storageKey: `${trackId}/${at}.mkv`, startMs, durationMs: Math.min(4000, toMs - startMs), bytes: 100 };
  }),
  ...rest,
});

describe('the time of a replay', () => {
  it('C-13 leaves gaps out, and marks where they were', () => {
    const gaps = [gap(40_000, 45_000), gap(10_000, 18_000), gap(12_000, 20_000)];
    const timeline = createMediaTimeline(60_000, gaps, []);
    expect(timeline.durationMs).toBe(45_000);
    expect(timeline.cuts).toEqual([
      { atMs: 10_000, missingMs: 10_000, reason: 'lost' },
      { atMs: 30_000, missingMs: 5000, reason: 'lost' },
    ]);
    const moments = [-1, 0, 5000, 15_000, 20_000, 44_000, 50_000, 59_999, 60_050, 99_000];
    expect(moments.map((at) => mediaTimeOf(timeline.spans, at))).toEqual([
      null,
      0,
      5000,
      10_000,
      10_000,
      30_000,
      35_000,
      44_999,
      45_000,
      null,
    ]);
  });

  it('C-13 loses nothing where one track has a gap and another goes on', () => {
    const covered = [
      { fromMs: 0, toMs: 12_000 },
      { fromMs: 15_000, toMs: 30_000 },
    ];
    const { durationMs, cuts } = createMediaTimeline(30_000, [gap(5000, 20_000)], covered);
    expect(cuts).toEqual([{ atMs: 12_000, missingMs: 3000, reason: 'lost' }]);
    expect(durationMs).toBe(27_000);
  });

  it('G-03 shows nothing of a pause, whatever there is of it, and nothing that was written in it', () => {
    const pauses = [
      { fromMs: 10_050, toMs: 20_030 },
      { fromMs: 50_000, toMs: 60_000 },
    ];
    const whole = [{ fromMs: 0, toMs: 60_000 }];
    // What was lost in a pause is none of its business, and a gap that goes beyond it is one there.
    const timeline = createMediaTimeline(
      60_000,
      [gap(12_000, 14_000), gap(18_000, 22_000)],
      [{ fromMs: 0, toMs: 11_000 }],
      pauses,
    );
    expect(timeline.cuts).toEqual([
      { atMs: 10_000, missingMs: 9980, reason: 'paused' },
      { atMs: 10_000, missingMs: 1970, reason: 'lost' },
      { atMs: 38_000, missingMs: 10_000, reason: 'paused' },
    ]);
    const { spans, durationMs } = createMediaTimeline(60_000, [], whole, pauses);
    expect(spans).toEqual([
      { recordedFromMs: 0, recordedToMs: 10_000, mediaFromMs: 0 },
      { recordedFromMs: 20_100, recordedToMs: 50_000, mediaFromMs: 10_000 },
    ]);
    expect(durationMs).toBe(39_900);
    const secret = track('secret', 'screen', 10_050, 20_000);
    const pieces = planPieces({ spans, durationMs, cuts: [] }, [track('host', 'camera', 0, 60_000), secret]);
    expect(JSON.stringify(pieces)).not.toContain('secret');
    const moments = [9999, 10_050, 15_000, 20_029, 20_030, 49_999, 50_000, 59_999];
    expect(moments.map((at) => shownTimeOf({ spans, pauses }, at))).toEqual([
      ...[9999, null, null, null, 10_000, 39_899, null, null],
    ]);
  });

  it('C-13 never runs backwards, and is as long as what it keeps, whatever is missing', () => {
    const bound = fc.integer({ min: -1000, max: 61_000 });
    const stretches = fc.array(
      fc.tuple(bound, bound).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(stretches, stretches, fc.array(bound), (lost, paused, moments) => {
        const gaps = lost.map(({ fromMs, toMs }) => gap(fromMs, toMs));
        const pauses = joined(
          paused.map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs), toMs: Math.max(0, toMs) })),
        );
        const { durationMs, spans } = createMediaTimeline(60_000, gaps, [], pauses);
        const isIn = (span: KeptSpan) =>
          pauses.some(({ fromMs, toMs }) => toMs > fromMs && fromMs < span.recordedToMs && toMs > span.recordedFromMs);
        expect(spans.some(isIn)).toBe(false);
        const places = moments
          .toSorted((a, b) => a - b)
          .map((at) => mediaTimeOf(spans, at))
          .filter((at) => at !== null);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((at) => at >= 0 && at <= durationMs)).toBe(true);
        const kept = spans.map(({ recordedFromMs, recordedToMs }) => recordedToMs - recordedFromMs);
        expect(kept.reduce((sum, length) => sum + length, 0)).toBe(durationMs);
        expect(kept.every((length) => length > 0 && length % GRID_MS === 0)).toBe(true);
      }),
    );
  });
});

it('C-13 captions move with what is left out, and go with it', () => {
  const { spans } = createMediaTimeline(60_000, [gap(10_000, 20_000)], []);
  const cue = (from: string, to: string, text: string) => `${from} --> ${to} align:start\n${text}`;
  const said = [
    cue('00:05.000', '00:06.000', 'a'),
    cue('00:12.000', '00:14.000', 'b'),
    cue('00:00:25.500', '00:00:27.000', 'c'),
  ];
  expect(captionsInReplay(['WEBVTT', ...said].join('\n\n'), spans)).toBe(
    `WEBVTT\n\n${cue('00:00:05.000', '00:00:06.000', 'a')}\n\n${cue('00:00:15.500', '00:00:17.000', 'c')}\n`,
  );
});

describe('who is seen', () => {
  it('C-13 a screen that goes on after a pause is no new one', () => {
    const screens = [
      [2000, 10_000],
      [20_200, 30_000],
      [41_000, 50_000],
    ] as const;
    const tracks = screens.map(([from, to]) => track(`screen${from}`, 'screen', from, to));
    const pauses = [
      { fromMs: 10_000, toMs: 20_000 },
      { fromMs: 35_500, toMs: 40_000 },
    ];
    expect(screenStarts(tracks, pauses)).toEqual([2000, 41_000]);
    expect(screenStarts(tracks)).toEqual([2000, 20_200, 41_000]);
  });

  it('C-13 a screen is large with the speakers beside it, else the speakers share the picture', () => {
    const tracks = [
      track('host', 'camera', 0, 30_000),
      track('guest', 'camera', 10_000, 30_000, { fromHost: false }),
      track('screen', 'screen', 20_000, 30_000),
      track('mic', 'microphone', 0, 12_000),
    ];
    const pieces = planPieces(createMediaTimeline(40_000, [], []), tracks);
    expect(pieces.map(({ mediaFromMs, tiles }) => [mediaFromMs, tiles.map(({ trackId }) => trackId)])).toEqual([
      [0, ['host']],
      [10_000, ['host', 'guest']],
      [20_000, ['screen', 'host', 'guest']],
      // Nobody is left: a quiet card.
      [30_000, []],
    ]);
    expect(pieces.map(({ audio }) => audio)).toEqual([['mic'], ['mic'], [], []]);
    expect(pieces[2]!.tiles[0]!.width).toBeGreaterThan(0.7);
  });

  it('C-13 a picture that is away for a moment keeps its place', () => {
    const flickering = track('cam', 'camera', 0, 20_000);
    const segments = flickering.segments.map((each, at) => (at === 2 ? { ...each, durationMs: 3500 } : each));
    const pieces = planPieces(createMediaTimeline(20_000, [], []), [{ ...flickering, segments }]);
    expect(pieces.map(({ tiles }) => tiles.length)).toEqual([1]);
  });

  it('C-13 no picture leaves the frame or lies on another, whoever is there', () => {
    for (const screen of ['screen', null])
      for (let count = 0; count <= 12; count += 1) {
        const tiles = layoutOf(
          screen,
          Array.from({ length: count }, (_, at) => `cam-${at}`),
        );
        for (const { x, y, width, height } of tiles) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const [at, a] of tiles.entries())
          for (const b of tiles.slice(at + 1)) {
            const apart =
              a.x + a.width <= b.x + 1e-9 ||
              b.x + b.width <= a.x + 1e-9 ||
              a.y + a.height <= b.y + 1e-9 ||
              b.y + b.height <= a.y + 1e-9;
            expect(apart).toBe(true);
          }
      }
  });

  it('C-13 pieces follow each other without a hole, and none crosses a minute', () => {
    const tracks = [track('cam', 'camera', 300, 200_000), track('screen', 'screen', 61_234, 150_777)];
    const timeline = createMediaTimeline(210_050, [gap(30_010, 41_990)], []);
    const pieces = planPieces(timeline, tracks);
    let at = 0;
    for (const [index, piece] of pieces.entries()) {
      expect(piece.index).toBe(index);
      expect(piece.mediaFromMs).toBe(at);
      expect(piece.durationMs % GRID_MS).toBe(0);
      expect(Math.floor((piece.mediaFromMs + piece.durationMs - 1) / PIECE_MS)).toBe(Math.floor(at / PIECE_MS));
      at += piece.durationMs;
    }
    expect(at).toBe(timeline.durationMs);
  });
});

describe('what ffmpeg is asked', () => {
  const piece = { index: 0, mediaFromMs: 58_000, durationMs: 2000, recordedFromMs: 68_000, audio: ['mic'] };
  const inputs = [
    { trackId: 'cam', list: '/w/track-0.txt', firstStartMs: 66_000 },
    { trackId: 'mic', list: '/w/track-1.txt', firstStartMs: 68_500 },
  ];
  const args = pieceArguments({ ...piece, tiles: layoutOf(null, ['cam', 'gone']) }, inputs, RENDITIONS, '/w/out');
  const valueAfter = (name: string) => args[args.indexOf(name) + 1]!;

  it('C-13 files of a track lie where they lay in the recording, also where one between them is missing', () => {
    const files = [
      { file: "/w/it's.mkv", storageKey: '', startMs: 4000, durationMs: 4000, bytes: 1 },
      { file: '/w/b.mkv', storageKey: '', startMs: 12_000, durationMs: 1500, bytes: 1 },
    ];
    expect(concatList(files)).toBe(
      "ffconcat version 1.0\nfile '/w/it'\\''s.mkv'\nduration 8.000\nfile '/w/b.mkv'\nduration 1.500\n",
    );
  });

  it('C-13 what begins before the piece is cut, what begins later is waited for, and who is gone is left out', () => {
    const graph = valueAfter('-filter_complex');
    expect(graph).toContain('setpts=PTS+(-2.000)/TB,fps=30:start_time=0');
    expect(graph).toContain('asetpts=PTS+(0.500)/TB');
    expect(graph).not.toContain('gone');
    expect(graph).toContain('split=2');
  });

  it('C-13 segments of the playlist can begin every six seconds of the replay, not of the piece', () => {
    const long = { ...piece, mediaFromMs: 58_000, durationMs: 14_000, tiles: [] };
    const asked = pieceArguments(long, inputs, RENDITIONS, '/w/out');
    expect(asked[asked.indexOf('-force_key_frames') + 1]).toBe('0,2.000,8.000');
  });
});

describe('playlists', () => {
  const text = `#EXTM3U\n#EXT-X-MAP:URI="720p-init.mp4"\n#EXTINF:6.000000,\n720p-00000.m4s\n#EXTINF:2.5,\n720p-00001.m4s\n#EXT-X-ENDLIST\n`;
  it('C-13 names all that has to be there, and how long it is', () => {
    const playlist = readPlaylist(text);
    expect(playlist).toMatchObject({
      files: ['720p-init.mp4', '720p-00000.m4s', '720p-00001.m4s'],
      seconds: 8.5,
      isWhole: true,
    });
    expect(readPlaylist(text.replace('#EXT-X-ENDLIST', '')).isWhole).toBe(false);
    const sizes = new Map([
      ['720p-00000.m4s', 600_000],
      ['720p-00001.m4s', 100_000],
    ]);
    const master = masterPlaylist([{ rendition: RENDITIONS[0]!, playlist, sizes }]);
    expect(master).toContain(
      'BANDWIDTH=800000,AVERAGE-BANDWIDTH=658824,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720',
    );
    expect(readPlaylist(master).files).toEqual(['720p.m3u8']);
  });

  it('C-13 nothing but the files of a replay can be asked for', () => {
    const good = ['master.m3u8', '720p.m3u8', '720p-init.mp4', '720p-00012.m4s'];
    const bad = ['../x.m3u8', 'a/b.m3u8', '720p-1.m4s', 'x.key', '', '.m3u8', '%2e%2e'];
    expect([...good, ...bad].filter((file) => MEDIA_FILE.test(file))).toEqual(good);
  });
});
