import { lazy, Suspense, useState } from 'react';
import { withMessages } from '../../shared/i18n/index.ts';
import { type AccountProps, UserButton } from './user-button.tsx';

const loadMenu = () => import('./user-menu.tsx').then(withMessages);
const UserMenu = lazy(loadMenu);

/** The account's button. Its menu weighs as much as the rest of the frame, so it comes when somebody reaches for it. */
export function Account({ name, email, onLogOut, compact = false }: AccountProps) {
  const [isWanted, setIsWanted] = useState(false);
  const button = (
    <UserButton
      name={name}
      email={email}
      compact={compact}
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setIsWanted(true)}
    />
  );
  return isWanted ? (
    <Suspense fallback={button}>
      <UserMenu name={name} email={email} onLogOut={onLogOut} compact={compact} />
    </Suspense>
  ) : (
    button
  );
}
