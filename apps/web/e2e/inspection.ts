import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { seriousAxeViolations } from '@stageline/testing';
import type { Page } from './visitor.ts';

/** A phone and a desk. */
export const screens = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;
const schemes = ['light', 'dark'] as const;

/**
 * What is wrong with a page as it stands, on a phone and on a desk, by day and by night: wider than its window, or out of
 * somebody's reach. Empty is good. Pictures of it are taken where `SCREENSHOTS_DIR` says so.
 * @param name of the page, for the problems and the pictures
 */
export async function problemsOf(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const screen of screens) {
    await page.setViewportSize(screen);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const where = `${name} at ${screen.width} ${colorScheme}`;
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      if (widest > screen.width) problems.push(`${where}: ${widest} px wide`);
      // By night only the colours are other ones.
      const rules = colorScheme === 'dark' ? { rules: ['color-contrast'] } : {};
      problems.push(...(await seriousAxeViolations(page, rules)).map((violation) => `${where}: ${violation}`));
      await takePicture(page, `${name.replaceAll(/\W+/g, '-')}-${screen.width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return problems;
}

/** Until nothing is loading any more, the page's own type is there and nothing is fading in. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[role=status][aria-label^=Loading],[role=status][aria-label^=Opening]') === null,
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise(requestAnimationFrame);
    const ending = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    let moving: Animation[];
    do {
      moving = document.getAnimations().filter(ending);
      await Promise.allSettled(moving.map(({ finished }) => finished));
      // What a change of colours or of size sets moving begins with the next frame, or the one after React has drawn.
      await frame();
      await frame();
    } while (moving.length > 0 || document.getAnimations().some(ending));
  });
}

/** A picture of the whole page, where somebody asks for them. */
export async function takePicture(page: Page, name: string): Promise<void> {
  // oxlint-disable-next-line stageline/no-process-env -- a wish of whoever runs the tests, as in the tests themselves
  const folder = process.env['SCREENSHOTS_DIR'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}
