import { cn } from '../lib/cn.ts';
import { initialsOf } from '../lib/initials-of.ts';

interface AvatarProps {
  readonly name: string;
  readonly src?: string | null | undefined;
  /** 24, 32, 40 or 64 px. */
  readonly size?: 'xs' | 'sm' | 'md' | 'lg';
  readonly className?: string;
}
const SIZES = { xs: 'size-6 text-[10px]', sm: 'size-8 text-xs', md: 'size-10 text-sm', lg: 'size-16 text-xl' } as const;

/** A picture, or initials in the brand's tint. Beside a name, so it says nothing to a screen reader. */
export const Avatar = ({ name, src, size = 'sm', className }: AvatarProps) => (
  <span
    aria-hidden="true"
    className={cn(
      'inline-grid shrink-0 place-items-center overflow-hidden rounded-full bg-primary-tint font-semibold text-primary-text select-none',
      SIZES[size],
      className,
    )}
  >
    {src ? <img src={src} alt="" className="size-full object-cover" /> : initialsOf(name)}
  </span>
);
