import type { toast as note } from 'sonner';

/** Long enough to read what was done and to come to the button, for slow hands, too. */
const WITH_ACTION_MS = 10_000;

type Say = (...told: Parameters<typeof note>) => void;
type Kind = 'message' | 'error' | 'success';

/** The announcer comes when there is first something to say: no page waits for it. */
const say =
  (kind: Kind): Say =>
  (message, options) => {
    const whole = options?.action === undefined ? options : { duration: WITH_ACTION_MS, ...options };
    // What cannot be fetched now is said by no note; the page shows the state itself.
    void import('./toaster.tsx').then((announcer) => announcer.note[kind](message, whole)).catch(() => undefined);
  };

/** Says something short at the edge, e.g. with an undo. */
export const toast = Object.assign(say('message'), { error: say('error'), success: say('success') });
