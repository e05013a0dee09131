/** One measured goal, as a benchmark reports it (`BenchResult` of packages/testing). */
export interface Measured {
  readonly id: string;
  readonly metric: string;
  readonly value: number;
  readonly target: string;
  readonly pass: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What became of one benchmark file. */
export interface BenchOutcome {
  /** `http` for `apps/api/bench/http.bench.ts`. */
  readonly name: string;
  readonly seconds: number;
  readonly results: readonly Measured[];
  /** Why it has none, when it broke. */
  readonly failure?: string;
}

/** The results as a table for a terminal. */
export function resultTable(outcomes: readonly BenchOutcome[]): string {
  const rows = outcomes.flatMap(({ name, results, failure }) =>
    failure === undefined
      ? results.map(({ id, metric, value, target, pass }) => [pass ? '✓' : '✗', id, metric, String(value), target])
      : [['!', name, `broke: ${failure.slice(0, 90)}`, '', '']],
  );
  const header = ['', 'goal', 'metric', 'measured', 'target'];
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
