import { describe, expect, it } from '@jest/globals';
import { defaultBlocks, SiteContent, TemplateContent } from '@stageline/contracts';
import fc from 'fast-check';
import { changedFields, fieldsOf } from './site-fields.ts';
import {
  compareWithTemplate,
  isTemplateField,
  mergeTemplate,
  siteFromTemplate,
  templateFromSite,
} from './template-merge.ts';

const text = fc.constantFrom('One', 'Two', 'Three');
const picture = fc.constantFrom(
  null,
  ...['a', 'b'].map((each) => ({ id: each.repeat(32), width: 64, height: 32, widths: [64] })),
);
const colour = fc.constantFrom('#112233', '#445566', '#778899');
/** Sites over few values, so that edits of both sides meet often. */
const site = fc
  .record({
    primaryColor: colour,
    headline: text,
    welcomeMessage: text,
    benefits: fc.array(text, { maxLength: 2 }),
    displayLimit: fc.constantFrom(5, 10),
    siteName: text,
    contactEmail: fc.option(fc.constantFrom('a@example.com', 'b@example.com'), { nil: undefined }),
    customCss: fc.constantFrom('', 'p { color: red }'),
    logo: picture,
  })
  .map(({ primaryColor, headline, welcomeMessage, benefits, displayLimit, siteName, contactEmail, customCss, logo }) =>
    SiteContent.parse({
      theme: { primaryColor, secondaryColor: '#000000' },
      profile: { siteName, promoterName: 'Ana', headline, welcomeMessage, benefits, contactEmail },
      line: { displayLimit },
      customCss,
      logo,
    }),
  );
const valueOf = (content: SiteContent, field: string) => JSON.stringify(fieldsOf(content).get(field));

describe('the three-way merge', () => {
  it('A-13 changes nothing that the owner edited, unless the owner says so', () => {
    fc.assert(
      fc.property(site, site, site, (base, theirs, ours) => {
        const { content } = mergeTemplate(ours, compareWithTemplate(base, theirs, ours), {});
        for (const { field } of changedFields(base, ours)) expect(valueOf(content, field)).toBe(valueOf(ours, field));
      }),
    );
  });

  it('A-13 brings every change of the template to what was not edited', () => {
    fc.assert(
      fc.property(site, site, site, (base, theirs, ours) => {
        const { content } = mergeTemplate(ours, compareWithTemplate(base, theirs, ours), {});
        const edited = new Set(changedFields(base, ours).map(({ field }) => field));
        for (const { field } of changedFields(base, theirs).filter((change) => isTemplateField(change.field)))
          if (!edited.has(field)) expect(valueOf(content, field)).toBe(valueOf(theirs, field));
      }),
    );
  });

  it('A-13 leaves undecided exactly what both changed, to different values', () => {
    fc.assert(
      fc.property(site, site, site, (base, theirs, ours) => {
        const blocks = compareWithTemplate(base, theirs, ours);
        const fields = (from: SiteContent, to: SiteContent) => changedFields(from, to).map(({ field }) => field);
        const both = fields(ours, theirs).filter(
          (field) =>
            isTemplateField(field) && fields(base, theirs).includes(field) && fields(base, ours).includes(field),
        );
        expect(mergeTemplate(ours, blocks, {}).undecided.toSorted()).toEqual(both.toSorted());
      }),
    );
  });

  it('A-13 with everything decided nothing is open, and a choice is what comes out', () => {
    fc.assert(
      fc.property(site, site, site, fc.infiniteStream(fc.boolean()), (base, theirs, ours, coins) => {
        const blocks = compareWithTemplate(base, theirs, ours);
        const choices = Object.fromEntries(
          blocks.map(({ field }) => [field, coins.next().value === true ? 'ours' : 'theirs'] as const),
        );
        const { content, undecided } = mergeTemplate(ours, blocks, choices);
        expect(undecided).toEqual([]);
        for (const [field, choice] of Object.entries(choices))
          expect(valueOf(content, field)).toBe(valueOf(choice === 'ours' ? ours : theirs, field));
      }),
    );
  });

  it('A-13 never touches who the promoter is, and is still after it was applied', () => {
    fc.assert(
      fc.property(site, site, site, (base, theirs, ours) => {
        const blocks = compareWithTemplate(base, theirs, ours);
        expect(blocks.every(({ field }) => isTemplateField(field))).toBe(true);
        const accepted = Object.fromEntries(blocks.map(({ field }) => [field, 'theirs' as const]));
        const { content } = mergeTemplate(ours, blocks, accepted);
        expect(content.profile.siteName).toBe(ours.profile.siteName);
        expect(content.profile.contactEmail).toBe(ours.profile.contactEmail);
        expect(compareWithTemplate(theirs, theirs, content)).toEqual([]);
      }),
    );
  });

  it('A-13 says nothing about an owner’s picture while the template has none', () => {
    fc.assert(
      fc.property(site, site, site, fc.boolean(), (base, theirs, ours, isKnown) => {
        const bare = isKnown ? { ...base, logo: null } : null;
        const fields = compareWithTemplate(bare, { ...theirs, logo: null }, ours).map(({ field }) => field);
        expect(fields).not.toContain('logo');
      }),
    );
  });

  it('A-13 without the version that the site began with, every difference is for the owner to decide', () => {
    fc.assert(
      fc.property(site, site, (theirs, ours) => {
        const blocks = compareWithTemplate(null, theirs, ours);
        expect(blocks.every(({ state }) => state === 'conflict')).toBe(true);
        expect(mergeTemplate(ours, blocks, {}).content).toBe(ours);
      }),
    );
  });
});

describe('templates and sites', () => {
  const template = TemplateContent.parse({
    theme: { primaryColor: '#4f46e5', secondaryColor: '#0ea5e9' },
    texts: { headline: 'Join {{promoterName}}', welcomeMessage: 'Welcome to {{siteName}}.', benefits: ['A', 'B'] },
    masterclass: {
      title: '{{siteName}} live',
      description: '',
      startsAtLocal: '19:00',
      startsInDays: 7,
      durationMinutes: 60,
    },
  });

  it('A-13 speaks of the promoter whose site it became, and of nobody when it becomes a template again', () => {
    const made = siteFromTemplate(template, { siteName: 'Ana $& Studio', promoterName: 'Ana' });
    expect(SiteContent.parse(made).profile).toMatchObject({
      headline: 'Join Ana',
      welcomeMessage: 'Welcome to Ana $& Studio.',
    });
    expect(templateFromSite(made, template.masterclass)).toEqual(template);
  });

  it('A-13 fills the names into every text of the blocks, cut to its length, and takes them out again', () => {
    const names = { siteName: 'Ana Live', promoterName: 'Ana Ruiz' };
    const began = TemplateContent.parse({
      theme: { primaryColor: '#112233', secondaryColor: '#000000' },
      texts: { headline: 'One', welcomeMessage: '' },
      blocks: [
        ...defaultBlocks(),
        { type: 'host', key: 'host', role: 'Host of {{siteName}}', text: 'I am {{promoterName}}.' },
        {
          type: 'faq',
          key: 'faq',
          items: [{ question: 'Who is {{promoterName}}?', answer: '{{siteName}} '.repeat(60) }],
        },
      ],
      masterclass: { title: 'One', description: '', startsAtLocal: '19:00', startsInDays: 1, durationMinutes: 60 },
    });
    const filled = siteFromTemplate(began, { ...names, siteName: 'A'.repeat(80) });
    expect(SiteContent.parse(filled).blocks.at(-1)).toMatchObject({ items: [{ question: 'Who is Ana Ruiz?' }] });
    const back = templateFromSite(siteFromTemplate(began, names), began.masterclass);
    expect(back.blocks).toEqual(began.blocks);
  });
});
