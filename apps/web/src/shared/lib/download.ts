import { call } from './api.ts';
import { proveFirst } from './step-up.ts';

/** Fetches a file that holds what others said or are: who is there is asked before, then it is fetched as any other. */
export async function download(href: string): Promise<void> {
  if (!(await proveFirst(() => call('auth.step-up-options')))) return;
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
