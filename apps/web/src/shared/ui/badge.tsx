import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

const badgeStyles = cva('inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap', {
  variants: {
    tone: {
      neutral: 'bg-muted text-text-muted',
      primary: 'bg-primary-tint text-primary-text',
      success: 'bg-success-tint text-success',
      warning: 'bg-warning-tint text-warning',
      danger: 'bg-danger-tint text-danger',
      live: 'bg-live text-white',
    },
  },
  defaultVariants: { tone: 'neutral' },
});
export interface BadgeProps extends ComponentProps<'span'>, VariantProps<typeof badgeStyles> {
  /** A dot before the text, so that the state is not told by colour of the text alone. */
  readonly dot?: boolean;
}
/** A short state. */
export const Badge = ({ tone, dot = false, className, children, ...rest }: BadgeProps) => (
  <span {...rest} className={cn(badgeStyles({ tone }), className)}>
    {dot && <span className="size-1.5 rounded-full bg-current" aria-hidden="true" />}
    {children}
  </span>
);
