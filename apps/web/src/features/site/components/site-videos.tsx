import { playerUrlOf, videoSourceOf, type TestimonialVideo } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';

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

/**
 * Testimonials on video. A player is asked for only by whoever opens its card: until then nobody else learns of the visit.
 * A closed `<details>` keeps its lazy frame from loading, so this needs no script.
 */
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
    <details className="group">
      <summary className={`${card} list-none group-open:rounded-b-none [&::-webkit-details-marker]:hidden`}>
        <Play />
        <Words title={video.title} note={siteTexts().playFrom(COMPANY[source.kind])} />
      </summary>
      <iframe
        src={playerUrlOf(source)}
        title={video.title}
        loading="lazy"
        referrerPolicy="strict-origin-when-cross-origin"
        sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
        allow="fullscreen; picture-in-picture; encrypted-media"
        className="aspect-video w-full rounded-b-md border border-t-0 border-border bg-black"
      />
    </details>
  );
};

/** What others say, one card for each video. */
export const SiteVideos = ({ videos }: { readonly videos: readonly TestimonialVideo[] }) =>
  videos.length === 0 ? null : (
    <section aria-labelledby="videos" className="site-videos max-w-lg">
      <h2 id="videos" className="display text-xl text-text">
        {siteTexts().whatOthersSay}
      </h2>
      <ul className="mt-5 flex flex-col gap-3">
        {videos.map((video) => (
          <li key={video.url}>
            <Video video={video} />
          </li>
        ))}
      </ul>
    </section>
  );
