import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

let bed: ApiBed;
let site: Site;
let anyone: ReturnType<typeof visitor>;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('kevin-register');
  anyone = visitor(bed, site.host);
});

const form = (email: string, more = {}) => ({ firstName: 'Zoë', lastName: 'Şahin', email, ...more });
const leads = async () => (await site.owner.get('/leads')).body.items.length as number;
const total = async () => (await anyone.get('/line')).body.total as number;
const mailTo = async (email: string) => {
  await bed.settle();
  const kept = await bed.modules.mail.service.listKept({ limit: 20, search: email });
  return (await bed.modules.mail.service.findKept(kept.items[0]!.id))?.text ?? '';
};

describe('201', () => {
  it('B-02 H-02 answers the same to a new address, a known one, a bot and one to throw away', async () => {
    const before = await leads();
    const answers = [
      await anyone.post('/registrations', form('New@Example.com')),
      await anyone.post('/registrations', form('new@example.com')),
      await anyone.post('/registrations', form('new@example.com', { website: 'x' })),
      await anyone.post('/registrations', form('new@mailinator.com')),
    ];
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({
        status: 201,
        body: { firstName: 'Zoë', email: expect.stringMatching(/^new@/) },
      });
    }
    expect(await leads()).toBe(before + 1);
  });

  it('H-02 sends a mail with a link to a place in the line, which only the button there takes', async () => {
    await anyone.post('/registrations', form('place@example.com'));
    const before = await total();
    const [, path, token] = new RegExp(`http://${site.host.replace('.', '\\.')}(/place/(\\S+))`).exec(
      await mailTo('place@example.com'),
    )!;
    // What a mail scanner does, over and over.
    for (const method of ['GET', 'HEAD'] as const)
      expect((await bed.http.inject({ method, url: path!, headers: { host: site.host } })).statusCode).toBe(200);
    expect((await anyone.post('/place', { token })).body).toMatchObject({ state: 'waiting', position: null });
    expect(await total()).toBe(before);
    for (let click = 0; click < 2; click += 1) {
      const { status, body } = await anyone.post('/place/confirm', { token });
      expect([status, body]).toMatchObject([200, { state: 'standing', position: before + 1, joinedAfterYou: 0 }]);
    }
    expect(await total()).toBe(before + 1);
  });

  it('B-01 sends a mail with a link that opens the room', async () => {
    await anyone.post('/registrations', form('link@example.com'));
    const token = new RegExp(`http://${site.host.replace('.', '\\.')}/join/(\\S+)`).exec(
      await mailTo('link@example.com'),
    )?.[1];
    const { status, body } = await anyone.post('/join', { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ displayName: 'Zoë Ş.', mediaTicket: null, session: { id: site.sessionId } });
    expect(body.site.profile.siteName).toBe('kevin-register');
  });
});

describe('400', () => {
  it.each([
    [{ email: 'no-address' }, ['/email']],
    [{ firstName: '', lastName: ' ' }, ['/firstName', '/lastName']],
    [{ firstName: 'a\u0000b' }, ['/firstName']],
    [{ phone: 'call me' }, ['/phone']],
    [{ phone: '+1 2' }, ['/phone']],
    [{ phone: '+999 123 456 789' }, ['/phone']],
    [{ company: 7, admin: true }, ['/admin', '/company']],
  ])('B-01 points at what is wrong with %j', async (more, pointers) => {
    const before = await leads();
    const { status, body } = await anyone.post('/registrations', form('bad@example.com', more));
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
    expect(await leads()).toBe(before);
  });
});

describe('404', () => {
  it('A-03 is not served by a host that is no site', async () => {
    expect(
      (await visitor(bed, `nobody.${bed.platformHost}`).post('/registrations', form('a@example.com'))).status,
    ).toBe(404);
    expect((await visitor(bed, bed.platformHost).post('/registrations', form('a@example.com'))).status).toBe(404);
  });
});

describe('413', () => {
  it('refuses a body that is too large', async () => {
    const { status } = await anyone.post('/registrations', form('big@example.com', { company: 'x'.repeat(70_000) }));
    expect(status).toBe(413);
  });
});
