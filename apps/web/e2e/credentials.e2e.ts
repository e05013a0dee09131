import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  freePort,
  launchChromium,
  startOidcPeer,
  startStack,
  type OidcPeer,
  type Stack,
} from '@stageline/testing';
import { totpOf } from './totp.ts';
import { logIn, openTab, type Browser, type Page } from './visitor.ts';

const KEVIN = 'kevin-gardner';
let peer: OidcPeer;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  // A domain of two labels: browsers take a passkey of a single one on that very host only.
  const apexName = 'stage.localhost';
  peer = await startOidcPeer([`http://${apexName}:${port}/auth/callback/generic`]);
  const env = {
    OIDC_GENERIC_ISSUER: peer.issuer,
    OIDC_GENERIC_CLIENT_ID: peer.clientId,
    OIDC_GENERIC_CLIENT_SECRET: peer.clientSecret,
    OIDC_GENERIC_LABEL: 'Example ID',
  };
  [stack, browser] = await Promise.all([startStack({ media: false, port, apexName, env }), launchChromium()]);
});

const today = (page: Page) => page.getByRole('heading', { name: 'Today' }).waitFor();
const security = async (page: Page) => {
  await page.goto(stack.url(KEVIN, '/dashboard/security'));
  await page.getByRole('heading', { name: 'Security', exact: true }).waitFor();
};
const logOut = (page: Page) => page.context().clearCookies();

/** The link of the latest mail to somebody, from the mailbox of the central administrators. */
async function mailedLink(email: string, path: string): Promise<string> {
  const { email: login, password } = stack.login('Central admin');
  const answer = await stack.request('POST', stack.url('admin', '/api/v1/auth/log-in'), { email: login, password });
  const cookie = [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
  const ask = async (url: string) => (await stack.request('GET', stack.url('admin', url), undefined, { cookie })).body;
  const pattern = new RegExp(`http:\\S+${path}#[\\w.-]+`);
  return eventually(
    async () => {
      const { items } = (await ask(`/api/v1/mail?search=${encodeURIComponent(email)}`)) as { items: { id: string }[] };
      for (const { id } of items) {
        const found = pattern.exec(((await ask(`/api/v1/mail/${id}`)) as { text: string }).text)?.[0];
        if (found !== undefined) return found;
      }
      return undefined;
    },
    { what: `a mail to ${email} with ${path}` },
  );
}

describe('logging in, in a real browser', () => {
  it('L-01 with another company: over the platform to the provider and back to the site', async () => {
    const { page } = await openTab(browser);
    const { email } = stack.login('Promoter', KEVIN);
    peer.signInAs({ sub: 'kevin', email, email_verified: true });
    const hosts = new Set<string>();
    page.on('request', (request) => request.isNavigationRequest() && hosts.add(new URL(request.url()).host));
    await page.goto(stack.url(KEVIN, '/log-in?next=/dashboard/leads'));
    await page.getByRole('button', { name: 'Continue with Example ID' }).click();
    await page.getByRole('heading', { name: 'Leads' }).waitFor();
    expect(page.url()).toBe(stack.url(KEVIN, '/dashboard/leads'));
    expect([...hosts]).toEqual([`${KEVIN}.${stack.apex}`, stack.apex, new URL(peer.issuer).host]);
    await security(page);
    await page.getByText(`Linked as ${email}.`).waitFor();

    await logOut(page);
    peer.signInAs(null);
    await page.goto(stack.url(KEVIN, '/log-in'));
    await page.getByRole('button', { name: 'Continue with Example ID' }).click();
    await page.getByText('The other side did not confirm who you are.').waitFor();
  });

  it('L-01 with a mailed link, which only the button of its page spends', async () => {
    const { page } = await openTab(browser);
    const { email } = stack.login('Promoter', KEVIN);
    await page.goto(stack.url(KEVIN, '/log-in'));
    await page.getByRole('link', { name: 'Send me a link by e-mail' }).click();
    await page.getByRole('heading', { name: 'A link instead of a password' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
    const link = await mailedLink(email, '/log-in/link');
    // Opened twice before it is used, by whatever looks at links in mails.
    for (const _ of [1, 2]) {
      const scanner = await openTab(browser);
      await scanner.page.goto(link);
      await scanner.page.getByRole('heading', { name: 'Log in with this link' }).waitFor();
      await scanner.page.context().close();
    }
    await page.goto(link);
    await page.getByRole('button', { name: 'Log in' }).click();
    await today(page);
    await logOut(page);
    await page.goto(stack.url());
    await page.goto(link);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  });

  it('L-02 with an authenticator app as a second step, or a recovery code', async () => {
    const { page } = await openTab(browser);
    const login = stack.login('Team member', KEVIN);
    await logIn(page, login);
    await security(page);
    await page.getByRole('button', { name: 'Connect' }).click();
    const dialog = page.getByRole('dialog');
    const secret = (await dialog.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '';
    await dialog.getByLabel('The code that it shows').fill(totpOf(secret));
    await dialog.getByRole('button', { name: 'Connect' }).click();
    const codes = page.getByRole('dialog', { name: 'Keep these recovery codes' }).getByRole('listitem');
    await codes.nth(9).waitFor();
    const [first = ''] = await codes.allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 codes left.').waitFor();

    const begin = async () => {
      await logOut(page);
      await page.goto(stack.url(KEVIN, '/log-in'));
      await page.getByLabel('E-mail').fill(login.email);
      await page.getByLabel('Password').fill(login.password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('heading', { name: 'One more step' }).waitFor();
    };
    await begin();
    // The step of the enrolment is spent; a phone that is half a minute ahead shows the next.
    await page.getByLabel('Code', { exact: true }).fill(totpOf(secret, 1));
    await today(page);
    await begin();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(first.toUpperCase());
    await page.getByRole('button', { name: 'Go on' }).click();
    await today(page);
  });

  it('L-02 with a passkey that was made on one host of the platform, also on another', async () => {
    const { page } = await openTab(browser);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await logIn(page, stack.login('Promoter', 'jane-smith'));
    await page.goto(stack.url('jane-smith', '/dashboard/security'));
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('Laptop').waitFor();

    await logOut(page);
    await page.goto(stack.url('jane-smith', '/log-in'));
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await today(page);
    // On the platform the same one leads to the account's only site.
    await logOut(page);
    await page.goto(stack.url(undefined, '/log-in'));
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await today(page);
    expect(new URL(page.url()).host).toBe(`jane-smith.${stack.apex}`);
  });
});
