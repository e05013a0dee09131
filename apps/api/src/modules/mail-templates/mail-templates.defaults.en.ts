import type { MailTemplateBody, MailTemplateKey } from '@stageline/contracts';

const join = (label: string) => ({ kind: 'button', label, link: 'join' }) as const;
const blocks = (subject: string, preheader: string, ...list: DefaultBlocks): MailTemplateBody => ({
  subject,
  preheader,
  content: { kind: 'blocks', blocks: list },
});
type DefaultBlocks = Extract<MailTemplateBody['content'], { kind: 'blocks' }>['blocks'];
const hello = { kind: 'paragraph', text: 'Hello{{#firstName}} {{firstName}}{{/firstName}},' } as const;
const when = { kind: 'paragraph', text: '{{sessionTitle}}\n{{startsAt}}' } as const;
const host = { kind: 'paragraph', text: 'Your host is {{hostName}}.' } as const;
const seats = { kind: 'paragraph', text: 'Seats still free: {{seatsLeft}}.' } as const;
const line = { kind: 'paragraph', text: 'You are number {{linePosition}} in the line.' } as const;
const own = 'This link is yours alone and takes you straight into the room.';

const answered = [
  {
    kind: 'paragraph',
    text: '{{#answerUrl}}A question of yours was answered. The link takes you to the moment.{{/answerUrl}}',
  },
  { kind: 'button', label: 'Hear the answer to my question', link: 'answer' },
] as const;

/** What Stageline brings; nothing in it is true of one hour only, because a site may send it at another. */
export const en = {
  why: (promoter: string) => `You get this because you registered with ${promoter}.`,
  templates: {
    'reminder-day': blocks(
      '{{sessionTitle}} starts{{#startsIn}} {{startsIn}}{{/startsIn}}',
      '{{startsAt}}',
      { kind: 'heading', text: 'See you soon' },
      hello,
      { kind: 'paragraph', text: 'This is when it begins:' },
      when,
      host,
      seats,
      line,
      { kind: 'paragraph', text: own },
      join('Open my link'),
    ),
    'reminder-hour': blocks(
      '{{sessionTitle}}{{#startsIn}}: it starts {{startsIn}}{{/startsIn}}',
      'Your link into the room',
      { kind: 'heading', text: 'It starts {{startsIn}}' },
      hello,
      when,
      { kind: 'paragraph', text: 'Find a quiet place, and test your sound before it begins.' },
      { kind: 'paragraph', text: own },
      join('Join the masterclass'),
    ),
    'starting-now': blocks(
      'The doors are opening: {{sessionTitle}}',
      'Your link into the room',
      { kind: 'heading', text: 'The doors are opening' },
      hello,
      { kind: 'paragraph', text: '{{sessionTitle}} starts {{startsIn}}.' },
      { kind: 'paragraph', text: own },
      join('Join the masterclass'),
    ),
    'thanks-attended': blocks(
      'Thank you for coming: {{sessionTitle}}',
      'It was good to have you there',
      { kind: 'heading', text: 'Thank you for coming' },
      hello,
      { kind: 'paragraph', text: 'It was good to have you at {{sessionTitle}}.' },
      { kind: 'paragraph', text: '{{#replayUrl}}You can watch it again when it suits you.{{/replayUrl}}' },
      { kind: 'button', label: 'Watch the replay', link: 'replay' },
      ...answered,
      { kind: 'button', label: 'Visit the site', link: 'site' },
    ),
    missed: blocks(
      'We missed you: {{sessionTitle}}',
      'You were registered, and we did not see you',
      { kind: 'heading', text: 'We missed you' },
      hello,
      { kind: 'paragraph', text: 'You were registered for {{sessionTitle}}, and we did not see you there.' },
      { kind: 'paragraph', text: '{{#replayUrl}}You can still watch it, when it suits you.{{/replayUrl}}' },
      { kind: 'button', label: 'Watch the replay', link: 'replay' },
      ...answered,
      { kind: 'button', label: 'Visit the site', link: 'site' },
    ),
    'replay-ready': blocks(
      'The replay of {{sessionTitle}}',
      'Watch it when it suits you',
      { kind: 'heading', text: 'The replay is ready' },
      hello,
      { kind: 'paragraph', text: 'You can watch {{sessionTitle}} when it suits you.' },
      { kind: 'button', label: 'Watch the replay', link: 'replay' },
      ...answered,
    ),
  } satisfies Record<MailTemplateKey, MailTemplateBody>,
};
