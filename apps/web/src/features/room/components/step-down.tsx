import { MicVocal } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog, toast } from '../../../shared/ui/index.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { stageTexts } from '../stage-texts.ts';
import { Control } from './control-bar.tsx';

/** Leaves the stage, not the room; asked once more, because only a host can bring one back. */
export function StepDown({ session }: { session: RoomSession }) {
  const { leave: texts, controls, people } = stageTexts();
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const stepDown = async () => {
    setIsBusy(true);
    try {
      await session.stepBack();
    } catch (error) {
      toast.error(people.failed, { description: problemWords(error) });
    } finally {
      setIsBusy(false);
      setIsAsked(false);
    }
  };
  return (
    <>
      <Control icon={MicVocal} label={controls.stepDown} onClick={() => setIsAsked(true)} />
      <AlertDialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title={texts.title}
        description={texts.text}
        confirmLabel={texts.confirm}
        cancelLabel={texts.stay}
        loading={isBusy}
        onConfirm={() => void stepDown()}
      />
    </>
  );
}
