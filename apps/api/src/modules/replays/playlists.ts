import type { Rendition } from './piece-command.ts';

/** What may be asked for of a replay: nothing else is looked up in the store. */
export const MEDIA_FILE = /^(?:master\.m3u8|[0-9a-z]{1,12}\.m3u8|[0-9a-z]{1,12}-init\.mp4|[0-9a-z]{1,12}-\d{5}\.m4s)$/;
export const MASTER = 'master.m3u8';

/** Content types by extension; a browser that plays HLS by itself goes by them. */
export const mediaTypeOf = (file: string): string =>
  file.endsWith('.m3u8')
    ? 'application/vnd.apple.mpegurl'
    : file.endsWith('.vtt')
      ? 'text/vtt; charset=utf-8'
      : 'video/mp4';

export interface ReadPlaylist {
  /** Everything that has to be there for it to play. */
  readonly files: readonly string[];
  readonly segments: readonly { readonly file: string; readonly seconds: number }[];
  readonly seconds: number;
  /** Whether it says that nothing more comes. */
  readonly isWhole: boolean;
}

/** Reads what ffmpeg has written. */
export function readPlaylist(text: string): ReadPlaylist {
  const files: string[] = [];
  const segments: { file: string; seconds: number }[] = [];
  let length = 0;
  for (const line of text.split('\n').map((each) => each.trim())) {
    const init = /^#EXT-X-MAP:.*URI="([^"]+)"/.exec(line)?.[1];
    const duration = /^#EXTINF:([\d.]+)/.exec(line)?.[1];
    if (init !== undefined) files.push(init);
    if (duration !== undefined) length = Number(duration);
    if (line === '' || line.startsWith('#')) continue;
    segments.push({ file: line, seconds: length });
    files.push(line);
  }
  const total = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  return { files, segments, seconds: total, isWhole: text.includes('#EXT-X-ENDLIST') };
}

const bitsPerSecond = (bytes: number, duration: number): number => Math.round((bytes * 8) / Math.max(duration, 0.1));

/** A rendition as it came out. */
export interface MadeRendition {
  readonly rendition: Rendition;
  readonly playlist: ReadPlaylist;
  /** Bytes of its files, by name. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** The playlist of the playlists: measured bit rates, so that a player chooses what the line really bears (RFC 8216, 4.3.4.2). */
export function masterPlaylist(made: readonly MadeRendition[]): string {
  const variants = made.map(({ rendition, playlist, sizes }) => {
    const rates = playlist.segments.map(({ file, seconds }) => bitsPerSecond(sizes.get(file) ?? 0, seconds));
    const bytes = playlist.segments.reduce((sum, { file }) => sum + (sizes.get(file) ?? 0), 0);
    const peak = Math.max(1, ...rates);
    const level = rendition.level.toString(16).padStart(2, '0');
    const facts = [
      `BANDWIDTH=${peak}`,
      `AVERAGE-BANDWIDTH=${Math.max(1, bitsPerSecond(bytes, playlist.seconds))}`,
      `CODECS="avc1.6400${level},mp4a.40.2"`,
      `RESOLUTION=${rendition.width}x${rendition.height}`,
    ];
    return `#EXT-X-STREAM-INF:${facts.join(',')}\n${rendition.name}.m3u8\n`;
  });
  return `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n${variants.join('')}`;
}
