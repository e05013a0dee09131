import type { AutomationStepView } from '@stageline/contracts';
import { Ban, Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { translated } from '../../../shared/lib/problem-texts.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';

interface StepLineProps {
  readonly step: Pick<AutomationStepView, 'kind' | 'ok' | 'outcome' | 'detail' | 'place'>;
  readonly names: Names;
  /** What came of it, in words. */
  readonly said: string;
  /** When. */
  readonly when: string;
  readonly children?: ReactNode;
}

/** One step of a run or of a trial: what was to be done, what came of it, and when. */
export function StepLine({ step: { kind, ok, outcome, detail, place }, names, said, when, children }: StepLineProps) {
  const texts = automationsTexts();
  const about = place !== null ? names.place(place) : detail !== null ? (ok ? detail : translated(detail)) : null;
  const Icon = !ok ? X : outcome === 'holds-not' ? Ban : Check;
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1 py-2 text-sm">
      <Icon
        size={16}
        aria-hidden="true"
        className={ok ? 'mt-0.5 shrink-0 text-text-muted' : 'mt-0.5 shrink-0 text-danger'}
      />
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-2rem)]">
        <p className="wrap-anywhere">
          <span className="font-medium">{texts.actions[kind]}</span>
          <span className={ok ? 'text-text-muted' : 'text-danger'}>
            {' · '}
            {said}
            {about === null ? '' : `: ${about}`}
          </span>
        </p>
        {children}
      </div>
      <time className="numeric shrink-0 text-xs text-text-muted max-sm:ps-7">{when}</time>
    </li>
  );
}
