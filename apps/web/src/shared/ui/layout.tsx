import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

/** Children in a column, with a gap in steps of 4 px. */
export const Stack = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={cn('flex flex-col gap-4', className)} />
);

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** The one primary action of the screen, and quiet ones before it. */
  readonly actions?: ReactNode;
}
const isLong = (title: ReactNode): boolean => typeof title === 'string' && title.length > 60;

/** Head of a signed-in page. */
export const PageHeader = ({ title, description, actions }: PageHeaderProps) => (
  <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-6">
    {/* A long description breaks before the actions leave its side; a long title keeps its width, and they go below it. */}
    <div className={cn('min-w-0 flex-1 wrap-anywhere', isLong(title) ? 'basis-120' : 'basis-72')}>
      <h1 className="display text-xl text-text">{title}</h1>
      {description !== undefined && <p className="mt-1 max-w-xl text-sm text-text-muted">{description}</p>}
    </div>
    {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
  </header>
);

interface SectionProps extends Omit<ComponentProps<'section'>, 'title'> {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
}
/** A titled part of a page: weight and space instead of a box. */
export const Section = ({ title, description, actions, className, children, ...rest }: SectionProps) => (
  <section {...rest} className={cn('min-w-0', className)}>
    <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div>
        <h2 className="text-base font-semibold text-text">{title}</h2>
        {description !== undefined && <p className="mt-0.5 text-sm text-text-muted">{description}</p>}
      </div>
      {actions}
    </div>
    {children}
  </section>
);

/** A raised surface, for the few things that need an edge: a form, a table, a panel. */
export const Panel = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={cn('rounded-lg border border-border bg-raised', className)} />
);
