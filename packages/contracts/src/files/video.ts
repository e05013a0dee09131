import { z } from 'zod';
import { httpsUrl, requiredText } from '../http/fields.ts';

/** Where a testimonial video is: with one of two providers, by its id, or a file that a page links to. */
export type VideoSource =
  { readonly kind: 'youtube' | 'vimeo'; readonly id: string } | { readonly kind: 'file'; readonly url: string };

const YOUTUBE_ID = /^[\w-]{11}$/;
const VIMEO_ID = /^\d{5,12}$/;

/**
 * Reads the address of a video as people copy it from their browser. Only the id is taken from it; nothing else of the
 * address ever reaches a page.
 * @returns null for any address that is neither a video of YouTube or Vimeo nor an https address of an MP4 or WebM file
 */
export function videoSourceOf(address: string): VideoSource | null {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  const host = url.hostname.replace(/^(?:www|m)\./, '');
  const [first = '', second = ''] = url.pathname.split('/').filter((part) => part !== '');
  if (host === 'youtu.be') return youtube(first);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    return youtube(
      first === 'watch' ? (url.searchParams.get('v') ?? '') : /^(?:embed|shorts|live)$/.test(first) ? second : '',
    );
  }
  if (host === 'vimeo.com') return vimeo(first);
  if (host === 'player.vimeo.com') return vimeo(first === 'video' ? second : '');
  return /\.(?:mp4|webm)$/i.test(url.pathname) ? { kind: 'file', url: url.href } : null;
}

const youtube = (id: string): VideoSource | null => (YOUTUBE_ID.test(id) ? { kind: 'youtube', id } : null);
const vimeo = (id: string): VideoSource | null => (VIMEO_ID.test(id) ? { kind: 'vimeo', id } : null);

/** The player's address at the provider, in its mode that sets no cookie; it plays at once, because somebody has asked for it. */
export const playerUrlOf = (source: Extract<VideoSource, { id: string }>): string =>
  source.kind === 'youtube'
    ? `https://www.youtube-nocookie.com/embed/${source.id}?rel=0&autoplay=1`
    : `https://player.vimeo.com/video/${source.id}?dnt=1&autoplay=1`;

/** Origins of the players: all that a page may frame besides itself. */
export const VIDEO_ORIGINS = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'] as const;

/** What somebody says about the promoter, on video. */
export const TestimonialVideo = z.strictObject({
  title: requiredText(120),
  url: httpsUrl.refine(
    (address) => videoSourceOf(address) !== null,
    'Please give the address of a YouTube or Vimeo video, or an https address that ends in .mp4 or .webm.',
  ),
});
export type TestimonialVideo = z.infer<typeof TestimonialVideo>;
