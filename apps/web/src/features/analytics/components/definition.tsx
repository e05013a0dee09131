import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { buttonStyles, Popover } from '../../../shared/ui/index.ts';
import { analyticsTexts } from '../texts.ts';

interface DefinitionProps {
  readonly label: string;
  readonly definition: string;
  readonly align?: 'start' | 'center' | 'end';
  /** More of the number at hand. */
  readonly children?: ReactNode;
  readonly className?: string;
  /** Whether the label itself is what is pressed, where it stands in a line of text. */
  readonly isTerm?: boolean;
}
/** What a number counts, one press away from it. */
export function Definition({
  label,
  definition,
  align = 'start',
  children,
  className,
  isTerm = false,
}: DefinitionProps) {
  const name = analyticsTexts().howCountedOf(label);
  return (
    <Popover
      align={align}
      label={name}
      trigger={
        <button
          type="button"
          aria-label={name}
          className={cn(
            isTerm
              ? '-my-1 cursor-help py-1 text-start underline decoration-border decoration-dotted underline-offset-4'
              : buttonStyles({ variant: 'ghost', size: 'icon-sm' }),
            'text-text-muted',
            className,
          )}
        >
          {isTerm ? label : <Info size={15} aria-hidden="true" />}
        </button>
      }
    >
      <p className="font-semibold">{label}</p>
      <p className="mt-1 text-text-muted">{definition}</p>
      {children}
    </Popover>
  );
}
