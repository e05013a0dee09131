import { Search } from 'lucide-react';
import { Button } from '../../shared/ui/index.ts';
import type { BarProps } from './bar-props.ts';
import { Account } from './account.tsx';
import { appTexts } from '../texts.ts';

/** The brand and who is signed in, on a phone. */
export const TopBar = ({ brand, person, bell, onOpenPalette, onLogOut }: BarProps) => (
  <header className="flex h-14 shrink-0 items-center gap-1 border-b border-border bg-raised ps-4 pe-2 md:hidden">
    <div className="min-w-0 flex-1">{brand}</div>
    <Button variant="ghost" size="icon" onClick={onOpenPalette} aria-label={appTexts().goTo}>
      <Search size={20} aria-hidden="true" />
    </Button>
    {bell}
    <Account name={person.name} email={person.email} onLogOut={onLogOut} compact />
  </header>
);
