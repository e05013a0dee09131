import type { BlockOf } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';
import { BlockSection } from './block-section.tsx';

/** Questions whose answers open without script. */
export const SiteFaq = ({ block }: { readonly block: BlockOf<'faq'> }) => {
  if (block.items.length === 0) return null;
  return (
    <BlockSection id={block.key} title={block.title ?? siteTexts().questions} className="site-faq">
      <div className="mt-3 flex flex-col">
        {block.items.map(({ question, answer }, index) => (
          <details key={`${index} ${question}`} className="group border-b border-border last:border-b-0">
            <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-4 rounded-sm py-3 [&::-webkit-details-marker]:hidden">
              <h3 dir="auto" className="min-w-0 text-base font-medium text-text wrap-anywhere">
                {question}
              </h3>
              <svg
                viewBox="0 0 12 12"
                aria-hidden="true"
                className="size-3.5 shrink-0 text-text-muted transition-transform duration-150 group-open:rotate-180 motion-reduce:transition-none"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.6"
                strokeLinecap="round"
                strokeLinejoin="round"
              >
                <path d="m2 4 4 4 4-4" />
              </svg>
            </summary>
            <p dir="auto" className="pb-4 text-base whitespace-pre-line text-text-muted wrap-anywhere">
              {answer}
            </p>
          </details>
        ))}
      </div>
    </BlockSection>
  );
};
