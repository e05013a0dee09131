import type { ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';

interface BlockSectionProps {
  /** The block's key: its heading's id is made of it. */
  readonly id: string;
  readonly title: string;
  /** The name by which a site's own CSS finds it. */
  readonly className: string;
  readonly children: ReactNode;
}

/**
 * One part of a landing page below its head, with its heading. It is laid out when it comes near the screen: on a slow
 * phone all of them together would keep the first picture waiting. Shadows and focus rings may reach beyond it as before.
 */
export const BlockSection = ({ id, title, className, children }: BlockSectionProps) => (
  <section
    aria-labelledby={`block-${id}`}
    className={cn(
      'max-w-lg [contain-intrinsic-size:auto_20rem] [content-visibility:auto] [overflow-clip-margin:1rem]',
      className,
    )}
  >
    <h2 id={`block-${id}`} dir="auto" className="display text-xl text-text wrap-anywhere">
      {title}
    </h2>
    {children}
  </section>
);
