/** Tells the person at the terminal what is happening now: appears behind the running step's title. */
export type Report = (detail: string) => void;

/** Where the lines of a progress go, and whether a line there can be rewritten. */
export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const redrawIntervalMs = 500;
/** Without a terminal (a log file, CI) a step that takes long says so this often. */
const logIntervalMs = 15_000;

/**
 * Runs one long step and shows it: its title, what it is doing with a live elapsed time, and in the end how long it took.
 * @throws whatever `work` throws, after the step was marked as failed.
 */
export async function step<T>(
  title: string,
  work: (report: Report) => Promise<T>,
  output: ProgressOutput = process.stdout,
): Promise<T> {
  const startedAt = performance.now();
  const elapsed = (): string => formatDuration(performance.now() - startedAt);
  let detail = '';
  const line = (): string => `${title}${detail ? ` · ${detail}` : ''} (${elapsed()})`;
  const draw = (): void => {
    output.write(output.isTTY ? `\r\u001B[K${clip(`· ${line()}`, output.columns)}` : `  … ${line()}\n`);
  };
  const finish = (mark: string): void => {
    output.write(`${output.isTTY ? '\r\u001B[K' : ''}${mark} ${title} (${elapsed()})\n`);
  };

  output.write(output.isTTY ? '' : `· ${title} …\n`);
  const timer = setInterval(draw, output.isTTY ? redrawIntervalMs : logIntervalMs);
  if (output.isTTY) draw();
  try {
    const result = await work((text) => {
      detail = text;
    });
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** `820 ms`, `4.2 s`, `5 min 12 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function clip(text: string, columns = 80): string {
  return text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
}
