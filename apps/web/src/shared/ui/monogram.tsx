import { cn } from '../lib/cn.ts';
import { initialsOf } from '../lib/initials-of.ts';

interface MonogramProps {
  readonly name: string;
  readonly logoUrl: string | null;
  readonly className?: string;
}
/** A site's logo, or its initials on the brand's colour. It stands beside the name, so it is silent. */
export const Monogram = ({ name, logoUrl, className = 'size-10 text-sm' }: MonogramProps) =>
  logoUrl === null ? (
    <span
      aria-hidden="true"
      className={cn(
        'display inline-grid shrink-0 place-items-center rounded-md bg-primary text-on-primary select-none',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  ) : (
    <img src={logoUrl} alt="" className={cn('shrink-0 rounded-md bg-white object-contain', className)} />
  );
