import type { MailTemplateBody } from '@stageline/contracts';
import type { en } from './mail-templates.defaults.en.ts';

type DefaultBlocks = Extract<MailTemplateBody['content'], { kind: 'blocks' }>['blocks'];
const join = (label: string) => ({ kind: 'button', label, link: 'join' }) as const;
const blocks = (subject: string, preheader: string, ...list: DefaultBlocks): MailTemplateBody => ({
  subject,
  preheader,
  content: { kind: 'blocks', blocks: list },
});
const hello = { kind: 'paragraph', text: 'Hallo{{#firstName}} {{firstName}}{{/firstName}},' } as const;
const when = { kind: 'paragraph', text: '{{sessionTitle}}\n{{startsAt}}' } as const;
const host = { kind: 'paragraph', text: 'Durch die Masterclass führt {{hostName}}.' } as const;
const seats = { kind: 'paragraph', text: 'Noch freie Plätze: {{seatsLeft}}.' } as const;
const line = { kind: 'paragraph', text: 'Sie haben die Nummer {{linePosition}} in der Reihe.' } as const;
const own = 'Dieser Link gehört nur Ihnen und führt Sie direkt in den Raum.';

const answered = [
  {
    kind: 'paragraph',
    text: '{{#answerUrl}}Eine Frage von Ihnen wurde beantwortet. Der Link führt zu der Stelle.{{/answerUrl}}',
  },
  { kind: 'button', label: 'Die Antwort auf meine Frage hören', link: 'answer' },
] as const;

export const de: typeof en = {
  why: (promoter) => `Sie erhalten diese E-Mail, weil Sie sich bei ${promoter} angemeldet haben.`,
  templates: {
    'reminder-day': blocks(
      '{{sessionTitle}} beginnt{{#startsIn}} {{startsIn}}{{/startsIn}}',
      '{{startsAt}}',
      { kind: 'heading', text: 'Bis bald' },
      hello,
      { kind: 'paragraph', text: 'Dann geht es los:' },
      when,
      host,
      seats,
      line,
      { kind: 'paragraph', text: own },
      join('Meinen Link öffnen'),
    ),
    'reminder-hour': blocks(
      '{{sessionTitle}}{{#startsIn}}: Beginn {{startsIn}}{{/startsIn}}',
      'Ihr Link in den Raum',
      { kind: 'heading', text: 'Beginn {{startsIn}}' },
      hello,
      when,
      { kind: 'paragraph', text: 'Suchen Sie sich einen ruhigen Platz und prüfen Sie vorher Ihren Ton.' },
      { kind: 'paragraph', text: own },
      join('An der Masterclass teilnehmen'),
    ),
    'starting-now': blocks(
      'Die Türen öffnen sich: {{sessionTitle}}',
      'Ihr Link in den Raum',
      { kind: 'heading', text: 'Die Türen öffnen sich' },
      hello,
      { kind: 'paragraph', text: '{{sessionTitle}} beginnt {{startsIn}}.' },
      { kind: 'paragraph', text: own },
      join('An der Masterclass teilnehmen'),
    ),
    'thanks-attended': blocks(
      'Danke, dass Sie da waren: {{sessionTitle}}',
      'Schön, dass Sie dabei waren',
      { kind: 'heading', text: 'Danke, dass Sie da waren' },
      hello,
      { kind: 'paragraph', text: 'Schön, dass Sie bei {{sessionTitle}} dabei waren.' },
      {
        kind: 'paragraph',
        text: '{{#replayUrl}}Sie können alles noch einmal ansehen, wann es Ihnen passt.{{/replayUrl}}',
      },
      { kind: 'button', label: 'Aufzeichnung ansehen', link: 'replay' },
      ...answered,
      { kind: 'button', label: 'Zur Seite', link: 'site' },
    ),
    missed: blocks(
      'Wir haben Sie vermisst: {{sessionTitle}}',
      'Sie waren angemeldet, und wir haben Sie nicht gesehen',
      { kind: 'heading', text: 'Wir haben Sie vermisst' },
      hello,
      {
        kind: 'paragraph',
        text: 'Sie waren für {{sessionTitle}} angemeldet, und wir haben Sie dort nicht gesehen.',
      },
      { kind: 'paragraph', text: '{{#replayUrl}}Sie können sie noch ansehen, wann es Ihnen passt.{{/replayUrl}}' },
      { kind: 'button', label: 'Aufzeichnung ansehen', link: 'replay' },
      ...answered,
      { kind: 'button', label: 'Zur Seite', link: 'site' },
    ),
    'replay-ready': blocks(
      'Die Aufzeichnung von {{sessionTitle}}',
      'Ansehen, wann es Ihnen passt',
      { kind: 'heading', text: 'Die Aufzeichnung ist da' },
      hello,
      { kind: 'paragraph', text: 'Sie können {{sessionTitle}} ansehen, wann es Ihnen passt.' },
      { kind: 'button', label: 'Aufzeichnung ansehen', link: 'replay' },
      ...answered,
    ),
  },
};
