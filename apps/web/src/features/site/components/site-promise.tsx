import type { BlockOf, SiteView } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';

const Tick = () => (
  <span
    className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-full bg-primary-tint text-primary-text"
    aria-hidden="true"
  >
    <svg
      viewBox="0 0 12 12"
      className="size-3"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="m2.5 6.5 2.3 2.3 4.7-5.3" />
    </svg>
  </span>
);

/** What one gets. */
export const SitePromise = ({ block, site }: { readonly block: BlockOf<'promise'>; readonly site: SiteView }) => {
  const { benefits } = site.profile;
  if (benefits.length === 0) return null;
  return (
    <BlockSection id={block.key} title={block.title ?? siteTexts().whatYouGet} className="site-benefits">
      <ul className="mt-5 flex flex-col gap-4">
        {benefits.map((benefit) => (
          <li key={benefit} className="flex gap-3.5 text-base text-text">
            <Tick />
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {benefit}
            </span>
          </li>
        ))}
      </ul>
    </BlockSection>
  );
};
