import { eventually, launchChromium, type Stack, type StackLogin } from '@stageline/testing';

export type Browser = Awaited<ReturnType<typeof launchChromium>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;
export type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

/** One person with a browser of their own: own cookies, own storage. */
export interface Visitor {
  readonly page: Page;
  /** What arrived over the sockets of the page. */
  readonly frames: readonly string[];
  /** Sockets that are open now. */
  openSockets(): number;
  /** Errors in the console, exceptions, requests that failed or were refused. */
  readonly complaints: string[];
}

/** Opens an empty tab. */
export async function openTab(browser: Browser, options: ContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  // A deadline for what hangs, not a measure of speed.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const frames: string[] = [];
  const complaints: string[] = [];
  const sockets = new Set<unknown>();
  page.on('websocket', (socket) => {
    sockets.add(socket);
    socket.on('framereceived', ({ payload }) => frames.push(String(payload)));
    socket.on('close', () => sockets.delete(socket));
  });
  page.on('request', (request) => {
    // A page that is left takes its sockets along, without a word.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) sockets.clear();
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is left calls off what it was loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return { page, frames, openSockets: () => sockets.size, complaints };
}

/**
 * Waits until that element has the focus. A window that closes gives the focus back a task later: a key that is pressed before
 * goes to whoever had it.
 */
export const hasFocus = (element: ReturnType<Page['locator']>): Promise<true> =>
  eventually(() => element.evaluate((it) => it === document.activeElement) as Promise<true>, {
    what: `the focus to be on ${element}`,
  });

/** Logs in on the host of `login.url` and waits for what follows. */
export async function logIn(page: Page, login: StackLogin): Promise<void> {
  await page.goto(new URL('/log-in', login.url).href);
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => url.pathname !== '/log-in');
}

/** A prospect as they fill in the form. */
export interface Prospect {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string;
  readonly company?: string;
}

/** Fills in the form of a landing page and sends it, with or without JavaScript. */
export async function register(page: Page, person: Prospect): Promise<void> {
  const form = page.getByRole('form');
  await form.getByLabel('First name').fill(person.firstName);
  await form.getByLabel('Last name').fill(person.lastName);
  await form.getByLabel('E-mail').fill(person.email);
  if (person.phone !== undefined) await form.getByLabel('Phone').fill(person.phone);
  if (person.company !== undefined) await form.getByLabel('Company').fill(person.company);
  await form.getByRole('button').click();
  await page.getByRole('heading', { name: `Almost there, ${person.firstName}` }).waitFor();
}

/**
 * The link to `/{to}/…` in the newest mail to `email`, once it is there.
 * @param admin a page on which an administrator is signed in
 * @param about words of the mail's subject, where others may come first
 */
export const mailedLink = (admin: Page, email: string, to: 'place' | 'pay', about = ''): Promise<string> =>
  eventually(
    () =>
      admin.evaluate(
        async ([address, wanted, words]) => {
          const ask = async (path: string) => (await fetch(`/api/v1/mail${path}`)).json();
          const { items } = (await ask(`?search=${encodeURIComponent(address)}`)) as {
            items: { id: string; to: string; subject: string }[];
          };
          const id = items.find((mail) => mail.to.includes(address) && mail.subject.includes(words))?.id;
          if (id === undefined) return undefined;
          return new RegExp(`http:\\S+/${wanted}/[\\w.-]+`).exec((await ask(`/${id}`)).text)?.[0];
        },
        [email, to, about] as const,
      ),
    { what: `a mail to ${email} with a link to /${to}` },
  );

/** The one that confirms the address. */
export const placeLink = (admin: Page, email: string): Promise<string> => mailedLink(admin, email, 'place');

/** Takes the place behind such a link, as its button does. */
export async function takePlace(stack: Stack, link: string): Promise<void> {
  const { origin, pathname } = new URL(link);
  const token = pathname.split('/').at(-1);
  const { status } = await stack.request('POST', `${origin}/api/v1/place/confirm`, { token });
  if (status !== 200) throw new Error(`The place was not given: status ${status}`);
}

/** Registers somebody who confirms their address at once. */
export async function join(stack: Stack, admin: Page, site: string, person: Prospect): Promise<void> {
  const answer = await stack.request('POST', stack.url(site, '/api/v1/registrations'), person);
  if (answer.status !== 201) throw new Error(`The registration was refused: status ${answer.status}`);
  await takePlace(stack, await placeLink(admin, person.email));
}

/** The numbers and names of the line as a landing page shows them, newest first. */
export function lineOn(page: Page): Promise<string[]> {
  return page
    .getByRole('group', { name: 'Members, newest first' })
    .getByRole('listitem')
    .evaluateAll((rows) =>
      rows.map((row) => `${/\d+$/.exec(row.textContent ?? '')?.[0]} ${row.querySelector('bdi')?.textContent}`),
    );
}
