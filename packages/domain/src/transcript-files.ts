/** A piece of a transcript as it is written into a file. Times are milliseconds from the start of the recording. */
export interface TranscriptLine {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string;
  readonly text: string;
}

/** Characters of one line of a subtitle, and lines of one subtitle: what can be read at a glance. */
const LINE_LENGTH = 42;
const LINES = 2;
/** A subtitle that is gone sooner cannot be read. */
const SHORTEST_MS = 800;

/**
 * The transcript as WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"): one cue per glance, the speaker as its voice.
 */
export function writeVtt(lines: readonly TranscriptLine[]): string {
  const cues = lines.flatMap(cuesOf).map(({ startMs, endMs, speaker, text }) => {
    // An annotation ends at `>` and at a line's end; `-->` may stand nowhere in a cue.
    const voice = escapeVtt(oneLine(speaker));
    return `${clock(startMs, '.')} --> ${clock(endMs, '.')}\n<v ${voice}>${wrap(text).map(escapeVtt).join('\n')}`;
  });
  return ['WEBVTT', ...cues].join('\n\n') + '\n';
}

/** The transcript as SubRip; a speaker is named where another spoke before. */
export function writeSrt(lines: readonly TranscriptLine[]): string {
  let before: string | null = null;
  const cues = lines.flatMap(cuesOf).map(({ startMs, endMs, speaker, text }, index) => {
    const named = speaker === before ? text : `${oneLine(speaker)}: ${text}`;
    before = speaker;
    // An arrow would begin a new cue for some players.
    const shown = wrap(named.replaceAll('-->', '→')).join('\r\n');
    return `${index + 1}\r\n${clock(startMs, ',')} --> ${clock(endMs, ',')}\r\n${shown}\r\n`;
  });
  return cues.join('\r\n');
}

/** The transcript to be read: a paragraph per turn, with its time and who spoke. */
export function writeTxt(lines: readonly TranscriptLine[]): string {
  const turns: { speaker: string; startMs: number; texts: string[] }[] = [];
  for (const { speaker, startMs, text } of lines) {
    const last = turns.at(-1);
    if (last?.speaker === speaker) last.texts.push(oneLine(text));
    else turns.push({ speaker, startMs, texts: [oneLine(text)] });
  }
  return turns
    .map(
      ({ speaker, startMs, texts }) => `[${clock(startMs, '.').slice(0, 8)}] ${oneLine(speaker)}\n${texts.join(' ')}\n`,
    )
    .join('\n');
}

/** A line in pieces that can be read at a glance, its time shared out by their length. */
function cuesOf(line: TranscriptLine): TranscriptLine[] {
  const text = oneLine(line.text);
  if (text === '') return [];
  const rows = wrap(text);
  const pieces = rows.flatMap((_, index) => (index % LINES === 0 ? [rows.slice(index, index + LINES).join(' ')] : []));
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // A millisecond a character at the least: no cue is empty, whatever was written between two close times.
  const spanMs = Math.max(line.endMs - line.startMs, SHORTEST_MS, total);
  let before = 0;
  return pieces.map((piece) => {
    const startMs = line.startMs + Math.round((spanMs * before) / total);
    before += piece.length;
    return { ...line, text: piece, startMs, endMs: line.startMs + Math.round((spanMs * before) / total) };
  });
}

/** Cuts between words; a word that is longer than a piece is cut itself, between whole characters. */
function piecesOf(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of text.split(' ').flatMap((each) => shortWords(each, longest))) {
    if (piece === '') piece = word;
    else if (piece.length + 1 + word.length <= longest) piece += ` ${word}`;
    else {
      pieces.push(piece);
      piece = word;
    }
  }
  return [...pieces, piece];
}

function shortWords(word: string, longest: number): string[] {
  if (word.length <= longest) return [word];
  const parts: string[] = [''];
  for (const character of word) {
    if (parts.at(-1)!.length + character.length > longest) parts.push('');
    parts[parts.length - 1] += character;
  }
  return parts;
}

const wrap = (text: string): string[] => piecesOf(text, LINE_LENGTH);
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const escapeVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `01:02:03.450`, with the mark of its format before the milliseconds. */
function clock(ms: number, mark: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${time}${mark}${String(ms % 1000).padStart(3, '0')}`;
}
