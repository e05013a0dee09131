import { lazy, Suspense, useEffect, useState } from 'react';
import { withMessages } from '../../../shared/i18n/index.ts';
import { askForStepUp } from '../../../shared/lib/step-up.ts';

const StepUpDialog = lazy(() =>
  import('./step-up-dialog.tsx')
    .then((module) => withMessages(module.StepUpDialog))
    .then((loaded) => ({ default: loaded })),
);

/** Where the dialog opens by itself when a call asks for a fresh proof; its code comes then. */
export function StepUpHost({ door }: { readonly door: 'auth' | 'admin' }) {
  const [answer, setAnswer] = useState<(confirmed: boolean) => void>();
  useEffect(() => askForStepUp(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  if (answer === undefined) return null;
  const close = (confirmed: boolean) => {
    setAnswer(undefined);
    answer(confirmed);
  };
  return (
    <Suspense fallback={null}>
      <StepUpDialog door={door} onClose={close} />
    </Suspense>
  );
}
