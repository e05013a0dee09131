import { commandLine, isAlive, parentOf } from '@stageline/platform/embedded';

const pollMs = 500;

/**
 * Calls `stop` once, on the first Ctrl-C or SIGTERM, or when the npm that started us was killed. npm passes a Ctrl-C on
 * that the terminal already sent to us, so a second signal means nothing.
 */
export function onInterrupt(stop: (reason: string) => void): void {
  let called = false;
  const once = (reason: string): void => {
    if (called) return;
    called = true;
    stop(reason);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => once(name));
  const npm = npmAbove();
  if (npm !== undefined) setInterval(() => isAlive(npm) || once('npm is gone'), pollMs).unref();
}

/** npm, when it started us: our parent, or with its shell in between our grandparent. */
function npmAbove(): number | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  return [process.ppid, parentOf(process.ppid)].find((pid) => pid !== undefined && /\bnpm\b/.test(commandLine(pid)));
}
