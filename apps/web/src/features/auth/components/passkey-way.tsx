import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../shared/lib/api.ts';
import { askForPasskey } from '../../../shared/lib/passkey.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, Notice } from '../../../shared/ui/index.ts';
import type { AnyDoor, LogInAnswer } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';

interface PasskeyWayProps {
  readonly door: AnyDoor;
  readonly onAnswer: (answer: LogInAnswer) => void | Promise<void>;
}

/** Log-in by a passkey alone. */
export function PasskeyWay({ door, onAnswer }: PasskeyWayProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function enter(): Promise<void> {
    setIsBusy(true);
    setProblem(undefined);
    try {
      const options = await leavingVisit(() => call(`${door}.passkey-options`, { body: {} }));
      const response = await askForPasskey(options);
      if (response === null) setProblem(authTexts().passkeyStopped);
      else await onAnswer(await call(`${door}.passkey-log-in`, { body: { response } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.message);
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <>
      {problem !== undefined && <Notice>{problem}</Notice>}
      <Button loading={isBusy} onClick={() => void enter()} className="w-full">
        <KeyRound size={16} aria-hidden="true" />
        {authTexts().ways.passkey}
      </Button>
    </>
  );
}
