import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AccountId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createAuthenticator } from '../../testing/authenticator.ts';
import { createWaysInBed, type WaysInBed } from '../../testing/ways-in-bed.ts';
import { secondFactorRepository } from './second-factor.repository.ts';

let bed: WaysInBed;
beforeAll(async () => {
  bed = await createWaysInBed();
});

/** How each of several calls ended: `done`, or its error's code. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(calls);
  return settled.map((each) => (each.status === 'fulfilled' ? 'done' : String(each.reason.code))).sort();
}

describe('of two that come at the same moment', () => {
  it('L-01 one has the address of an account, and an administrator’s, and the other is told so', async () => {
    const passwordHash = await bed.accounts.hashPassword('a long password');
    const person = { name: 'Ann', email: 'ann@race.example', passwordHash };
    const account = () => bed.accounts.ensure({ ...person, id: newId('acc'), tenantIds: [] });
    expect(await outcomes([account(), account(), account()])).toEqual(['done', 'email-taken', 'email-taken']);
    const admin = () => bed.accounts.addAdmin({ ...person, id: newId('adm'), role: 'support' });
    expect(await outcomes([admin(), admin()])).toEqual(['done', 'email-taken']);
  });

  it('A-01 the same step of a sign-up, run twice, makes one account', async () => {
    const passwordHash = await bed.accounts.hashPassword('a long password');
    const account = { id: newId('acc'), name: 'Bo', email: 'bo@race.example', passwordHash, tenantIds: [] };
    const step = () => bed.accounts.ensure(account);
    expect(await outcomes([step(), step(), step()])).toEqual(['done', 'done', 'done']);
  });

  it('L-01 one has the log-in of another company; who links the same twice has it once', async () => {
    const { identities } = bed.credentials;
    const google = (subject: string) =>
      ({ provider: 'google', issuer: 'https://accounts.google.com', subject, email: null }) as const;
    const [ann, bo] = [newId('acc'), newId('acc')];
    const link = (id: AccountId, subject: string) => identities.link(id, google(subject));
    expect(await outcomes([link(ann, '1'), link(bo, '1')])).toEqual(['done', 'identity-taken']);
    const cleo = newId('acc');
    expect(await outcomes([link(cleo, '2'), link(cleo, '2')])).toEqual(['done', 'done']);
    expect(await identities.listOf(cleo)).toHaveLength(1);
    const dan = newId('acc');
    expect(await outcomes([link(dan, '3'), link(dan, '4')])).toEqual(['done', 'identity-taken']);
  });

  it('L-02 one keeps a passkey', async () => {
    const site = await bed.activeTenant('passkey-race');
    const device = createAuthenticator(`http://${site.host}`);
    const browsers = await Promise.all([bed.signIn(site), bed.signIn(site)]);
    const responses: object[] = [];
    for (const { browser } of browsers)
      responses.push(device.create((await browser.post('/security/passkeys/options')).body));
    const answers = await Promise.all(
      browsers.map(({ browser }, index) =>
        browser.post('/security/passkeys', { name: 'Phone', response: responses[index] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await browsers[0]!.browser.get('/security')).body.passkeys).toHaveLength(1);
  });

  it('L-02 both first factors of one person are kept', async () => {
    for (let round = 0; round < 10; round += 1) {
      const owner = newId('acc');
      await Promise.all([
        secondFactorRepository.setTotp(owner, { sealed: 'sealed', lastStep: 1, since: bed.clock.now() }),
        secondFactorRepository.setRecoveryCodes(owner, ['one', 'two']),
      ]);
      expect(await secondFactorRepository.find(owner)).toMatchObject({
        totp: { sealed: 'sealed' },
        recoveryCodes: [{ hash: 'one' }, { hash: 'two' }],
      });
    }
  });

  it('L-02 both who choose first for which roles a factor is demanded have chosen, one after the other', async () => {
    const site = await bed.activeTenant('policy-race');
    const { browser } = await bed.signIn(site);
    const choices = [['rep'], [], ['rep']];
    const answers = await Promise.all(choices.map((roles) => browser.put('/security/policy', { roles })));
    expect(answers.map(({ status, body }) => [status, body.roles])).toEqual(choices.map((roles) => [200, roles]));
    expect(choices).toContainEqual((await browser.get('/security/policy')).body.roles);
  });
});
