import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { join, logIn, openTab, type Browser, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
const phone = '+15552345678';
const people = [
  { firstName: 'Ana', lastName: 'Rodriguez', email: 'ana@example.com', phone, company: 'Norte SL' },
  { firstName: 'Anna', lastName: 'Rodriguez', email: 'anna.rodriguez@example.com', phone },
  {
    firstName: 'Maximiliana-Alexandra',
    lastName: 'Featherstonehaugh-Wolfeschlegelstein',
    email: 'maximiliana-alexandra.featherstonehaugh@international-business.example',
    company: 'International Business Development Partners GmbH & Co. KG',
  },
  {
    firstName: 'Maximiliana-Alexandra',
    lastName: 'Featherstonehaugh-Wolfeschlegelstein',
    email: 'maximiliana-alexandra.featherstonehaugh+line@international-business.example',
    company: 'International Business Development Partners',
  },
] as const;

let stack: Stack;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  owner = await openTab(browser, { reducedMotion: 'reduce' });
  const admin = await openTab(browser);
  await logIn(admin.page, stack.login('Central admin'));
  await logIn(owner.page, stack.login('Promoter', KEVIN));
  for (const person of people) await join(stack, admin.page, KEVIN, person);
});

async function inspect(name: string): Promise<void> {
  const problems = await problemsOf(owner.page, name);
  problems.push(...owner.complaints.splice(0));
  expect(problems).toEqual([]);
}

describe('leads that are the same person', () => {
  it('F-04 are found, compared, merged and taken apart again', async () => {
    const { page } = owner;
    await page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await page.getByText('2 pairs may be the same person').waitFor();
    await inspect('leads with duplicates');
    await page.getByRole('link', { name: /2 pairs may be the same person/ }).click();
    const pairs = page.getByRole('list', { name: 'Pairs of leads' }).getByRole('listitem');
    await pairs.filter({ hasText: 'Same phone number' }).waitFor();
    await inspect('duplicates');
    await pairs
      .filter({ hasText: 'Same phone number' })
      .getByRole('link', { name: /^Compare/ })
      .click();
    await page.getByRole('heading', { name: 'Merge two leads' }).waitFor();
    await page.getByText('They keep the earlier place, 1.', { exact: false }).waitFor();
    await inspect('comparing two leads');
    await page.getByRole('radio', { name: 'Anna Rodriguez' }).check();
    await page.getByRole('button', { name: 'Merge into Ana Rodriguez' }).click();
    await page.getByText('Ana Rodriguez and Anna Rodriguez are one lead now').waitFor();
    await page.getByRole('heading', { name: 'Merged leads' }).waitFor();
    await page.getByText(/^Undo until/).waitFor();
    await inspect('a merged lead');
    await page.getByRole('button', { name: 'Undo the merge with Anna Rodriguez' }).click();
    await page.getByText('Anna Rodriguez is a lead of its own again').waitFor();
    await page.getByRole('heading', { name: 'Ana Rodriguez', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Merged leads' }).waitFor({ state: 'detached' });
  });

  it('F-04 two people are said to be two, and that is taken back; another is found by name', async () => {
    const { page } = owner;
    await page.goto(stack.url(KEVIN, '/dashboard/leads/duplicates'));
    const buttons = page.getByRole('button', { name: /^Not a duplicate: / });
    for (const left of [1, 0]) {
      await buttons.first().click();
      await eventually(async () => (await buttons.count()) === left, { what: `${left} pairs to be left` });
    }
    await page.getByText('No duplicates').waitFor();
    await inspect('no duplicates');
    await page.getByRole('link', { name: 'Not duplicates' }).click();
    await page.getByText('Two people, said Kevin Gardner on', { exact: false }).first().waitFor();
    await inspect('two people');
    await page.getByRole('button', { name: /^Suggest again: An+a Rodriguez/ }).click();
    await page.getByText('The pair is back').waitFor();
    await page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await page.getByRole('link', { name: 'Ana Rodriguez' }).first().click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Merge with…' }).click();
    await page.getByLabel('Find a lead').fill('max');
    await page.getByRole('radio').first().check();
    await inspect('choosing whom to merge with');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Merge two leads' }).waitFor();
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('button', { name: /^Merge into Max/ }).waitFor();
    await inspect('comparing long names');
    await page.setViewportSize({ width: 390, height: 844 });
    const merge = page.getByRole('button', { name: /^Merge into Max/ });
    const fits = await merge.evaluate(
      (button) => button.scrollWidth <= button.clientWidth && button.getBoundingClientRect().right <= innerWidth,
    );
    expect(fits).toBe(true);
  });
});
