import { playerUrlOf, videoSourceOf, type BlockOf, type TestimonialVideo } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';

const COMPANY = { youtube: 'YouTube', vimeo: 'Vimeo' } as const;
const card =
  'flex min-h-16 cursor-pointer items-center gap-4 rounded-md border border-border bg-raised px-4 py-3 shadow-raised hover:border-primary-line';

const Play = () => (
  <span className="grid size-10 shrink-0 place-items-center rounded-full bg-primary text-on-primary" aria-hidden="true">
    <svg viewBox="0 0 12 12" className="ms-0.5 size-4" fill="currentColor">
      <path d="M2.5 1.2v9.6L10.5 6z" />
    </svg>
  </span>
);

const Words = ({ title, note }: { readonly title: string; readonly note: string }) => (
  <span className="min-w-0">
    <bdi className="block font-medium text-text wrap-anywhere">{title}</bdi>
    <span className="block text-sm text-text-muted">{note}</span>
  </span>
);

const POSTER =
  'position:absolute;inset:0;display:grid;place-items:center;background:#18181b;color:#fff;font:600 18px system-ui,sans-serif;text-decoration:none';

/**
 * What a player's frame holds until somebody presses it: a link that leads the frame itself to the player. It needs no
 * script. The frame is lazy, because even one of our own takes a slow phone 70 ms; `loading=lazy` and the player itself would
 * not do, because without script a browser loads that at once. The address is made of an id of letters and digits.
 */
const posterOf = (player: string): string =>
  `<!doctype html><meta name="color-scheme" content="dark"><a href="${player}" style="${POSTER}">▶ ${siteTexts().play}</a>`;

/** One testimonial. Its company learns of a visit only when somebody plays the video. */
const Video = ({ video }: { readonly video: TestimonialVideo }) => {
  const source = videoSourceOf(video.url);
  if (source === null) return null;
  if (source.kind === 'file') {
    return (
      <a href={source.url} target="_blank" rel="noopener noreferrer nofollow" className={card}>
        <Play />
        <Words title={video.title} note={siteTexts().openVideo} />
      </a>
    );
  }
  return (
    <figure className="overflow-hidden rounded-md border border-border bg-raised shadow-raised">
      <iframe
        loading="lazy"
        srcDoc={posterOf(playerUrlOf(source))}
        title={video.title}
        // The player needs its own origin; what stands here before it is one link of ours.
        // oxlint-disable-next-line react/iframe-missing-sandbox
        sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
        allow="fullscreen; picture-in-picture; encrypted-media"
        className="block aspect-video w-full bg-black"
      />
      <figcaption className="px-4 py-3">
        <Words title={video.title} note={siteTexts().playFrom(COMPANY[source.kind])} />
      </figcaption>
    </figure>
  );
};

const Quotes = ({ quotes }: { readonly quotes: BlockOf<'testimonials'>['quotes'] }) => (
  <ul className="site-quotes mt-5 flex flex-col gap-6">
    {quotes.map(({ text, name, role }, index) => (
      <li key={`${index} ${name}`}>
        <figure className="border-s-2 border-primary-line ps-4">
          <blockquote dir="auto" className="text-base whitespace-pre-line text-text wrap-anywhere">
            {text}
          </blockquote>
          <figcaption className="mt-2 text-sm text-text-muted">
            <bdi className="font-medium text-text wrap-anywhere">{name}</bdi>
            {role !== undefined && (
              <>
                , <bdi className="wrap-anywhere">{role}</bdi>
              </>
            )}
          </figcaption>
        </figure>
      </li>
    ))}
  </ul>
);

interface SiteTestimonialsProps {
  readonly block: BlockOf<'testimonials'>;
  readonly videos: readonly TestimonialVideo[];
}

/** What others say: in writing, and one card for each video. */
export const SiteTestimonials = ({ block, videos }: SiteTestimonialsProps) =>
  videos.length === 0 && block.quotes.length === 0 ? null : (
    <BlockSection id={block.key} title={block.title ?? siteTexts().whatOthersSay} className="site-videos">
      {block.quotes.length > 0 && <Quotes quotes={block.quotes} />}
      {videos.length > 0 && (
        <ul className="mt-5 flex flex-col gap-3">
          {videos.map((video) => (
            <li key={video.url}>
              <Video video={video} />
            </li>
          ))}
        </ul>
      )}
    </BlockSection>
  );
