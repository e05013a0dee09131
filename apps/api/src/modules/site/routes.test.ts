import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultBlocks, type LandingBlock, type SiteContent, type SiteDraft } from '@stageline/contracts';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import sharp from 'sharp';
import { createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let jane: Awaited<ReturnType<SiteBed['activeTenant']>>;
let owner: ReturnType<typeof visitor>;
let red: Buffer;

beforeAll(async () => {
  bed = await createSiteBed();
  kevin = await bed.activeTenant('kevin-look');
  jane = await bed.activeTenant('jane-look');
  owner = visitor(bed, kevin.host);
  await owner.post('/auth/log-in', { email: kevin.email, password: kevin.password });
  red = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#c02626' } })
    .png()
    .toBuffer();
});
beforeEach(async () => {
  await bed.brandPolicy.replace((await bed.brandPolicy.view()).version, NOTHING_FIXED);
});

const NOTHING_FIXED = {
  locks: [],
  allowedPrimaryColors: [],
  allowedTypePairings: [],
  disclaimers: [],
  forbiddenWords: [],
};

function upload(kind: string, bytes: Buffer, as = owner) {
  const boundary = 'stageline-test';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return as.put(`/site/pictures/${kind}`, body, { 'content-type': `multipart/form-data; boundary=${boundary}` });
}
const draft = async (): Promise<SiteDraft> => (await owner.get('/site/draft')).body;
type Edit = (content: SiteContent) => SiteContent;
const profile =
  (more: Partial<SiteContent['profile']>): Edit =>
  (content) => ({ ...content, profile: { ...content.profile, ...more } });
async function save(edit: Edit) {
  const { revision, content } = await draft();
  return owner.put('/site/draft', { revision, content: edit(content) });
}
async function publish(edit: Edit = (content) => content) {
  const saved = await save(edit);
  expect([saved.status, saved.body.issues]).toEqual([200, undefined]);
  return owner.post('/site/publish', { revision: saved.body.revision });
}
const withFaq = (question: string): LandingBlock[] => [
  ...defaultBlocks(),
  { type: 'faq', key: 'faq', hidden: false, items: [{ question, answer: 'It takes an hour.' }] },
];
const seen = async (host = kevin.host) => (await visitor(bed, host).get('/site')).body;
const pointersOf = (body: { issues: { pointer: string }[] }) => body.issues.map(({ pointer }) => pointer).sort();

describe('draft and publication', () => {
  it('A-11 visitors see nothing of a draft, and all of it once it is published', async () => {
    const [before, janeBefore] = [await seen(), await seen(jane.host)];
    expect(before).toMatchObject({ slug: 'kevin-look', profile: { siteName: 'kevin-look' }, logoUrl: null });
    const saved = await save((content) => ({
      ...profile({ headline: 'A <b>new</b> headline', promoterId: 'KG-7', socialLinks: { x: ' x.com/kevin ' } })(
        content,
      ),
      theme: { ...content.theme, primaryColor: '#AA0033' },
      customCss: '.site-hero h1 { color: #aa0033 }',
      videos: [{ title: 'Ana says', url: 'https://youtu.be/dQw4w9WgXcQ' }],
      settings: { ...content.settings, showRealTimeCounts: false },
    }));
    expect(saved.status).toBe(200);
    expect(saved.body.changes).toContainEqual({ field: 'theme.primaryColor', before: '#4f46e5', after: '#aa0033' });
    expect(saved.body.styleText).toContain('.tenant-custom .site-hero h1');
    expect(await seen()).toEqual(before);
    const { body } = await owner.post('/site/publish', { revision: saved.body.revision });
    expect(body).toMatchObject({ changes: [], published: { number: 2 } });
    const after = await seen();
    expect(after).toMatchObject({
      theme: { primaryColor: '#aa0033' },
      profile: { headline: 'A <b>new</b> headline', promoterId: 'KG-7', socialLinks: { x: 'https://x.com/kevin' } },
      settings: { showRealTimeCounts: false },
      styleUrl: expect.stringMatching(/^\/media\/[0-9a-f]{32}\.css$/),
    });
    const style = await bed.site.readMedia(kevin.tenantId, after.styleUrl.replace('/media/', ''));
    expect(style).toMatchObject({ contentType: 'text/css; charset=utf-8' });
    expect(await bed.site.readMedia(jane.tenantId, after.styleUrl.replace('/media/', ''))).toBeNull();
    expect(await seen(jane.host)).toEqual(janeBefore);
  });

  it('A-11 publishing twice makes one version, and a discarded draft is what is published', async () => {
    const { published, revision } = (await publish(profile({ headline: 'Once' }))).body;
    const again = await owner.post('/site/publish', { revision });
    expect(again.body.published.number).toBe(published.number);
    const { body } = await save(profile({ headline: 'Never' }));
    const discarded = await owner.post('/site/draft/discard', { revision: body.revision });
    expect(discarded.body).toMatchObject({ changes: [], content: { profile: { headline: 'Once' } } });
  });

  it('A-11 the history says who changed what, and one click brings an older version back as a new one', async () => {
    await publish(profile({ headline: 'Before' }));
    const first = (await publish(profile({ welcomeMessage: 'Bad idea' }))).body.published.number as number;
    const { items } = (await owner.get('/site/versions?limit=1')).body;
    expect(items).toEqual([
      expect.objectContaining({
        number: first,
        publishedBy: { membershipId: expect.stringMatching(/^mem_/), name: 'Owner of kevin-look' },
        changes: [expect.objectContaining({ field: 'profile.welcomeMessage', after: 'Bad idea' })],
      }),
    ]);
    const older = (await owner.get(`/site/versions/${first - 1}`)).body;
    const restored = await owner.post(`/site/versions/${first - 1}/restore`, { revision: (await draft()).revision });
    expect(restored.body).toMatchObject({ changes: [], published: { number: first + 1 } });
    expect((await seen()).profile).toEqual(older.content.profile);
    expect((await owner.get('/site/versions?limit=1')).body.items[0]).toMatchObject({ restoredFrom: first - 1 });
    expect((await owner.get(`/site/versions/${first}`)).body.content.profile.welcomeMessage).toBe('Bad idea');
    expect((await owner.post('/site/versions/999/restore', { revision: (await draft()).revision })).status).toBe(404);
  });

  it('A-11 of two people who edit one draft the second learns what the first has changed, and nothing is lost', async () => {
    const { revision, content } = await draft();
    const edit = (headline: string) => owner.put('/site/draft', { revision, content: profile({ headline })(content) });
    const answers = await Promise.all([edit('One'), edit('Two'), edit('Three')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.detail).toContain('Owner of kevin-look');
    expect(pointersOf(refused?.body)).toEqual(['/content/profile/headline']);
    const present = await draft();
    expect(present.revision).toBe(revision + 1);
    expect((await owner.post('/site/publish', { revision })).status).toBe(409);
    const both = await Promise.all([1, 2].map(() => owner.post('/site/publish', { revision: present.revision })));
    expect(both.map(({ status }) => status)).toContain(200);
    expect((await draft()).published.number).toBe(present.published.number + 1);
  });

  it('A-05 the draft and its history are for members with the right', async () => {
    for (const path of ['/site/draft', '/site/versions', '/site/versions/1'])
      expect((await visitor(bed, kevin.host).get(path)).status).toBe(401);
    const foreign = visitor(bed, jane.host, owner.cookie());
    expect((await foreign.get('/site/draft')).status).toBe(401);
  });
});

describe('what a draft may hold', () => {
  it('A-10 points at every value that is wrong, and changes nothing', async () => {
    const before = await draft();
    const { content } = before;
    const answer = await owner.put('/site/draft', {
      revision: before.revision,
      content: {
        ...content,
        theme: { primaryColor: 'red;}body{display:none', secondaryColor: '#000000' },
        profile: {
          ...content.profile,
          headline: '',
          siteName: `Z${'\u0301'.repeat(9)}algo`,
          promoterId: '<svg onload=alert(1)>',
          benefits: ['a', 'b\u202e'],
          socialLinks: { facebook: 'javascript:alert(1)', instagram: 'https://evil.example/instagram.com' },
        },
        videos: [
          { title: 'a', url: 'https://evil.example/watch?v=dQw4w9WgXcQ' },
          { title: 'b', url: 'data:text/html,<script>alert(1)</script>.mp4' },
          { title: 'c', url: 'https://youtu.be/"onload="x' },
        ],
        script: 'alert(1)',
      },
    });
    expect(answer.status).toBe(400);
    expect([...new Set(pointersOf(answer.body))]).toEqual([
      '/content/profile/benefits/1',
      '/content/profile/headline',
      '/content/profile/promoterId',
      '/content/profile/siteName',
      '/content/profile/socialLinks/facebook',
      '/content/profile/socialLinks/instagram',
      '/content/script',
      '/content/theme/primaryColor',
      '/content/videos/0/url',
      '/content/videos/1/url',
      '/content/videos/2/url',
    ]);
    expect(await draft()).toEqual(before);
  });

  it('A-10 refuses a colour that carries no text, with the nearest shade that does; and CSS with line and column', async () => {
    const answer = await save((content) => ({
      ...content,
      theme: { ...content.theme, primaryColor: '#3b82f6' },
      customCss: '.site-hero {\n  position: fixed;\n}',
    }));
    expect(answer.status).toBe(400);
    const messages = answer.body.issues.map(({ message }: { message: string }) => message);
    expect(messages).toEqual([
      expect.stringContaining('contrast of 3.7; people need 4.5 to read it. The nearest shade that works is #2a70e3.'),
      expect.stringMatching(/^Line 2, column 3: “position” is not allowed\./),
    ]);
    const check = await owner.post('/site/css-check', { customCss: 'p { color: red }\np { top: 0 }' });
    expect(check.body).toMatchObject({ styleText: '', issues: [{ line: 2, column: 5 }] });
  });

  it('A-11 the platform locks, allows, forbids and requires; drafts, publications and rollbacks are held to it', async () => {
    const marked = (await publish(profile({ headline: 'Made by ACMÉ' }))).body.published.number as number;
    await publish(profile({ headline: 'Made here' }));
    const { version } = await bed.brandPolicy.view();
    await bed.brandPolicy.replace(version, {
      locks: [
        { field: 'theme.secondaryColor', value: '#112233', reason: 'One accent for all.' },
        { field: 'customCss', value: null, reason: 'Not for now.' },
      ],
      allowedPrimaryColors: ['#aa0033', '#4f46e5'],
      allowedTypePairings: [],
      disclaimers: ['Results differ from person to person.'],
      forbiddenWords: [{ word: 'Acme', reason: 'It is a trade mark of somebody else.' }],
    });
    // What is locked is already so in the draft, and what is required is on the page without a publication.
    const shown = await draft();
    expect(shown.content).toMatchObject({ theme: { secondaryColor: '#112233' }, customCss: '' });
    expect((await seen()).disclaimers).toEqual(['Results differ from person to person.']);
    expect((await save(profile({ headline: 'Academe' }))).status).toBe(200);
    const refused = await save((content) => ({
      ...profile({ benefits: ['An a\u0301cme\u200b of joy'] })(content),
      blocks: withFaq('Is this Acme?'),
      theme: { ...content.theme, primaryColor: '#000000', secondaryColor: '#445566' },
      customCss: 'p { color: red }',
    }));
    expect(pointersOf(refused.body)).toEqual([
      '/content/blocks/6/items/0/question',
      '/content/customCss',
      '/content/profile/benefits',
      '/content/theme/primaryColor',
      '/content/theme/secondaryColor',
    ]);
    expect(JSON.stringify(refused.body.issues)).toContain('One accent for all.');
    const back = await owner.post(`/site/versions/${marked}/restore`, { revision: (await draft()).revision });
    expect([back.status, pointersOf(back.body)]).toEqual([400, ['/content/profile/headline']]);
    await owner.post('/site/publish', { revision: (await draft()).revision });
    expect((await seen()).theme.secondaryColor).toBe('#112233');
    await expect(bed.brandPolicy.replace(version, NOTHING_FIXED)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('pictures', () => {
  it('A-10 an uploaded logo is on the page once it is published, and nothing on another site', async () => {
    const { status, body: logo } = await upload('logo', red);
    expect(status).toBe(200);
    await publish((content) => ({ ...content, logo }));
    const { logoUrl, iconUrl } = await seen();
    expect(logoUrl).toBe(`/media/${logo.id}-128.webp`);
    for (const address of [logoUrl, iconUrl]) {
      const key = address.replace('/media/', '');
      const media = await bed.site.readMedia(kevin.tenantId, key);
      expect(media?.headers).toMatchObject({ 'content-security-policy': expect.stringContaining('sandbox') });
      expect(await bed.site.readMedia(jane.tenantId, key)).toBeNull();
    }
    for (const odd of ['../x.png', '..%2fx.png', 'logos/x.png', `${logo.id}.svg`, `${logo.id}-icon.png/`, ''])
      expect(await bed.site.readMedia(kevin.tenantId, odd)).toBeNull();
    // Janes site cannot show a picture that was uploaded to Kevins.
    const other = visitor(bed, jane.host);
    await other.post('/auth/log-in', { email: jane.email, password: jane.password });
    const theirs = (await other.get('/site/draft')).body;
    const stolen = await other.put('/site/draft', { revision: theirs.revision, content: { ...theirs.content, logo } });
    expect(pointersOf(stolen.body)).toEqual(['/content/logo']);
  });

  it('A-11 a version whose picture is gone is brought back only when told to leave it out', async () => {
    const { body: background } = await upload('background', red);
    const { number } = (await publish((content) => ({ ...content, background }))).body.published;
    await publish((content) => ({ ...content, background: null }));
    await bed.storage.delete(tenantPath(kevin.tenantId, 'media', `${background.id}-400.avif`));
    const restore = async (more: object) =>
      owner.post(`/site/versions/${number}/restore`, { revision: (await draft()).revision, ...more });
    const refused = await restore({});
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'picture-missing',
      issues: [{ pointer: '/content/background' }],
    });
    const { status, body } = await restore({ withoutMissingPictures: true });
    expect([status, body.content.background]).toEqual([200, null]);
  });

  it('A-10 files go when nothing has shown them for a day, and stay while any version does', async () => {
    const [shown, dropped] = await Promise.all(
      ['#114422', '#224466'].map(async (colour) => {
        const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: colour } });
        return (await upload('logo', await picture.png().toBuffer())).body;
      }),
    );
    await publish((content) => ({ ...content, logo: shown }));
    await publish((content) => ({ ...content, logo: null }));
    const left = async () =>
      Promise.all(
        [shown, dropped].map(async ({ id }) => (await bed.site.readMedia(kevin.tenantId, `${id}-icon.png`)) !== null),
      );
    const clean = () => runInTenant(kevin.tenantId, () => bed.site.pictures.clean());
    await clean();
    expect(await left()).toEqual([true, true]);
    bed.clock.advance(25 * 60 * 60_000);
    await clean();
    expect(await left()).toEqual([true, false]);
  });

  it('answers a body that is cut off, has no boundary or no file, or is too large', async () => {
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    for (const [type, body] of [
      ['multipart/form-data; boundary=x', `${part}cut off`],
      ['multipart/form-data', 'x'],
      [`multipart/form-data; boundary=${'y'.repeat(200)}`, 'x'],
      ['multipart/form-data; boundary=x', '--x--\r\n'],
    ] as const) {
      const answer = await owner.put('/site/pictures/logo', Buffer.from(body), { 'content-type': type });
      expect([type, body, answer.status]).toEqual([type, body, 400]);
    }
    expect((await upload('logo', Buffer.alloc(4_200_000))).body).toMatchObject({
      status: 413,
      code: 'payload-too-large',
    });
    expect((await upload('logo', Buffer.from('<!doctype html>'))).body).toMatchObject({ status: 415 });
    expect((await upload('banner', red)).status).toBe(404);
  });
});

describe('simulated members', () => {
  const simulating =
    (enabled: boolean): Edit =>
    (content) => ({
      ...content,
      line: { ...content.line, simulationSettings: { ...content.line.simulationSettings, enabled } },
    });

  it('H-08 a public site is refused them in a draft, and shows none that an earlier time has left', async () => {
    const refused = await save(simulating(true));
    expect([refused.status, refused.body.code]).toEqual([400, 'validation-failed']);
    expect(refused.body.issues).toEqual([
      expect.objectContaining({
        pointer: '/content/line/simulationSettings/enabled',
        message: 'Simulated members are for demo and preview sites only. Turn them off to go on.',
      }),
    ]);
    expect((await draft()).maySimulate).toBe(false);
    expect((await seen()).line.simulated).toBeUndefined();

    for (const kind of ['demo', 'preview'] as const) {
      await bed.tenants.setKind(kevin.tenantId, kind);
      await bed.site.addressChanged(kevin.tenantId);
      expect((await draft()).maySimulate).toBe(true);
      expect((await publish(simulating(true))).status).toBe(200);
      expect((await seen()).line.simulated).toBe(true);
      // The site opens for business: what is stored says nothing any more, and cannot be published again.
      await bed.tenants.setKind(kevin.tenantId, 'public');
      await bed.site.addressChanged(kevin.tenantId);
      expect((await seen()).line.simulated).toBeUndefined();
      expect(await runInTenant(kevin.tenantId, () => bed.site.simulation())).toBeNull();
      const { revision } = await draft();
      expect((await owner.post('/site/publish', { revision })).status).toBe(400);
      expect((await publish(simulating(false))).status).toBe(200);
    }
  });
});

describe('blocks', () => {
  it('A-11 are arranged in the draft, named in words, and shown once they are published, without what is hidden', async () => {
    expect((await seen(jane.host)).blocks).toEqual(defaultBlocks());
    const [hero, form, line, ...rest] = withFaq('How long is it?');
    const saved = await save((content) => ({
      ...content,
      blocks: [hero!, { ...line!, hidden: true } as LandingBlock, form!, ...rest],
    }));
    expect(saved.body.changes).toEqual([
      {
        field: 'blocks',
        before: 'hero\nform\npowerline\npromise\nagenda\ntestimonials',
        after: 'hero\npowerline (hidden)\nform\npromise\nagenda\ntestimonials\nfaq',
      },
    ]);
    await owner.post('/site/publish', { revision: saved.body.revision });
    expect((await seen()).blocks.map(({ key }: LandingBlock) => key)).toEqual([
      'hero',
      'form',
      'promise',
      'agenda',
      'testimonials',
      'faq',
    ]);
    // The order stays; what the block says does not.
    const edited = await save((content) => ({ ...content, blocks: withFaq('How long does it take?') }));
    expect(edited.body.changes).toContainEqual({
      field: 'blocks.faq',
      before: 'How long is it?\nIt takes an hour.',
      after: 'How long does it take?\nIt takes an hour.',
    });
    await owner.post('/site/draft/discard', { revision: edited.body.revision });
  });

  it('A-11 refuses a page without its form, a second line, and a part that nobody knows', async () => {
    const refused = async (blocks: unknown[]) => {
      const { status, body } = await save((content) => ({ ...content, blocks: blocks as LandingBlock[] }));
      return [status, ...pointersOf(body)];
    };
    const blocks = defaultBlocks();
    expect(await refused(blocks.filter(({ type }) => type !== 'form'))).toEqual([400, '/content/blocks']);
    expect(await refused([...blocks, { type: 'powerline', key: 'line-2' }])).toEqual([400, '/content/blocks/6']);
    expect(await refused([...blocks, { type: 'carousel', key: 'x' }])).toEqual([400, '/content/blocks/6/type']);
    expect(await refused([...blocks].reverse())).toEqual([400, '/content/blocks/0']);
  });
});
