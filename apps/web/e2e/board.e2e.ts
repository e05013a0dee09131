import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf, takePicture } from './inspection.ts';
import { join, logIn, openTab, type Browser, type Page, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  // Wide enough for every stage: what is out of sight is reached by scrolling, which takes its time.
  owner = await openTab(browser, { viewport: { width: 1720, height: 900 } });
  const admin = await openTab(browser);
  await logIn(admin.page, stack.login('Central admin'));
  await logIn(owner.page, stack.login('Promoter', KEVIN));
  for (const [firstName, lastName] of [
    ['Ana', 'Rodriguez'],
    ['Omar', 'Haddad'],
    ['Yuki', 'Sato'],
  ] as const)
    await join(stack, admin.page, KEVIN, { firstName, lastName, email: `${firstName.toLowerCase()}@example.com` });
  await owner.page.goto(stack.url(KEVIN, '/dashboard/leads?view=board'));
  await card(owner.page, 'Ana Rodriguez').waitFor();
});

const column = (page: Page, stage: string) => page.locator(`[data-stage="${stage}"]`);
const card = (page: Page, name: string) => page.getByRole('article').filter({ has: page.getByRole('link', { name }) });
const inColumn = (page: Page, stage: string, name: string) => column(page, stage).getByRole('link', { name }).waitFor();
const stageOnServer = (page: Page, name: string) =>
  page.evaluate(async (firstName) => {
    const { items } = await (await fetch('/api/v1/leads')).json();
    return items.find(({ person }: { person: { firstName: string } }) => person.firstName === firstName)?.stage;
  }, name.split(' ')[0]!);
const isStored = (page: Page, name: string, stage: string) =>
  eventually(async () => ((await stageOnServer(page, name)) === stage ? true : undefined), {
    what: `${name} to be ${stage}`,
  });

/** Takes the card up with the mouse and carries it over a column, in the steps in which a hand moves. */
async function carry(page: Page, name: string, stage: string): Promise<void> {
  const from = (await card(page, name).boundingBox())!;
  const to = (await column(page, stage).boundingBox())!;
  await page.mouse.move(from.x + 40, from.y + 60);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 70, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 });
  // The board knows it a moment after the pointer is there, and a card that is let go before falls where it knew it last.
  const over = stage.replace(/^./, (letter) => letter.toUpperCase());
  await page.getByText(`${name} is over ${over}.`).waitFor({ state: 'attached' });
}

/**
 * Takes a lead up, once more where the press was lost: a card that is still on its way to its place takes none. The keys that carry
 * it are listened for from a timer on that begins with the drag: a person is never faster than it, and a test that hears that the
 * lead is taken up may be.
 */
async function takeUp(page: Page, name: string, stage: string): Promise<void> {
  await eventually(
    async () => {
      await card(page, name).getByRole('link').focus();
      await page.keyboard.press('Space');
      return page
        .getByText(`${name} is taken up from ${stage}.`)
        .waitFor({ state: 'attached', timeout: 15_000 })
        .then(
          () => true,
          () => undefined,
        );
    },
    { what: `${name} to be taken up`, timeoutMs: 60_000 },
  );
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
}

describe('the board of leads', () => {
  it('F-03 a lead is dragged from stage to stage, and the move can be taken back', async () => {
    const { page } = owner;
    await carry(page, 'Ana Rodriguez', 'contacted');
    await takePicture(page, 'board-drag');
    await page.mouse.up();
    await inColumn(page, 'contacted', 'Ana Rodriguez');
    await isStored(page, 'Ana Rodriguez', 'contacted');
    await page.getByRole('button', { name: 'Undo' }).click();
    await inColumn(page, 'new', 'Ana Rodriguez');
    await isStored(page, 'Ana Rodriguez', 'new');
  });

  it('F-03 the keyboard takes a lead up, carries it and puts it down; a screen reader is told each step', async () => {
    const { page } = owner;
    await takeUp(page, 'Omar Haddad', 'New');
    await page.keyboard.press('ArrowRight');
    await page.getByText('Omar Haddad is over Contacted.').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await page.getByText('Omar Haddad is over Qualified.').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await inColumn(page, 'qualified', 'Omar Haddad');
    await isStored(page, 'Omar Haddad', 'qualified');
    await eventually(
      async () =>
        (await page.evaluate(() => document.activeElement?.textContent)) === 'Omar Haddad' ? true : undefined,
      { what: 'focus to stay on the lead' },
    );
    await takeUp(page, 'Omar Haddad', 'Qualified');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Omar Haddad is over Contacted.').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByText('Omar Haddad stays where it was.').waitFor({ state: 'attached' });
    expect(await stageOnServer(page, 'Omar Haddad')).toBe('qualified');
  });

  it('F-03 of two people who drag one card, the second sees the change of the first, and overwrites nothing', async () => {
    const { page } = owner;
    await carry(page, 'Yuki Sato', 'lost');
    // Somebody else is quicker, while the card is in the hand.
    await page.evaluate(async () => {
      const { items } = await (await fetch('/api/v1/leads')).json();
      const { id, version } = items.find(
        ({ person }: { person: { firstName: string } }) => person.firstName === 'Yuki',
      );
      const { status } = await fetch(`/api/v1/leads/${id}/stage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ stage: 'won', version }),
      });
      if (status !== 200) throw new Error(`The other person's move was answered ${status}`);
    });
    await page.mouse.up();
    await page.getByText('Somebody else changed Yuki Sato a moment ago').waitFor();
    await inColumn(page, 'won', 'Yuki Sato');
    expect(await stageOnServer(page, 'Yuki Sato')).toBe('won');
  });

  it('F-01 a stage that asks why asks before the move, and one that is closed says so in plain words', async () => {
    const { page } = owner;
    await page.evaluate(async () => {
      const { items } = await (await fetch('/api/v1/pipelines')).json();
      const { id, version, name, stages } = items[0];
      const rules: Record<string, string[]> = { lost: ['reason'], won: ['company'] };
      const answer = await fetch(`/api/v1/pipelines/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          version,
          name,
          stages: stages.map((stage: { id: string }) => ({ ...stage, entry: rules[stage.id] ?? [] })),
        }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    });
    await page.reload();
    await page.getByRole('button', { name: 'Move Ana Rodriguez to another stage' }).click();
    await page.getByRole('menuitem', { name: 'Won' }).click();
    await page.getByText('The lead needs a company first.').waitFor();
    await inColumn(page, 'new', 'Ana Rodriguez');
    await carry(page, 'Ana Rodriguez', 'lost');
    await page.mouse.up();
    await page.getByRole('dialog', { name: 'Why does Ana Rodriguez go to Lost?' }).waitFor();
    expect(await stageOnServer(page, 'Ana Rodriguez')).toBe('new');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('Please say why.').waitFor();
    await page.getByLabel('Reason').fill('Moves abroad');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await isStored(page, 'Ana Rodriguez', 'lost');
    await column(page, 'lost').getByRole('link', { name: 'Ana Rodriguez' }).click();
    await page.getByText('Moves abroad').waitFor();
    await takePicture(page, 'board-lead');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(stack.url(KEVIN, '/dashboard/leads?view=board'));
    await card(page, 'Ana Rodriguez').waitFor();
    await takePicture(page, 'board-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('F-03 a phone shows one stage at a time, and the choice of the board is remembered', async () => {
    const { page } = owner;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await page.getByRole('button', { name: /^Qualified/ }).click();
    await eventually(
      async () => {
        const box = await column(page, 'qualified').boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= 390 ? true : undefined;
      },
      { what: 'the column to fill the phone' },
    );
    await takePicture(page, 'board-phone');
    await page.getByRole('button', { name: 'Move Omar Haddad to another stage' }).click();
    await page.getByRole('menuitem', { name: 'Contacted' }).click();
    await isStored(page, 'Omar Haddad', 'contacted');
  });
});

describe('saved views', () => {
  it('F-03 a view is kept, shared, changed, opened first and by its address, deleted and brought back', async () => {
    const { page } = owner;
    const name = 'Without a phone number';
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(stack.url(KEVIN, '/dashboard/leads?view=list&phone=no&sort=oldest'));
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Please give the view a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Share with the team').click();
    await takePicture(page, 'view-new');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/saved=svw_/);
    const id = new URL(page.url()).searchParams.get('saved')!;
    await page
      .getByRole('tab', { name: 'Contacted' })
      .or(page.getByRole('link', { name: 'Contacted' }))
      .first()
      .click();
    await page.getByText('is shown with other filters').waitFor();
    expect(await problemsOf(page, 'leads with a saved view')).toEqual([]);
    await page.getByRole('button', { name: `Save changes to “${name}”` }).click();
    await page.getByText('is shown with other filters').waitFor({ state: 'detached' });

    await page.getByRole('button', { name }).click();
    await takePicture(page, 'views-menu');
    await page.getByRole('menuitem', { name: 'Manage views…' }).click();
    await page.getByRole('button', { name: `Open “${name}” first` }).click();
    await page.getByRole('dialog').getByText('Opens first', { exact: true }).waitFor();
    expect(await problemsOf(page, 'views')).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.keyboard.press('Escape');
    await page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await page.waitForURL(/stage=contacted/);

    const rep = await openTab(browser);
    await logIn(rep.page, stack.login('Team member', KEVIN));
    await rep.page.goto(stack.url(KEVIN, `/dashboard/leads?saved=${id}`));
    await rep.page.getByRole('button', { name }).waitFor();
    await rep.page.waitForURL(/phone=no/);

    await page.getByRole('button', { name }).click();
    await page.getByRole('menuitem', { name: 'Manage views…' }).click();
    await page.getByRole('button', { name: `Actions for “${name}”` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('No view is saved yet.').waitFor();
    await page.keyboard.press('Escape');
    const undo = page.getByRole('button', { name: 'Undo' });
    // A note stays for as long as the pointer rests on it.
    await undo.hover();
    // Those whom it is shared with see each change without asking again.
    await rep.page.getByText('This view is not there any more').waitFor();
    await undo.click();
    await page.getByRole('button', { name }).waitFor();
    await rep.page.getByRole('button', { name }).waitFor();
    await rep.page.context().close();
  });
});

describe('the pipelines of a site', () => {
  it('F-01 stages are made, ordered and given rules; one that holds leads stays, and so does what somebody else saved', async () => {
    const { page } = owner;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(stack.url(KEVIN, '/dashboard/pipelines'));
    await page.getByRole('button', { name: 'Add a stage' }).click();
    await page.getByLabel('Name of stage 6').fill('Demo');
    await page.getByRole('button', { name: 'Move Demo up' }).click();
    await page.getByText('Demo is now 5 of 6.').waitFor({ state: 'attached' });
    await takePicture(page, 'pipelines');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/ is saved$/).waitFor();
    expect(await page.getByRole('button', { name: 'Take New away' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Take Contacted away' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Leads stand in a stage that you have taken away.').waitFor();
    await takePicture(page, 'pipelines-in-use');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByLabel('Name of stage 5').fill('Demo call');
    await page.evaluate(async () => {
      const { items } = await (await fetch('/api/v1/pipelines')).json();
      const { id, version, stages } = items[0];
      const answer = await fetch(`/api/v1/pipelines/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ version, name: 'Theirs', stages }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed this pipeline meanwhile.').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await takePicture(page, 'pipelines-phone-dark');
  });
});
