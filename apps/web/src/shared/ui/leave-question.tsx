import { useNavigationGuard } from '../lib/navigation-guard.ts';
import { AlertDialog } from './dialog.tsx';
import { uiTexts } from './texts.ts';

interface LeaveQuestionProps {
  /** Whether a form of the page has something to lose. */
  readonly isDirty: boolean;
  /** Whether another query of the same path shows something else, too. */
  readonly isChosenByQuery?: boolean;
}
/** Asks before a page with unsaved changes is left. */
export function LeaveQuestion({ isDirty, isChosenByQuery = false }: LeaveQuestionProps) {
  const question = useNavigationGuard(isDirty, isChosenByQuery);
  if (question.state !== 'blocked') return null;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : question.reset())}
      title={uiTexts().leaveTitle}
      description={uiTexts().leaveHint}
      confirmLabel={uiTexts().leave}
      onConfirm={question.proceed}
    />
  );
}
