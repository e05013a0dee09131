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
}
/** What a number counts, one press away from it. */
export function Definition({ label, definition, align = 'start', children, className }: DefinitionProps) {
  const name = analyticsTexts().howCountedOf(label);
  return (
    <Popover
      align={align}
      label={name}
      trigger={
        <button
          type="button"
          aria-label={name}
          className={cn(buttonStyles({ variant: 'ghost', size: 'icon-sm' }), 'text-text-muted', className)}
        >
          <Info size={15} aria-hidden="true" />
        </button>
      }
    >
      <p className="font-semibold">{label}</p>
      <p className="mt-1 text-text-muted">{definition}</p>
      {children}
    </Popover>
  );
}
