import { beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium, startStack, type Stack } from '@stageline/testing';
import { takePicture } from './inspection.ts';
import type { Browser } from './visitor.ts';

const KEVIN = 'kevin-gardner';

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
});

describe('reporting a site in a browser without JavaScript', () => {
  it.each([
    {
      locale: 'en',
      viewport: { width: 1280, height: 800 },
      colorScheme: 'dark',
      words: ['Report this site', 'What is it about?', 'Please fill this in.', 'Thank you, we have it'],
    },
    {
      locale: 'de-DE',
      viewport: { width: 390, height: 844 },
      colorScheme: 'light',
      words: [
        'Diese Seite melden',
        'Worum geht es?',
        'Bitte füllen Sie dieses Feld aus.',
        'Danke, die Meldung ist angekommen',
      ],
    },
  ] as const)(
    'L-14 L-15 shows what is wrong at its field, and then takes the report: $locale',
    async ({ words, ...look }) => {
      const [title, category, missing, thanks] = words;
      const context = await browser.newContext({ ...look, javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        await page.goto(stack.url(KEVIN, '/'));
        await page.locator('a[href="/report"]').click();
        await page.getByRole('heading', { name: title }).waitFor();
        await takePicture(page, `report-${look.locale}`);

        const text = page.locator('[name=text]');
        const mail = page.locator('[name=email]');
        // Spaces pass a browser's own check; the address that it takes has no dot.
        await page.getByLabel(category).selectOption('scam');
        await text.fill(' '.repeat(12));
        await mail.fill('ana@example');
        await page.locator('form button').click();
        expect(await page.locator('#report-text-error').textContent()).toBe(missing);
        expect(await page.locator('#report-email-error').count()).toBe(1);
        expect(await mail.inputValue()).toBe('ana@example');
        expect(await page.getByLabel(category).inputValue()).toBe('scam');
        await takePicture(page, `report-wrong-${look.locale}`);

        await text.fill('They took my money\nand gave nothing.');
        await mail.fill('');
        await page.locator('form button').click();
        await page.getByRole('heading', { name: thanks }).waitFor();
        expect(new URL(page.url()).pathname).toBe('/report/sent');
        await takePicture(page, `report-sent-${look.locale}`);
      } finally {
        await context.close();
      }
    },
  );
});
