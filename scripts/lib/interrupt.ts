/**
 * Calls `stop` once, on the first Ctrl-C or SIGTERM, or when npm, which started us, was killed. npm passes a Ctrl-C on that
 * the terminal already sent to us, so a second signal means nothing.
 */
export function onInterrupt(stop: (reason: string) => void): void {
  let called = false;
  const once = (reason: string): void => {
    if (called) return;
    called = true;
    stop(reason);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => once(name));
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && once('npm is gone'), 500).unref();
}
