import { Secret, TOTP } from 'otpauth';
import { APEX, createSiteBed, visitor, type SiteBed } from './site-bed.ts';

type LogIn = Pick<Site, 'host' | 'email' | 'password'>;
export type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;

/** The site bed, with mails handed over, and what the tests of the ways in do again and again. */
export async function createWaysInBed(options: Parameters<typeof createSiteBed>[0] = {}) {
  const bed = await createSiteBed(options);
  await bed.relay.start();
  let browsers = 0;
  /** A browser at an address of its own: what one address may do is limited. */
  const browserAt = (host: string) => {
    browsers += 1;
    const address = `127.7.${Math.floor(browsers / 250)}.${browsers % 250}`;
    return visitor(bed, host, undefined, () => address);
  };

  /** The texts of what was mailed to somebody, oldest first. */
  async function mailsTo(email: string): Promise<string[]> {
    await bed.credentials.settled();
    await bed.relay.drain();
    // Several to one address go one after the other.
    await bed.mailSending.drain();
    const { items } = await bed.mail.listKept({ limit: 50, search: email });
    const mails = await Promise.all(items.map(({ id }) => bed.mail.findKept(id)));
    const toAdmin = bed.notes.adminMail.filter(({ to }) => to === email).map(({ text }) => text);
    return [...mails.map((mail) => mail?.text ?? '').reverse(), ...toAdmin];
  }

  /** Somebody with a log-in: the owner of a site of their own, or an administrator. */
  async function somebody(kind: 'member' | 'administrator', name: string) {
    if (kind === 'member') {
      const { host, email, password } = await bed.activeTenant(name);
      return { host, email, password, ownerId: async () => (await bed.accounts.findByEmail(email))!.id };
    }
    const [email, password] = [`${name}@admins.example`, 'correct horse battery'];
    const id = await bed.accounts.ensureAdmin({ email, name, password });
    return { host: `admin.${APEX}`, email, password, ownerId: async () => id };
  }

  async function signIn(site: LogIn) {
    const browser = browserAt(site.host);
    const answer = await browser.post('/auth/log-in', { email: site.email, password: site.password });
    return { browser, answer };
  }
  const codeOf = (secret: string, steps = 0) =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: bed.clock.now().getTime() + steps * 30_000 });

  /** Enrols an authenticator app; afterwards its first code is spent, so the clock moves on a step. */
  async function enrol(site: LogIn) {
    const { browser } = await signIn(site);
    const { secret } = (await browser.post('/security/totp')).body as { secret: string };
    const { body } = await browser.post('/security/totp/confirm', { code: codeOf(secret) });
    bed.clock.advance(30_000);
    return { browser, secret, recoveryCodes: body.recoveryCodes as string[] };
  }

  return { ...bed, browserAt, mailsTo, somebody, signIn, codeOf, enrol };
}
export type WaysInBed = Awaited<ReturnType<typeof createWaysInBed>>;

export const linkIn = (text: string | undefined) => new URL(/http:\S+#\S+/.exec(text ?? '')?.[0] ?? 'about:blank');
export const tokenIn = (text: string | undefined) => linkIn(text).hash.slice(1);
