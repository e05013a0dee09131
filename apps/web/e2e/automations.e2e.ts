import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { hasFocus, logIn, openTab, register, type Browser, type Page } from './visitor.ts';

const SITE = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  ({ page } = await openTab(browser, { reducedMotion: 'reduce' }));
  await logIn(page, stack.login('Promoter', SITE));
  const { page: visitor } = await openTab(browser);
  await visitor.goto(stack.url(SITE));
  await register(visitor, { firstName: 'Ana', lastName: 'Rodriguez', email: 'ana@auto.example' });
});

/** Nothing that keeps somebody out. */
const look = async (name: string, of = page) => expect(await problemsOf(of, name)).toEqual([]);

/** Moves the one lead, as its board would. */
const moveTo = (stage: string): Promise<number> =>
  page.evaluate(async (to) => {
    const { items } = (await (await fetch('/api/v1/leads')).json()) as {
      items: { id: string; version: number; person: { firstName: string } }[];
    };
    const { id, version } = items.find(({ person }) => person.firstName === 'Ana')!;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return (await fetch(`/api/v1/leads/${id}/stage`, { ...init, body: JSON.stringify({ stage: to, version }) })).status;
  }, stage);

describe('automations in the browser', () => {
  it('F-09 go from a recipe to a run in the log, by the keyboard, tried dry before, and ask before anything is lost', async () => {
    await page.goto(stack.url(SITE, '/dashboard/automations'));
    await page.getByText('Nothing happens by itself yet').waitFor();
    await look('automations-none');
    await page.getByRole('link', { name: 'Begin with this: Do not forget a contact' }).click();
    await page.getByLabel('Name', { exact: true }).waitFor();

    // What was changed is not left without a question.
    await page.getByLabel('Name', { exact: true }).fill('Remind me of Ana');
    const away = page.getByRole('link', { name: 'Automations' }).last();
    await away.click();
    await page.getByRole('alertdialog', { name: 'Leave without saving?' }).waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(away);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Remind me of Ana');

    // A wait is taken out and a step put in, by the keyboard alone.
    await page.getByRole('button', { name: 'Remove step 1' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a step' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Step 3', { exact: true }).selectOption('mail');
    await page.getByLabel('Subject').fill('For {{nobody}}');
    await page.getByLabel('Text').last().fill('Hello ');
    await page.getByRole('button', { name: 'Insert “First name”' }).last().click();
    expect(await page.getByLabel('Text').last().inputValue()).toBe('Hello {{firstName}}');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('This text has a placeholder that there is not').waitFor();
    await look('automation-with-a-mistake');
    await page.getByLabel('Subject').fill('For {{firstName}}');
    await page.getByRole('button', { name: 'Move step 3 up' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The step is now 2 of 3.').waitFor({ state: 'attached' });

    expect(await moveTo('contacted')).toBe(200);
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.getByText('It happened to 1 lead; the conditions hold for 1 of them.').waitFor();
    await page.getByRole('button', { name: /Ana Rodriguez/ }).click();
    await page.getByText('Would get this e-mail: ana@auto.example').waitFor();
    await page.getByText('Hello Ana').waitFor();
    await look('automation-tried-dry');

    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('heading', { name: 'Remind me of Ana' }).waitFor();
    await page.getByRole('switch', { name: 'Remind me of Ana is on' }).click();
    await page.getByRole('switch', { name: 'Remind me of Ana is on', checked: true }).waitFor();
    await moveTo('new');
    expect(await moveTo('contacted')).toBe(200);
    await page.getByRole('tab', { name: 'Log' }).click();
    await eventually(async () => {
      await page.reload();
      await page.getByRole('list', { name: 'Runs' }).or(page.getByText('Nothing yet')).first().waitFor();
      return page.getByText('Done', { exact: true }).isVisible();
    });
    await page.getByText('E-mail sent: ana@auto.example').waitFor();
    await look('automation-log');
    await page.goto(stack.url(SITE, '/dashboard/automations'));
    await page.getByText('1 run in 30 days').waitFor();
    await look('automations');
  });

  it('F-09 L-15 speak German', async () => {
    const storageState = await page.context().storageState();
    const { page: german } = await openTab(browser, { reducedMotion: 'reduce', locale: 'de-DE', storageState });
    await german.goto(stack.url(SITE, '/dashboard/automations/new?recipe=missed'));
    await german.getByLabel('Was sie auslöst').waitFor();
    expect(await german.getByLabel('Name', { exact: true }).inputValue()).toBe('Verpasste zurückholen');
    await look('automation-in-german', german);
  });
});
