import type { BlockOf, SiteView } from '@stageline/contracts';
import { initialsOf } from '../../../shared/lib/initials-of.ts';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';

/** Who leads the masterclass: the promoter, unless the block names somebody else. */
export const SiteHost = ({ block, site }: { readonly block: BlockOf<'host'>; readonly site: SiteView }) => {
  if (block.text === '') return null;
  const name = block.name ?? site.profile.promoterName;
  return (
    <BlockSection id={block.key} title={block.title ?? siteTexts().yourHost} className="site-host">
      <div className="mt-5 flex items-center gap-3.5">
        <span
          aria-hidden="true"
          className="display grid size-12 shrink-0 place-items-center rounded-full bg-primary-tint text-base text-primary-text ring-1 ring-primary-line select-none"
        >
          {initialsOf(name)}
        </span>
        <p className="min-w-0 text-base leading-snug">
          <bdi className="block font-semibold text-text wrap-anywhere">{name}</bdi>
          {block.role !== undefined && <bdi className="block text-text-muted wrap-anywhere">{block.role}</bdi>}
        </p>
      </div>
      <p dir="auto" className="mt-4 text-base whitespace-pre-line text-text-muted wrap-anywhere">
        {block.text}
      </p>
    </BlockSection>
  );
};
