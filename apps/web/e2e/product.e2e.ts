import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf, takePicture } from './inspection.ts';
import { describeLiveSession } from './live-session.ts';
import { saying } from './spoken-microphone.ts';
import {
  join,
  lineOn,
  logIn,
  openTab,
  placeLink,
  register,
  takePlace,
  type Browser,
  type Page,
  type Prospect,
  type Visitor,
} from './visitor.ts';

const KEVIN = 'kevin-gardner';
const JANE = 'jane-smith';
const prospect = (firstName: string, lastName: string): Prospect => ({
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
});
const ana = {
  ...prospect('Ana', 'Rodriguez'),
  phone: '+34 600 123 456',
  company: 'Norte SL',
};
const omar = prospect('Omar', 'Haddad');
/** A surname that nothing else on a page could contain. */
const john = prospect('John', 'Smithereen');

let stack: Stack;
let browser: Browser;
/** Pages that more than one step needs. */
let admin: Page;
let reps: { page: Page; email: string }[];
let joinLink: string;

beforeAll(async () => {
  const spoken = saying('Welcome. We talked about the money. This is another conversation about people.');
  [stack, browser] = await Promise.all([
    startStack(),
    spoken.then((args) => launchChromium({ fakeMedia: true, args })),
  ]);
  admin = (await openTab(browser)).page;
  await logIn(admin, stack.login('Central admin'));
});

const landing = async (site: string, options = {}): Promise<Visitor> => {
  const visitor = await openTab(browser, options);
  await visitor.page.goto(stack.url(site));
  return visitor;
};
/** Waits until the page follows its line: from then on a new member must appear by itself. */
const following = ({ page, frames }: Visitor) =>
  eventually(() => frames.some((frame) => frame.startsWith('43/line,')), {
    what: `the line of ${page.url()} is open`,
  });
const leadLink = (page: Page, { firstName, lastName }: Prospect) =>
  page.getByRole('link', { name: `${firstName} ${lastName}` });

describe('a promoter', () => {
  let promoter: Page;

  it('A-01 signs up, watches the site come into being and lands in its dashboard', async () => {
    promoter = (await openTab(browser)).page;
    await promoter.goto(stack.url());
    await promoter.getByRole('link', { name: 'Create your site' }).first().click();
    await promoter.getByLabel('Your name').fill('Lena Vogt');
    await promoter.getByLabel('E-mail').fill('lena@example.com');
    await promoter.getByLabel('Password').fill('a long enough password');
    await promoter.getByLabel('Name of your site').fill('Vogt Akademie');
    await promoter.getByText('This address is free').waitFor();
    await promoter.getByRole('button', { name: 'Create my site' }).click();
    await promoter.getByRole('heading', { name: /Building your site|Your site is online/ }).waitFor();
    await promoter.waitForURL(stack.url('vogt-akademie', '/dashboard'), {
      timeout: 60_000,
    });
    await promoter.getByRole('heading', { name: 'Today' }).waitFor();
    await promoter.getByText('Your first lead will appear here').waitFor();
  });

  it('A-11 changes colour and welcome message in a draft, publishes it, and the landing page has them at once', async () => {
    const colourOf = (page: Page) =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand-primary').trim());
    const visitor = (await landing('vogt-akademie', { colorScheme: 'light' })).page;
    const before = await colourOf(visitor);
    await promoter.getByRole('link', { name: 'Your site' }).first().click();
    await promoter.getByLabel('Main colour', { exact: true }).fill('#8a1c3b');
    await promoter.getByRole('tab', { name: 'Texts' }).click();
    await promoter.getByLabel('Welcome').fill('Kommt herein, es ist warm.');
    await promoter.getByText('Draft saved.').waitFor();
    await visitor.reload();
    expect(await visitor.content()).not.toMatch(/8a1c3b|Kommt herein/i);
    await promoter.getByRole('button', { name: 'Publish' }).click();
    await promoter.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await promoter.getByText('Everything is published.').waitFor();
    await visitor.reload();
    await visitor.getByText('Kommt herein, es ist warm.').waitFor();
    expect([before, await colourOf(visitor)]).toEqual([expect.not.stringMatching('#8a1c3b'), '#8a1c3b']);
    const other = (await landing(JANE)).page;
    expect(await other.content()).not.toMatch(/8a1c3b|Kommt herein/i);
  });
});

describe('a prospect', () => {
  beforeAll(async () => {
    reps = await Promise.all(
      ['team1', 'team2'].map(async (name) => {
        const { page } = await openTab(browser);
        const email = `${name}@kevin-gardner.example`;
        await logIn(page, { ...stack.login('Team member', KEVIN), email });
        await page.goto(stack.url(KEVIN, '/dashboard/leads'));
        await page.getByText('Leads will appear here').waitFor();
        return { page, email };
      }),
    );
  });

  it('B-01 registers with JavaScript; a member of the team sees the lead live', async () => {
    const { page } = await landing(KEVIN);
    await register(page, ana);
    await eventually(
      async () => (await Promise.all(reps.map(({ page: open }) => leadLink(open, ana).count()))).some(Boolean),
      {
        what: 'the lead on an open page of the team',
      },
    );
  });

  it('B-01 registers without JavaScript, up to the confirmed page', async () => {
    const { page } = await landing(KEVIN, { javaScriptEnabled: false });
    await register(page, omar);
    expect(new URL(page.url()).pathname).toBe('/registered');
    await page.reload();
    await page.getByRole('heading', { name: 'Almost there, Omar' }).waitFor();
  });

  it('F-06 the two leads went to the two members in turn, by mail too', async () => {
    await eventually(
      async () => {
        const seen = await Promise.all(
          [ana, omar].map((person) => Promise.all(reps.map(({ page }) => leadLink(page, person).count()))),
        );
        return (
          JSON.stringify(seen.map((counts) => counts.reduce((a, b) => a + b))) === '[1,1]' &&
          seen[0]![0] !== seen[1]![0]
        );
      },
      { what: 'each lead in one list, and not the same one' },
    );
    for (const { email } of reps) {
      await admin.goto(stack.url('admin', `/mail?search=${encodeURIComponent(email)}`));
      await admin.getByRole('link', { name: email }).first().waitFor();
      expect(await admin.getByRole('link', { name: email }).count()).toBe(1);
    }
  });

  it('B-05 finds a confirmation with a personal link in the mailbox', async () => {
    for (const person of [omar, ana]) {
      await admin.goto(stack.url('admin', `/mail?search=${encodeURIComponent(person.email)}`));
      await admin.getByRole('link', { name: person.email }).click();
      await admin.getByRole('tab', { name: 'As text' }).click();
      const link = admin.getByRole('link', {
        name: stack.url(KEVIN, '/join/'),
      });
      const address = (await link.getAttribute('href')) ?? '';
      expect(address).not.toBe(joinLink);
      joinLink = address;
    }
    expect(joinLink).toMatch(/\/join\/[\w.-]{20,}$/);
  });

  it('H-02 takes the place in the line by the button behind the link, with and without JavaScript', async () => {
    for (const [index, person] of [ana, omar].entries()) {
      const { page, complaints } = await openTab(browser, {
        javaScriptEnabled: person === ana,
      });
      await page.goto(await placeLink(admin, person.email));
      await page
        .getByText('Be the first.')
        .or(page.getByText(`${index} p`))
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Confirm and take my place' }).click();
      await page
        .getByRole('heading', {
          name: `You are in the line, ${person.firstName}`,
        })
        .waitFor();
      await page.reload();
      await page.getByText(`Your place${index + 1}`).waitFor();
      expect(complaints).toEqual([]);
    }
  });
});

describe('the PowerLine', () => {
  let [one, two, foreign]: Visitor[] = [];

  it('H-04 H-07 shows a new member on every open page of the site, without a reload, and on no other', async () => {
    [one, two, foreign] = await Promise.all([landing(KEVIN), landing(KEVIN), landing(JANE)]);
    await Promise.all([one, two, foreign].map((visitor) => following(visitor!)));
    const answer = await stack.request('POST', stack.url(KEVIN, '/api/v1/registrations'), john);
    expect(answer.status).toBe(201);
    const link = await placeLink(admin, john.email);
    await takePlace(stack, link);
    await Promise.all([one, two].map((visitor) => visitor!.page.getByText('John S.').waitFor()));
    expect(await lineOn(one!.page)).toEqual(['3 John S.', '2 Omar H.', '1 Ana R.']);
    await one!.page.getByText('3 people', { exact: true }).waitFor();
    expect(await foreign!.page.content()).not.toContain('John');
    expect(foreign!.frames.join()).not.toContain('John');
  });

  it('H-07 never brings a whole name to a browser', async () => {
    await one!.page.reload();
    const { page: plain } = await landing(KEVIN, { javaScriptEnabled: false });
    const everything = [
      await plain.content(),
      ...(await Promise.all([one, two].map((visitor) => visitor!.page.content()))),
      ...one!.frames,
      ...two!.frames,
      JSON.stringify((await stack.request('GET', stack.url(KEVIN, '/api/v1/line'))).body),
    ].join('\n');
    expect(everything).toContain('John S.');
    for (const { lastName, email } of [ana, omar, john]) {
      expect(everything).not.toContain(lastName);
      expect(everything).not.toContain(email);
    }
  });

  it('H-04 loses and doubles nobody over a reload and a lost connection', async () => {
    await following(one!);
    await one!.page.context().setOffline(true);
    await join(stack, admin, KEVIN, prospect('Mia', 'Chen'));
    await two!.page.getByText('Mia C.').waitFor();
    await two!.page.reload();
    expect(one!.frames.join()).not.toContain('Mia');
    await one!.page.context().setOffline(false);
    await join(stack, admin, KEVIN, prospect('Ida', 'Berg'));
    const whole = ['5 Ida B.', '4 Mia C.', '3 John S.', '2 Omar H.', '1 Ana R.'];
    for (const visitor of [one!, two!]) {
      await visitor.page.getByText('Ida B.').waitFor();
      await visitor.page.getByText('Mia C.').waitFor();
      expect(await lineOn(visitor.page)).toEqual(whole);
    }
  });
});

describeLiveSession(() => ({ stack, browser, admin, joinLink, site: KEVIN }));

describe('a member of the team', () => {
  let mine: (typeof reps)[number];

  it('F-08 sees the own leads and no others, and moves one through its stages', async () => {
    mine = (await leadLink(reps[0]!.page, ana).count()) === 1 ? reps[0]! : reps[1]!;
    const other = mine === reps[0] ? reps[1]! : reps[0]!;
    await leadLink(mine.page, ana).click();
    await mine.page.getByRole('heading', { name: 'Ana Rodriguez' }).waitFor();
    await other.page.goto(mine.page.url());
    await other.page.getByText('This lead is not in your list').waitFor();
    const stages = mine.page.getByRole('group', {
      name: 'Stage of Ana Rodriguez',
    });
    for (const stage of ['Contacted', 'Qualified', 'Won']) {
      await stages.getByRole('button', { name: stage }).click();
      await mine.page
        .getByRole('listitem')
        .filter({ hasText: `Moved to ${stage} by` })
        .waitFor();
    }
    await mine.page.reload();
    await stages.getByRole('button', { name: 'Won', pressed: true }).waitFor();
    const timeline = mine.page.getByRole('listitem');
    await timeline.filter({ hasText: 'Registered on your page' }).waitFor();
    expect(await timeline.filter({ hasText: /^Moved to / }).count()).toBe(3);
  });

  it('F heat: sees by what somebody is hot, and is led from a reason to where it was said', async () => {
    const { page } = mine;
    await page.getByRole('button', { name: 'How this is reckoned' }).waitFor();
    expect(await problemsOf(page, 'lead with heat')).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('link', { name: /^Asked about the price at \d+:\d\d of/ }).click();
    const entry = page.locator('[aria-current=location]');
    await entry.getByText('What does it cost?').waitFor();
    await eventually(() => entry.evaluate((row) => row === document.activeElement), {
      what: 'the entry has the focus',
    });
    await takePicture(page, 'lead-heat-target');
    await page.goto(stack.url(KEVIN, '/dashboard/leads?sort=hottest'));
    await page
      .getByRole('region', { name: 'List of leads' })
      .getByTitle(/attended/)
      .first()
      .waitFor();
    await takePicture(page, 'leads-hottest');
  });
});

describe('the central admin', () => {
  const row = () => admin.getByRole('row').filter({ hasText: 'Kevin Gardner' });
  const act = async (name: string) => {
    await admin.getByRole('button', { name: 'Actions for Kevin Gardner' }).click();
    await admin.getByRole('menuitem', { name }).click();
  };

  it('A-14 suspends a site, which turns neutral at once, and reactivates it as it was', async () => {
    const visitor = await landing(KEVIN);
    await following(visitor);
    const before = await lineOn(visitor.page);
    await admin.goto(stack.url('admin', '/tenants'));
    await row().getByText('Active').waitFor();
    await row().getByRole('cell', { name: '5', exact: true }).waitFor();
    await act('Suspend');
    const confirm = admin.getByRole('button', { name: 'Suspend the site' });
    expect(await confirm.isDisabled()).toBe(true);
    await admin.getByLabel('Type kevin-gardner to confirm').fill(KEVIN);
    await admin.getByLabel('Reason').fill('A complaint is being looked at');
    await confirm.click();
    await row().getByText('Suspended').waitFor();

    await eventually(() => visitor.openSockets() === 0, {
      what: 'the open landing page loses its socket',
    });
    const { page } = await openTab(browser);
    const visit = async (site: string) => {
      const answer = await page.goto(stack.url(site));
      // The nonce is new with every answer.
      return {
        status: answer!.status(),
        html: (await answer!.text()).replaceAll(/nonce="[^"]+"/g, ''),
      };
    };
    const neutral = await visit(KEVIN);
    expect(neutral.status).toBe(404);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    expect(neutral).toEqual(await visit('nobody-has-this'));
    const late = await stack.request('POST', stack.url(KEVIN, '/api/v1/registrations'), prospect('Too', 'Late'));
    expect(late.status).toBe(404);
    expect((await visit(JANE)).status).toBe(200);

    await act('Reactivate');
    await admin.getByRole('button', { name: 'Reactivate' }).click();
    await row().getByText('Active').waitFor();
    await visitor.page.reload();
    expect(await lineOn(visitor.page)).toEqual(before);
    await reps[0]!.page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await reps[0]!.page.getByRole('region', { name: 'List of leads' }).getByRole('listitem').first().waitFor();
  });
});
