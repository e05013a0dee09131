import { spawn } from 'node:child_process';
import { killWithParent } from '@stageline/platform/embedded';
import { inRepo, nodeBin } from '../paths.ts';

/**
 * Rebuilds the browser's half of the client whenever one of its sources changes; Vite's output goes to the terminal.
 * It ends with this process.
 */
export function watchClient(): void {
  const vite = inRepo('apps/web/node_modules/vite/bin/vite.js');
  const child = spawn(nodeBin, [vite, 'build', '--watch'], {
    cwd: inRepo('apps/web'),
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  if (child.pid !== undefined) killWithParent(child.pid, { group: true });
}
