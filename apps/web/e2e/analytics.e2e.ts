import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, seriousAxeViolations, startStack, type Stack } from '@stageline/testing';
import { hasFocus, logIn, openTab, register, type Browser, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
/** What a robot that drives a browser calls itself is left out; these are people. */
const agent = (version: number) =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;

let stack: Stack;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  owner = await openTab(browser, { reducedMotion: 'reduce' });
  await logIn(owner.page, stack.login('Promoter', KEVIN));
});

describe('statistics', () => {
  it('G-07 G-10 follow two visitors, one of whom registers, onto the page and into the file', async () => {
    const [first, second] = [
      await openTab(browser, { userAgent: agent(140) }),
      await openTab(browser, { userAgent: agent(141) }),
    ];
    await first.page.goto(stack.url(KEVIN));
    await second.page.goto(stack.url(KEVIN));
    await register(first.page, { firstName: 'Noor', lastName: 'Visser', email: 'noor@example.com' });

    const { page, complaints } = owner;
    const [visitors, registered] = [page.locator('[data-metric=visitors]'), page.locator('[data-step=registered]')];
    await eventually(async () => {
      await page.goto(stack.url(KEVIN, '/dashboard/analytics?range=today'));
      return (await visitors.textContent()) === '2' && (await registered.textContent()) === '1';
    });
    expect(await seriousAxeViolations(page)).toEqual([]);

    const definition = page.getByRole('button', { name: 'How this is counted: Visitors' });
    await definition.click();
    await page.getByRole('dialog').getByText('No cookies', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(definition);
    await page.getByRole('radio', { name: 'Today' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.search === '?range=this_week');
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.locator('[role=slider][aria-valuenow="0"]').waitFor();

    await page.getByRole('link', { name: 'Sales' }).click();
    await page.locator('[data-stage=new][data-column=reached]').getByText('1').waitFor();
    expect(new URL(page.url()).search).toBe('?range=this_week');
    expect(await seriousAxeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Visitors' }).click();

    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toMatch(/^\uFEFFkind,id,/);
    expect(csv).toMatch(/^metric,visitors,Visitors,range,[^,]+,[^,]+,2,/m);
    expect(complaints).toEqual([]);
  });
});
