import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { roomTexts } from '../texts.ts';

/** The one bar of the room: every control with its word, on a phone in one row. */
export const ControlBar = ({ children }: { children: ReactNode }) => (
  <div
    role="toolbar"
    aria-label={roomTexts().controls.label}
    className="relative flex shrink-0 items-stretch justify-center gap-0.5 border-t border-border bg-raised px-1 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:flex-wrap sm:gap-2 sm:px-2"
  >
    {children}
  </div>
);

interface ControlProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  readonly label: string;
  /** `loud`: the one thing to do now. `off`: something is switched off. */
  readonly tone?: 'quiet' | 'off' | 'loud' | 'danger';
  /** A number that waits behind it. */
  readonly count?: number;
}

const tones = {
  quiet: 'text-text hover:bg-muted',
  off: 'bg-danger-tint text-danger',
  loud: 'bg-primary text-on-primary hover:bg-primary-hover',
  danger: 'text-danger hover:bg-danger-tint',
} as const;

/** One control: an icon and what pressing it does. */
export const Control = ({ icon: Icon, label, tone = 'quiet', count = 0, className, ...rest }: ControlProps) => (
  <button
    type="button"
    {...rest}
    className={cn(
      'relative flex min-h-14 min-w-11 flex-auto flex-col items-center justify-center gap-1 rounded-md px-0.5 text-xs font-medium whitespace-nowrap transition-colors max-sm:max-w-24 sm:min-w-20 sm:flex-none sm:px-3',
      'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55',
      tones[tone],
      className,
    )}
  >
    <Icon size={20} aria-hidden="true" />
    <span className="max-w-full truncate">{label}</span>
    {count > 0 ? (
      <span className="numeric absolute end-2 top-1 min-w-5 rounded-full bg-primary px-1 text-center text-xs text-on-primary">
        {count > 99 ? '99+' : count}
        <span className="sr-only">{roomTexts().controls.fresh}</span>
      </span>
    ) : null}
  </button>
);
