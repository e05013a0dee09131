import { Search } from 'lucide-react';
import { Link } from 'react-router';
import type { Me } from '../../shared/lib/session.ts';
import { Button } from '../../shared/ui/index.ts';
import { type Brand, BrandMark } from './brand-mark.tsx';
import { UserMenu } from './user-menu.tsx';

interface TopBarProps {
  readonly brand: Brand;
  readonly me: Me;
  readonly onOpenPalette: () => void;
  readonly onLogOut: () => void;
}

/** The brand and who is signed in, on a phone. */
export const TopBar = ({ brand, me, onOpenPalette, onLogOut }: TopBarProps) => (
  <header className="flex h-14 shrink-0 items-center gap-1 border-b border-border bg-raised ps-4 pe-2 md:hidden">
    <Link to="/dashboard" className="flex min-h-11 min-w-0 flex-1 items-center" aria-label={`${brand.name}, today`}>
      <BrandMark brand={brand} />
    </Link>
    <Button variant="ghost" size="icon" onClick={onOpenPalette} aria-label="Go to">
      <Search size={20} aria-hidden="true" />
    </Button>
    <UserMenu name={me.name} email={me.email} onLogOut={onLogOut} compact />
  </header>
);
