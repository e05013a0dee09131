import type { PictureSources } from '@stageline/contracts';

const SIZES = '(min-width: 72rem) 72rem, 100vw';

/** The promoter's picture across the head of the page. No text stands on it, so every picture is a legible one. */
export const SiteCover = ({
  background: { src, avif, webp, width, height },
}: {
  readonly background: PictureSources;
}) => (
  <div className="site-cover mx-auto mt-5 w-full max-w-3xl sm:px-8">
    <picture>
      <source type="image/avif" srcSet={avif} sizes={SIZES} />
      <source type="image/webp" srcSet={webp} sizes={SIZES} />
      <img
        src={src}
        alt=""
        width={width}
        height={height}
        fetchPriority="high"
        className="h-40 w-full object-cover sm:h-64 sm:rounded-lg"
      />
    </picture>
  </div>
);
