import { Secret, TOTP } from 'otpauth';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

export type Site = Awaited<ReturnType<SiteBed['activeTenant']>>;

/** The site bed, with mails handed over, and what the tests of the ways in do again and again. */
export async function createWaysInBed() {
  const bed = await createSiteBed();
  await bed.relay.start();
  const browserAt = (host: string) => visitor(bed, host);

  /** The texts of what was mailed to somebody, oldest first. */
  async function mailsTo(email: string): Promise<string[]> {
    await bed.credentials.settled();
    await bed.relay.drain();
    const { items } = await bed.mail.listKept({ limit: 50, search: email });
    const mails = await Promise.all(items.map(({ id }) => bed.mail.findKept(id)));
    return mails.map((mail) => mail?.text ?? '').reverse();
  }

  async function signIn(site: Site) {
    const browser = browserAt(site.host);
    const answer = await browser.post('/auth/log-in', { email: site.email, password: site.password });
    return { browser, answer };
  }
  const codeOf = (secret: string, steps = 0) =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: bed.clock.now().getTime() + steps * 30_000 });

  /** Enrols an authenticator app; afterwards its first code is spent, so the clock moves on a step. */
  async function enrol(site: Site) {
    const { browser } = await signIn(site);
    const { secret } = (await browser.post('/security/totp')).body as { secret: string };
    const { body } = await browser.post('/security/totp/confirm', { code: codeOf(secret) });
    bed.clock.advance(30_000);
    return { browser, secret, recoveryCodes: body.recoveryCodes as string[] };
  }

  return { ...bed, browserAt, mailsTo, signIn, codeOf, enrol };
}
export type WaysInBed = Awaited<ReturnType<typeof createWaysInBed>>;

export const linkIn = (text: string | undefined) => new URL(/http:\S+#\S+/.exec(text ?? '')?.[0] ?? 'about:blank');
export const tokenIn = (text: string | undefined) => linkIn(text).hash.slice(1);
