import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '@stageline/testing';
import { boundedResult, compareArms, median, type BenchResult } from '@stageline/testing/bench';
import type { Browser, Page } from 'playwright-core';
import { seed, showEveryBlock, startApi } from './lib/api-process.ts';
import { buildSinglePage } from './lib/build-single-page.ts';

const ROUNDS = 5;
const KIB = 1024;
/** A mid-range phone on a slow network (performance notes). */
const PHONE = {
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
  offline: false,
} as const;
const CPU_SLOWDOWN = 4;
/** After the load event, until the page has settled and come alive. */
const SETTLE_MS = 2500;

interface Visit {
  readonly lcpMs: number;
  readonly blockingMs: number;
  readonly shift: number;
  /** Script that was fetched or started before the largest paint, inline script included, as it went over the wire. */
  readonly earlyScriptBytes: number;
  readonly scriptBytes: number;
}

/** What the page says once it has its form and has settled; until then nobody asks it, which would be work in it, too. */
const SETTLED = 'settled';

/** Runs in the page before anything else does. */
function observe({ settleMs, settled }: { settleMs: number; settled: string }): void {
  const vitals = { lcpMs: 0, fcpMs: 0, shift: 0, settledAt: 0, tasks: [] as { start: number; end: number }[] };
  Object.assign(globalThis, { vitals });
  const settle = () => {
    vitals.settledAt = performance.now();
    console.log(settled);
  };
  const watching = setInterval(() => {
    if (document.readyState !== 'complete' || document.querySelector('form') === null) return;
    clearInterval(watching);
    setTimeout(settle, settleMs);
  }, 100);
  type Entry = PerformanceEntry & { value?: number; hadRecentInput?: boolean };
  const watch = (type: string, note: (entry: Entry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (vitals.lcpMs = entry.startTime));
  watch('paint', (entry) => (vitals.fcpMs = entry.startTime));
  watch('longtask', (entry) => vitals.tasks.push({ start: entry.startTime, end: entry.startTime + entry.duration }));
  watch('layout-shift', (entry) => (vitals.shift += entry.hadRecentInput === true ? 0 : (entry.value ?? 0)));
}

/** What the page saw of itself. */
function report(): Visit {
  const { vitals } = globalThis as unknown as {
    vitals: {
      lcpMs: number;
      fcpMs: number;
      shift: number;
      settledAt: number;
      tasks: { start: number; end: number }[];
    };
  };
  const { lcpMs, fcpMs, shift, settledAt, tasks } = vitals;
  const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) =>
    new URL(name).pathname.endsWith('.js'),
  );
  const sum = (entries: PerformanceResourceTiming[]) =>
    entries.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  const inline = [...document.querySelectorAll('script:not([src]):not([type="application/json"])')].reduce(
    (total, { textContent }) => total + (textContent?.length ?? 0),
    0,
  );
  // Nobody can be kept waiting by a page that shows nothing yet, so what comes before the first paint is not blocking.
  const blocked = ({ start, end }: { start: number; end: number }) => Math.max(0, end - Math.max(start, fcpMs) - 50);
  return {
    lcpMs,
    shift,
    blockingMs: tasks.reduce((total, task) => total + (task.start < settledAt ? blocked(task) : 0), 0),
    earlyScriptBytes: inline + sum(scripts.filter(({ startTime }) => startTime < lcpMs)),
    scriptBytes: inline + sum(scripts),
  };
}

/** One first visit: nothing cached, on the slow phone. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  try {
    const page: Page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', PHONE);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.addInitScript(observe, { settleMs: SETTLE_MS, settled: SETTLED });
    const settled = page.waitForEvent('console', { predicate: (message) => message.text() === SETTLED });
    await page.goto(address, { waitUntil: 'load' });
    await settled;
    return await page.evaluate(report);
  } finally {
    await context.close();
  }
}

/** Goal P23: a landing page with every block as the api serves it, beside the same page out of one bundle. */
export async function run(): Promise<BenchResult[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stageline-landing-bench-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })];
  try {
    const bundle = path.join(dir, 'bundle');
    await Promise.all([seed(dir), buildSinglePage(bundle)]);
    const product = await startApi(dir, path.resolve(import.meta.dirname, '../dist'));
    closing.push(() => product.stop());
    await showEveryBlock(product.landing);
    const single = await startApi(dir, bundle);
    closing.push(() => single.stop());
    const browser = await launchChromium();
    closing.push(() => browser.close());

    const visits: Record<'product' | 'single', Visit[]> = { product: [], single: [] };
    const measure = (name: keyof typeof visits, address: string) => async () => {
      const seen = await visit(browser, address);
      visits[name].push(seen);
      return seen.lcpMs;
    };
    await visit(browser, product.landing);
    await visit(browser, single.landing);
    await compareArms(
      { product: measure('product', product.landing), single: measure('single', single.landing) },
      ROUNDS,
    );
    return resultsOf(visits);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function resultsOf(visits: Record<'product' | 'single', Visit[]>): BenchResult[] {
  const of = (name: 'product' | 'single', field: keyof Visit) => median(visits[name].map((seen) => seen[field]));
  const both = (field: keyof Visit) => ({
    product: of('product', field),
    single: of('single', field),
    rounds: visits.product.map((seen) => Math.round(seen[field])),
  });
  const bytes = { early: both('earlyScriptBytes'), all: both('scriptBytes') };
  return [
    boundedResult(
      'P23',
      'largest paint, product over one bundle',
      of('product', 'lcpMs') / of('single', 'lcpMs'),
      { atMost: 0.45 },
      both('lcpMs'),
    ),
    boundedResult('P23', 'largest paint on a slow phone, ms', of('product', 'lcpMs'), { atMost: 600 }, both('lcpMs')),
    boundedResult(
      'P23',
      'KiB of script before the largest paint',
      of('product', 'earlyScriptBytes') / KIB,
      { atMost: 10 },
      bytes,
    ),
    boundedResult('P23', 'total blocking time, ms', of('product', 'blockingMs'), { atMost: 20 }, both('blockingMs')),
    boundedResult('P23', 'cumulative layout shift', of('product', 'shift'), { atMost: 0.02 }, both('shift')),
  ];
}
