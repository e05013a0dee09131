import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  blockProblems,
  factsIn,
  fillMail,
  fillMailHtml,
  mjmlOfBlocks,
  placeholderProblems,
  sourceProblems,
} from './mail-template.ts';

const codes = (text: string) => placeholderProblems(text).map(({ code, detail }) => `${code} ${detail}`);

describe('the facts of a mail', () => {
  it('a part of a fact that is not known is left out, also within another part', () => {
    const text =
      'Hello{{#firstName}} {{firstName}}{{/firstName}}, {{#hostName}}by {{hostName}}{{#seatsLeft}}, {{seatsLeft}} left{{/seatsLeft}}{{/hostName}}.';
    expect(fillMail(text, { firstName: 'Ana', hostName: 'Kim', seatsLeft: '0' })).toBe('Hello Ana, by Kim, 0 left.');
    expect(fillMail(text, { hostName: 'Kim' })).toBe('Hello, by Kim.');
    expect(fillMail(text, { seatsLeft: '3' })).toBe('Hello, .');
  });

  it('what a fact itself says is no placeholder and no markup', () => {
    const nasty = '{{#seatsLeft}}<b>{{siteName}}</b>"\'&';
    expect(fillMail('{{firstName}}', { firstName: nasty, siteName: 'x', seatsLeft: '1' })).toBe(nasty);
    expect(fillMailHtml('<i>{{firstName}}</i>', { firstName: '<script>"x"</script>' })).toBe(
      '<i>&lt;script&gt;&quot;x&quot;&lt;/script&gt;</i>',
    );
    expect(fillMail('{{unsubscribeUrl}} {{siteName}}', { siteName: 'S' })).toBe('{{unsubscribeUrl}} S');
  });

  it('names what is no fact, what is not closed, and what might leave half a sentence behind', () => {
    expect(codes('{{sessionTitle}} {{#seatsLeft}}{{seatsLeft}}{{/seatsLeft}} {{theme.primary}}')).toEqual([]);
    expect(codes('{{price}}')).toEqual(['unknown-fact price']);
    expect(codes('{{constructor}}')).toEqual(['unknown-fact constructor']);
    expect(codes('{{seatsLeft}} left')).toEqual(['optional-fact seatsLeft']);
    expect(codes('{{#hostName}}{{seatsLeft}}{{/hostName}}')).toEqual(['optional-fact seatsLeft']);
    expect(codes('{{#hostName}}x')).toEqual(['unclosed hostName']);
    expect(codes('x{{/hostName}}')).toEqual(['unclosed hostName']);
    expect(codes('{{ hostName')).toEqual(['unclosed {{']);
  });

  it('no text makes it throw or run away, and nothing is left of a placeholder', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '#',
      '/',
      'firstName',
      'seatsLeft',
      '{{#firstName}}',
      '{{/firstName}}',
      '{{seatsLeft}}',
      ' ',
      'x<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const filled = fillMail(text, { firstName: 'A' });
        if (placeholderProblems(text).length === 0) expect(filled).not.toMatch(/\{\{|\}\}/);
      }),
    );
  });
});

describe('the source of a mail', () => {
  const frame = (inside: string) => `<mjml>\n<mj-body>\n${inside}\n</mj-body>\n</mjml>`;
  const found = (inside: string) => sourceProblems(frame(inside)).map(({ line, code, detail }) => [line, code, detail]);

  it('brings in no files, no scripts and nothing that a reader wrote into an attribute', () => {
    expect(found('<mj-include path="/etc/passwd" />')).toEqual([[3, 'forbidden-tag', 'mj-include']]);
    expect(found('<mj-text>\n<script>1</script></mj-text>').map(([line, code]) => [line, code])).toEqual([
      [4, 'forbidden-tag'],
      [4, 'forbidden-tag'],
    ]);
    expect(found('<mj-button href="{{joinUrl}}">x</mj-button>')).toEqual([]);
    expect(found('<mj-button href="{{sessionTitle}}">x</mj-button>')).toEqual([
      [3, 'fact-in-attribute', 'href="{{sessionTitle}}"'],
    ]);
    expect(found('<mj-button href="https://x.example/?u={{joinUrl}}">x</mj-button>')).toHaveLength(1);
    expect(found("<mj-text><a title='{{promoterName}}'>x</a></mj-text>")).toHaveLength(1);
  });

  it('names the line of a tag that is not closed, or closed by another', () => {
    expect(found('<mj-section>\n<mj-column>\n</mj-section>')).toEqual([[5, 'unclosed', '</mj-section>']]);
    expect(sourceProblems('<mjml>\n<mj-body>\n').map(({ line, detail }) => [line, detail])).toEqual([[2, '<mj-body>']]);
    expect(found('<!-- <mj-column> -->')).toEqual([]);
  });
});

describe('blocks', () => {
  it('one that names a fact which is not known takes itself away, its button too', () => {
    const source = mjmlOfBlocks([
      { kind: 'paragraph', text: 'Seats: {{seatsLeft}}' },
      { kind: 'button', label: 'Watch', link: 'replay' },
      { kind: 'paragraph', text: 'Always <here>' },
    ]);
    expect(fillMail(source, { seatsLeft: '4' })).toContain('Seats: 4');
    expect(fillMail(source, {})).not.toMatch(/Seats|Watch/);
    expect(fillMail(source, {})).toContain('Always &lt;here&gt;');
    expect(sourceProblems(source)).toEqual([]);
    expect(factsIn(source)).toEqual(['seatsLeft', 'replayUrl']);
  });

  it('are asked only for facts that there are', () => {
    expect(blockProblems([{ kind: 'paragraph', text: '{{seatsLeft}}' }])).toEqual([]);
    expect(
      blockProblems([
        { kind: 'heading', text: 'x' },
        { kind: 'button', label: '{{price}}', link: 'join' },
      ]),
    ).toEqual([{ code: 'unknown-fact', detail: 'price', block: 1 }]);
  });
});
