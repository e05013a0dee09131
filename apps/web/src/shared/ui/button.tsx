import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';
import { Spinner } from './spinner.tsx';

const BASE =
  'relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap ' +
  'transition-[background-color,border-color,color,scale] duration-150 ease-out active:scale-[0.985] ' +
  'disabled:cursor-not-allowed disabled:opacity-55 disabled:active:scale-100 aria-disabled:opacity-55 [&_svg]:shrink-0';
const variants = {
  primary: 'border-primary-edge bg-primary text-on-primary hover:border-primary-hover hover:bg-primary-hover',
  secondary: 'border-border bg-raised text-text hover:bg-muted',
  ghost: 'border-transparent text-text hover:bg-muted',
  danger: 'border-danger bg-danger text-on-danger hover:border-danger-hover hover:bg-danger-hover',
  'danger-quiet': 'border-transparent text-danger hover:bg-danger-tint',
} as const;
const sizes = {
  sm: 'tap-target h-9 px-3 text-sm',
  md: 'h-11 px-4 text-sm',
  lg: 'h-13 px-6 text-base',
  icon: 'size-11',
  'icon-sm': 'tap-target size-9',
} as const;

interface ButtonLook {
  readonly variant?: keyof typeof variants | undefined;
  readonly size?: keyof typeof sizes | undefined;
}

/**
 * Classes of a button; for a link that looks like one: `<a className={buttonStyles({ variant: 'primary' })}>`. By hand and
 * not by cva, because the landing page carries it.
 */
export const buttonStyles = ({
  variant = 'secondary',
  size = 'md',
  className,
}: ButtonLook & { readonly className?: string } = {}): string => cn(BASE, variants[variant], sizes[size], className);

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Shows progress in place of the label, keeps the width, and ignores further presses. */
  readonly loading?: boolean | undefined;
}

/** A button; `type` is `button` unless it says otherwise, so that none submits a form by accident. */
export function Button({
  variant,
  size,
  loading = false,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cn(buttonStyles({ variant, size }), className)}
      aria-busy={loading || undefined}
      // Not `disabled`: focus would be lost while it works.
      aria-disabled={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
    >
      {loading ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
