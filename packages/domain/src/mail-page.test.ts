import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrastOf } from './colour.ts';
import { mailHtml, mailText } from './mail-page.ts';

const content = (text: string) => ({
  heading: text,
  paragraphs: [text],
  action: { label: text, url: `https://site.example/?q=${encodeURIComponent(text)}` },
  footer: text,
});
const tags = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe('mail pages', () => {
  it('A-10 no text of a visitor or a brand adds an element or an attribute', () => {
    const plain = tags(mailHtml({ siteName: 'x', primaryColor: '#336699' }, content('x'))).length;
    const evil = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onclick='x",
        '&lt;b&gt;',
        '</title><svg onload=x>',
      ),
    );
    fc.assert(
      fc.property(evil, (text) => {
        const html = mailHtml({ siteName: text, primaryColor: text }, content(text));
        expect(tags(html).filter((tag) => !tag.startsWith('<br'))).toHaveLength(plain);
      }),
    );
  });

  it('A-12 carries the logo, the pages elsewhere and what the platform requires, and nothing that is no web address', () => {
    const brand = {
      siteName: 'Site',
      primaryColor: '#336699',
      logoUrl: 'https://site.example/media/logo-256.png',
      socialLinks: { x: 'https://x.com/ana', youtube: 'javascript:alert(1)' },
      disclaimers: ['Results <differ>.'],
    };
    const html = mailHtml(brand, content('Hi'));
    expect(html).toContain('<img src="https://site.example/media/logo-256.png" alt=""');
    expect(html).toContain('href="https://x.com/ana"');
    expect(html).toContain('Results &lt;differ&gt;.');
    expect(html).not.toContain('javascript:');
    expect(mailHtml({ ...brand, logoUrl: 'data:image/svg+xml,<svg/>' }, content('Hi'))).not.toContain('<img');
    expect(mailText(brand, content('Hi'))).toContain('Results <differ>.');
  });

  it('keeps the label of the button readable on any brand colour', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, (primaryColor) => {
        const html = mailHtml({ siteName: 'Site', primaryColor }, content('Hi'));
        const [, ground = '', text = ''] = /background:(#\w{6});color:(#\w{6})/.exec(html) ?? [];
        expect(contrastOf(ground, text)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('says the same in plain text', () => {
    expect(mailText({ siteName: 'Site', primaryColor: '#000000' }, { ...content('Hi'), footer: 'Why' })).toBe(
      'Hi\n\nHi\n\nHi:\nhttps://site.example/?q=Hi\n\nWhy\nSite',
    );
  });
});
