import type { ReactNode } from 'react';
import { Panel } from '../../../shared/ui/index.ts';

interface BlockProps {
  /** The word that begins this part of the sentence. */
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One part of the sentence: when, if, then. */
export const Block = ({ title, hint, children }: BlockProps) => (
  <Panel className="p-4 sm:p-5">
    <h2 className="text-base font-semibold">{title}</h2>
    {hint === undefined ? null : <p className="mt-0.5 text-sm text-text-muted">{hint}</p>}
    <div className="mt-3">{children}</div>
  </Panel>
);
