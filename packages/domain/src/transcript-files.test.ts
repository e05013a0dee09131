import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TranscriptLine, writeSrt, writeTxt, writeVtt } from './transcript-files.ts';

const line = (startMs: number, endMs: number, speaker: string, text: string): TranscriptLine => ({
  startMs,
  endMs,
  speaker,
  text,
});
const talk = [
  line(0, 2500, 'Kevin Gardner', 'Good evening and welcome.'),
  line(
    3_000,
    9_000,
    'Kevin Gardner',
    'Today I show you how I prepare, what I say in the first minute, and how I write the message on the next day.',
  ),
  line(3_661_500, 3_662_000, 'Jane <Smith>', 'A < B --> C & D'),
];

/** A reader of cues that knows nothing of how they were written. */
function readCues(file: string): { from: number; to: number; text: string }[] {
  const at = (time: string) => {
    const [hours, minutes, seconds] = time.replace(',', '.').split(':').map(Number) as [number, number, number];
    return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
  };
  return file
    .replaceAll('\r\n', '\n')
    .split('\n\n')
    .map((block) => block.trim().split('\n'))
    .flatMap((rows) => {
      const index = rows.findIndex((row) => / --> /.test(row));
      if (index === -1) return [];
      const [from, to] = rows[index]!.split(' --> ') as [string, string];
      return [{ from: at(from), to: at(to), text: rows.slice(index + 1).join('\n') }];
    });
}
const plain = (text: string) =>
  text
    .replaceAll(/<v [^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('files of a transcript', () => {
  it('G-01 WebVTT names the speaker as a voice and lets no text end its cue', () => {
    expect(writeVtt(talk)).toBe(`WEBVTT

00:00:00.000 --> 00:00:02.500
<v Kevin Gardner>Good evening and welcome.

00:00:03.000 --> 00:00:07.654
<v Kevin Gardner>Today I show you how I prepare, what I say
in the first minute, and how I write the

00:00:07.654 --> 00:00:09.000
<v Kevin Gardner>message on the next day.

01:01:01.500 --> 01:01:02.300
<v Jane &lt;Smith&gt;>A &lt; B --&gt; C &amp; D
`);
  });

  it('G-01 SubRip numbers its cues and names who speaks where that changes', () => {
    const cues = readCues(writeSrt(talk));
    expect(
      writeSrt(talk).startsWith(
        '1\r\n00:00:00,000 --> 00:00:02,500\r\nKevin Gardner: Good evening and welcome.\r\n\r\n2\r\n',
      ),
    ).toBe(true);
    expect(cues.map(({ text }) => /^[^:]+: /.test(text))).toEqual([true, false, false, true]);
    expect(cues.at(-1)!.text).toBe('Jane <Smith>: A < B → C & D');
  });

  it('G-01 the text has a paragraph per turn', () => {
    expect(writeTxt(talk)).toBe(
      `[00:00:00] Kevin Gardner\n${talk[0]!.text} ${talk[1]!.text}\n\n[01:01:01] Jane <Smith>\nA < B --> C & D\n`,
    );
  });

  it('has no cue for nothing', () => {
    expect(writeVtt([line(0, 10, 'A', ' \n ')])).toBe('WEBVTT\n');
    expect(writeSrt([])).toBe('');
  });

  it('G-01 every file can be read back: all words in their order, cues that follow each other and can be seen', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.lorem({ mode: 'sentences' }),
      fc.string({ minLength: 90 }),
    );
    const anyLine = fc.record({ speaker: fc.string(), text: anyText, startMs: fc.nat(9e6), length: fc.nat(60_000) });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), (anyLines) => {
        const lines = anyLines.map(({ length, ...rest }) => ({ ...rest, endMs: rest.startMs + length }));
        const cues = readCues(writeVtt(lines));
        const said = (texts: readonly string[]) => texts.join('').replaceAll(/\s/g, '');
        expect(said(cues.map(({ text }) => plain(text)))).toBe(said(lines.map(({ text }) => text)));
        for (const { from, to, text } of cues) {
          expect(to).toBeGreaterThan(from);
          for (const row of plain(text).split('\n')) expect(row.length).toBeLessThanOrEqual(42);
        }
        expect(readCues(writeSrt(lines)).map(({ from, to }) => [from, to])).toEqual(
          cues.map(({ from, to }) => [from, to]),
        );
      }),
    );
  });
});
