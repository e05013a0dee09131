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

/** One part of a landing page below its head, with its heading. */
export const BlockSection = ({ id, title, className, children }: BlockSectionProps) => (
  <section aria-labelledby={`block-${id}`} className={cn('max-w-lg', className)}>
    <h2 id={`block-${id}`} dir="auto" className="display text-xl text-text wrap-anywhere">
      {title}
    </h2>
    {children}
  </section>
);
