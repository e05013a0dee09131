import { ApiProblem } from '../../../shared/lib/request.ts';
import { toast } from '../../../shared/ui/index.ts';
import { securityTexts } from '../texts.ts';

/** Tells what kept a press of a button from working; anything but a problem of the api is thrown on. */
export function report(error: unknown): void {
  if (!(error instanceof ApiProblem)) throw error;
  toast.error(securityTexts().failed, { description: error.message });
}
