import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../../shared/lib/cn.ts';
import { Avatar } from '../../shared/ui/index.ts';
import { appTexts } from '../texts.ts';

export interface AccountProps {
  readonly name: string;
  readonly email: string;
  readonly onLogOut: () => void;
  /** Only the picture, for a phone's top bar. */
  readonly compact?: boolean;
}

interface UserButtonProps extends ComponentProps<'button'> {
  readonly name: string;
  readonly email: string;
  /** Only the picture, for a phone's top bar. */
  readonly compact: boolean;
}

/** Who is signed in; pressing it opens the account's menu. */
export const UserButton = ({ name, email, compact, ...rest }: UserButtonProps) => (
  <button
    type="button"
    aria-haspopup="menu"
    {...rest}
    className={cn(
      compact
        ? 'grid size-11 place-items-center rounded-full'
        : 'flex min-h-13 w-full items-center gap-3 rounded-md px-2 text-start transition-colors hover:bg-muted data-[state=open]:bg-muted',
    )}
  >
    <Avatar name={name} />
    {compact ? (
      <span className="sr-only">{appTexts().menuOf(name)}</span>
    ) : (
      <>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          <span className="block truncate text-xs text-text-muted">{email}</span>
        </span>
        <ChevronsUpDown size={16} aria-hidden="true" className="text-text-muted" />
      </>
    )}
  </button>
);
