import type { BlockOf, SiteView } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';

/** What the masterclass is about, and what happens in it, step by step. */
export const SiteAgenda = ({ block, site }: { readonly block: BlockOf<'agenda'>; readonly site: SiteView }) => {
  const description = site.nextSession?.description ?? '';
  const { items } = block;
  if (items.length === 0 && description === '') return null;
  return (
    <BlockSection
      id={block.key}
      title={block.title ?? (description === '' ? siteTexts().agenda : siteTexts().about)}
      className="site-about"
    >
      {description !== '' && (
        <p dir="auto" className="mt-4 text-base whitespace-pre-line text-text-muted wrap-anywhere">
          {description}
        </p>
      )}
      {items.length > 0 && (
        <ol className="site-agenda mt-5 flex flex-col">
          {items.map(({ title, minutes, text }, index) => (
            <li
              // Two steps may have one title.
              key={`${index} ${title}`}
              className="flex gap-4 border-t border-border py-3.5 first:border-t-0 first:pt-0"
            >
              <span className="numeric w-16 shrink-0 pt-px text-sm text-text-muted">
                {minutes === undefined ? '' : siteTexts().minutes(String(minutes))}
              </span>
              <span className="min-w-0">
                <bdi className="block text-base font-medium text-text wrap-anywhere">{title}</bdi>
                {text !== '' && (
                  <span dir="auto" className="mt-0.5 block text-base whitespace-pre-line text-text-muted wrap-anywhere">
                    {text}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </BlockSection>
  );
};
