import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Awaited<ReturnType<SiteBed['activeTenant']>>;
let owner: ReturnType<typeof visitor>;

beforeAll(async () => {
  bed = await createSiteBed();
  kevin = await bed.activeTenant('kevin-look');
  jane = await bed.activeTenant('jane-look');
  owner = visitor(bed, kevin.host);
  await owner.post('/auth/log-in', { email: kevin.email, password: kevin.password });
});

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
function upload(bytes: Buffer, filename = 'logo.png') {
  const boundary = 'stageline-test';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return owner.put('/site/logo', body, { 'content-type': `multipart/form-data; boundary=${boundary}` });
}
const settings = async () => (await owner.get('/site/settings')).body;
const change = async (more: object) => {
  const { version, theme, profile, line } = await settings();
  return owner.put('/site/settings', { version, theme, profile, line, ...more });
};

describe('200', () => {
  it('shows a new site at once, in its own name', async () => {
    const { status, body } = await visitor(bed, kevin.host).get('/site');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      slug: 'kevin-look',
      profile: { siteName: 'kevin-look' },
      logoUrl: null,
      nextSession: null,
    });
    expect(body).not.toHaveProperty('version');
  });

  it('a change is seen at once, by this site only', async () => {
    const janeBefore = (await visitor(bed, jane.host).get('/site')).body;
    const before = await settings();
    const theme = { ...before.theme, primaryColor: '#AA0033' };
    const profile = { ...before.profile, headline: 'A <b>new</b> headline', contactEmail: 'kevin@example.com' };
    const { status, body } = await change({ theme, profile });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: before.version + 1, theme: { primaryColor: '#aa0033' } });
    const seen = (await visitor(bed, kevin.host).get('/site')).body;
    expect(seen).toMatchObject({ theme: { primaryColor: '#aa0033' }, profile: { headline: 'A <b>new</b> headline' } });
    expect((await visitor(bed, jane.host).get('/site')).body).toEqual(janeBefore);
  });

  it('A-10 stores a logo and serves it to this site, for ever and as a picture only', async () => {
    const { status, body } = await upload(pixel);
    expect(status).toBe(200);
    expect(body.logoUrl).toMatch(/^\/media\/[0-9a-f]{32}\.png$/);
    const key = body.logoUrl.replace('/media/', '');
    expect(await bed.site.readMedia(kevin.tenantId, key)).toEqual({
      bytes: pixel,
      contentType: 'image/png',
      headers: expect.objectContaining({ 'cache-control': expect.stringContaining('immutable') }),
    });
    expect((await visitor(bed, kevin.host).get('/site')).body.logoUrl).toBe(body.logoUrl);
  });

  it('A-05 the logo of one site is nothing on another', async () => {
    const key = (await upload(pixel)).body.logoUrl.replace('/media/', '');
    expect(await bed.site.readMedia(jane.tenantId, key)).toBeNull();
    for (const odd of ['../x.png', `..%2f${key}`, `logos/${key}`, `${key}/`, key.toUpperCase(), '']) {
      expect(await bed.site.readMedia(kevin.tenantId, odd)).toBeNull();
    }
  });
});

describe('400', () => {
  it('points at every value that is wrong, and changes nothing', async () => {
    const before = await settings();
    const { status, body } = await change({
      theme: { primaryColor: 'red;}body{display:none', secondaryColor: '#000000', customCss: '@import "x"' },
      profile: {
        ...before.profile,
        headline: '',
        benefits: ['a', 'b\u202e'],
        socialLinks: { facebook: 'javascript:alert(1)' },
      },
    });
    expect(status).toBe(400);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/profile/benefits/1',
      '/profile/headline',
      '/profile/socialLinks/facebook',
      '/theme/customCss',
      '/theme/primaryColor',
    ]);
    expect(await settings()).toEqual(before);
  });
});

describe('401', () => {
  it('the settings are for the owner', async () => {
    expect((await visitor(bed, kevin.host).get('/site/settings')).status).toBe(401);
    const foreign = await bed.http.inject({
      url: '/api/v1/site/settings',
      headers: { host: jane.host, cookie: owner.cookie() ?? '' },
    });
    expect(foreign.statusCode).toBe(401);
  });
});

describe('409', () => {
  it('of two changes of one version the second is told to load again', async () => {
    const { version, theme, profile, line } = await settings();
    const save = (headline: string) =>
      owner.put('/site/settings', { version, theme, line, profile: { ...profile, headline } });
    const answers = await Promise.all([save('One'), save('Two'), save('Three')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await settings()).version).toBe(version + 1);
  });
});

describe('413 and 415', () => {
  it('answers a body that is cut off, has no boundary or no file with 400', async () => {
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', `${part}cut off`],
      ['multipart/form-data', 'x'],
      [`multipart/form-data; boundary=${'y'.repeat(200)}`, 'x'],
      ['multipart/form-data; boundary=x', '--x--\r\n'],
    ] as const) {
      const answer = await owner.put('/site/logo', Buffer.from(body), { 'content-type': type });
      expect([type, body, answer.status]).toEqual([type, body, 400]);
    }
  });

  it('refuses a file that is too large', async () => {
    expect((await upload(Buffer.concat([pixel, Buffer.alloc(1_100_000)]))).body).toMatchObject({
      status: 413,
      code: 'payload-too-large',
    });
  });

  it('A-10 refuses an SVG and a page, whatever they are called', async () => {
    const before = await settings();
    for (const bytes of [
      Buffer.from('<svg onload="alert(1)"/>'),
      Buffer.from('<!doctype html><script>alert(1)</script>'),
    ]) {
      expect((await upload(bytes, 'logo.png')).body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    }
    expect(await settings()).toEqual(before);
  });
});
