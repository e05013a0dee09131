import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SiteContent, SiteDraft } from '@stageline/contracts';
import sharp from 'sharp';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

let bed: ApiBed;
let ana: Site;
beforeAll(async () => {
  bed = await createApiBed();
  ana = await bed.site('ana-brand');
});

async function publish(edit: (content: SiteContent) => SiteContent) {
  const { revision, content } = (await ana.owner.get('/site/draft')).body as SiteDraft;
  const saved = (await ana.owner.put('/site/draft', { revision, content: edit(content) })).body as SiteDraft;
  await ana.owner.post('/site/publish', { revision: saved.revision });
}
async function mailsAfterRegistering(firstName: string, email: string) {
  await visitor(bed, ana.host).post('/registrations', { firstName, lastName: 'Visser', email });
  await bed.settle();
  const { items } = await bed.modules.mail.service.listKept({ limit: 100 });
  return Promise.all(items.slice(0, 2).map(({ id }) => bed.modules.mail.service.findKept(id)));
}

describe('the brand beyond the page', () => {
  it('A-12 mails have the colours, the logo, the pages elsewhere and the name of the promoter', async () => {
    const bytes = await sharp({ create: { width: 300, height: 100, channels: 3, background: '#c02626' } })
      .png()
      .toBuffer();
    const logo = await ana.in(() => bed.modules.site.service.pictures.upload('logo', bytes));
    await publish((content) => ({
      ...content,
      logo,
      theme: { ...content.theme, primaryColor: '#7a1f5c' },
      profile: { ...content.profile, promoterName: 'Ana Ruiz', socialLinks: { x: 'https://x.com/ana' } },
    }));
    const mails = await mailsAfterRegistering('Noor', 'noor@example.com');
    const theirs = mails.find((mail) => mail?.to.address === 'noor@example.com');
    expect(theirs?.from.name).toBe('Ana Ruiz');
    expect(theirs?.html).toContain('background:#7a1f5c;color:#ffffff');
    expect(theirs?.html).toContain(`src="http://${ana.host}/media/${logo.id}-256.png"`);
    expect(theirs?.html).toContain('href="https://x.com/ana"');
    expect(mails.map((mail) => mail?.subject)).toContain('New lead: Noor Visser');
    expect(await bed.modules.site.service.themeFor(ana.tenantId)).toMatchObject({ palette: { primary: '#7a1f5c' } });
  });

  it('A-12 the team is not mailed where the promoter has switched that off; who registers still is', async () => {
    await publish((content) => ({ ...content, settings: { ...content.settings, enableEmailNotifications: false } }));
    const mails = await mailsAfterRegistering('Lee', 'lee@example.com');
    expect(mails[0]?.to.address).toBe('lee@example.com');
    expect(mails.map((mail) => mail?.subject)).not.toContain('New lead: Lee Visser');
  });
});
