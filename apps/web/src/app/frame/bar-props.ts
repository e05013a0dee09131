import type { ReactNode } from 'react';

/** What the bars of the frame share. */
export interface BarProps {
  /** Whose place this is, as a link to its first page. */
  readonly brand: ReactNode;
  readonly person: { readonly name: string; readonly email: string };
  /** Beside the account, such as what is new. */
  readonly bell?: ReactNode;
  readonly onLogOut: () => void;
  readonly onOpenPalette: () => void;
}
