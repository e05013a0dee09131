/// <reference lib="dom" />
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What is looked for. */
export interface AxeOptions {
  /** Only these rules, such as `color-contrast`. Default: all. */
  rules?: readonly string[];
}

/**
 * Serious and critical accessibility violations of a page, one line each: rule, what is wrong, where. Empty is good.
 * Frames are left out: a page that shows a mail or a preview does not answer for what is in it.
 */
export async function seriousAxeViolations(page: Page, { rules }: AxeOptions = {}): Promise<string[]> {
  await loadAxe(page);
  const violations = await page.evaluate(async (only) => {
    const options = { iframes: false, resultTypes: ['violations' as const], ...(only && { runOnly: [...only] }) };
    const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options);
    return found.map(({ id, help, impact, nodes }) => ({ id, help, impact, where: nodes.map((node) => node.target) }));
  }, rules);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, where }) => `${id}: ${help} (${where.map((target) => target.join(' ')).join(', ')})`);
}

/** Brings the library into a page, once for each document: half a megabyte takes longer to read than a page to check. */
async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in globalThis)) return;
  const { default: library } = await import('axe-core');
  // By the debugger, so that a page's Content-Security-Policy stays as it is.
  await page.evaluate(library.source);
}
