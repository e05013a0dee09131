/**
 * A failure that the person at the terminal can do something about. It is printed without a stack trace.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  /** What to do about it, one line each: commands to run, variables to set. */
  readonly advice: readonly string[];

  constructor(message: string, advice: readonly string[] = []) {
    super(message);
    this.advice = advice;
  }
}

/**
 * Runs a script's main function. A failure is printed as its message and advice and ends the process with code 1;
 * anything that is not a `SetupError` is a defect of the scripts and keeps its stack trace.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    printFailure(error);
    process.exit(1);
  }
}

/** Prints a failure for a person: what went wrong, then what to do. */
export function printFailure(error: unknown): void {
  if (error instanceof SetupError) {
    console.error(`\n✗ ${error.message}`);
    for (const line of error.advice) console.error(`  ${line}`);
    return;
  }
  // The launchers of packages/platform throw plain errors whose message already says what to do.
  if (error instanceof Error && error.name === 'EmbeddedServerError') {
    console.error(`\n✗ ${error.message}`);
    return;
  }
  console.error(error);
}
