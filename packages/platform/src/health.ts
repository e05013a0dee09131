/** How long one check may take, and how long an answer is kept. */
const CHECK_TIMEOUT_MS = 1000;
const CACHE_MS = 1000;

export interface Readiness {
  readonly ok: boolean;
  /** Per check: `ok`, or a word on what is wrong; never a message of the driver, which could name hosts. */
  readonly checks: Readonly<Record<string, 'ok' | 'failed' | 'timeout'>>;
}

export interface Health {
  /** Adds a check to readiness; it fails by throwing or by taking over a second. */
  addCheck(name: string, check: () => Promise<unknown>): void;
  /** Whether the process can serve. Asked of every check at most once a second. */
  ready(): Promise<Readiness>;
}

/** Makes the list of readiness checks of one process. Liveness needs none: a process that answers is alive. */
export function createHealth(): Health {
  const checks = new Map<string, () => Promise<unknown>>();
  let cached: { readonly at: number; readonly result: Promise<Readiness> } | undefined;

  async function ask(): Promise<Readiness> {
    const results = await Promise.all(
      [...checks].map(async ([name, check]) => [name, await verdictOf(check)] as const),
    );
    return { ok: results.every(([, verdict]) => verdict === 'ok'), checks: Object.fromEntries(results) };
  }

  return {
    addCheck(name, check) {
      checks.set(name, check);
      cached = undefined;
    },
    ready() {
      const now = performance.now();
      if (cached === undefined || now - cached.at >= CACHE_MS) cached = { at: now, result: ask() };
      return cached.result;
    },
  };
}

async function verdictOf(check: () => Promise<unknown>): Promise<'ok' | 'failed' | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), CHECK_TIMEOUT_MS);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(
      () => 'ok' as const,
      () => 'failed' as const,
    );
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
