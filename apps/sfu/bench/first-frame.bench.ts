import { createLogger, newId } from '@stageline/platform';
import { launchChromium } from '@stageline/testing';
import { boundedResult, median, percentile, type BenchResult } from '@stageline/testing/bench';
import { serveRoomPage } from '../e2e/room-page.ts';
import { benchClaims } from './arms.ts';
import { openBench, startBenchSfu } from './bench-sfu.ts';
import { joinProduct, joinTutorial, present, slowSockets, type FirstFrame } from './first-frame-page.ts';
import { serveTutorial } from './tutorial-server.ts';

const ROUNDS = 15;
/** Of a message and its answer. */
const ROUND_TRIP_MS = 60;
/** One joins after the other, so long after the one before: between 60 and 260 ms, the same in every run. */
const STORM_GAPS_MS = Array.from({ length: 30 }, (_, index) => 60 + ((index * 67) % 201));
const STORMS = 3;

const logger = createLogger({ service: 'bench', level: 'warn' });

/** The shortest first. */
const fromWord = (frames: readonly FirstFrame[]) => frames.map((frame) => frame.fromWord).toSorted((a, b) => a - b);
const fromClick = (frames: readonly FirstFrame[]) => Math.round(median(frames.map((frame) => frame.fromClick)));

/** Goals P18 and P19: how soon somebody who joins sees the first frame, in a real Chromium, alone and among many. */
export async function run(): Promise<BenchResult[]> {
  const bench = await openBench('first-frame-bench');
  const { redis, media } = bench;
  const sfu = await startBenchSfu(redis, media, logger);
  const tutorial = await serveTutorial(media.workerBin);
  const [browser, page] = await Promise.all([launchChromium({ fakeMedia: true }), serveRoomPage()]);
  const room = { tenantId: newId('tnt'), sessionId: newId('ses') };
  const open = async (role: 'host' | 'attendee') => {
    const tab = await (await browser.newContext()).newPage();
    await tab.exposeFunction('ticket', () => sfu.tickets.sign('media', benchClaims(room, role)));
    if (role === 'attendee') await tab.addInitScript(slowSockets, ROUND_TRIP_MS / 2);
    await tab.goto(page.url);
    return tab;
  };
  try {
    await (await open('host')).evaluate(present, { product: sfu.url, tutorial: tutorial.url });
    const viewer = await open('attendee');
    const alone = () => viewer.evaluate(joinProduct, { url: sfu.url, gapsMs: [null] });
    const serial = () => viewer.evaluate(joinTutorial, tutorial.url);
    await alone();
    await serial();
    const product: FirstFrame[] = [];
    const other: FirstFrame[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      product.push(...(await alone()));
      other.push(await serial());
    }
    const storms: number[][] = [];
    for (let storm = 0; storm < STORMS; storm += 1)
      storms.push(
        fromWord(
          await viewer.evaluate(joinProduct, {
            url: sfu.url,
            gapsMs: STORM_GAPS_MS,
          }),
        ),
      );
    const ratios = storms.map((frames) => percentile(frames, 0.9) / median(frames));
    const rounded = (values: readonly number[]) => values.map((value) => Math.round(value));
    const detail = {
      tutorialMs: Math.round(median(fromWord(other))),
      p90Ms: Math.round(percentile(fromWord(product), 0.9)),
      withConnectionMs: {
        product: fromClick(product),
        tutorial: fromClick(other),
      },
    };
    const p50 = median(fromWord(product));
    return [
      boundedResult('P18', 'ms from join to first frame, RTT 60 ms, p50', p50, { atMost: 170 }, detail),
      boundedResult('P18', 'tutorial client over product', median(fromWord(other)) / p50, { atLeast: 2.8 }, detail),
      boundedResult(
        'P19',
        'p90 over p50 of 30 joins, median of storms',
        median(ratios),
        { atMost: 2 },
        {
          p50Ms: rounded(storms.map((frames) => median(frames))),
          p90Ms: rounded(storms.map((frames) => percentile(frames, 0.9))),
        },
      ),
    ];
  } finally {
    await Promise.all([browser.close(), page.close(), tutorial.close(), sfu.close()]);
    await bench.close();
  }
}
