import { canStop, STOPPABLE_MAIL_TOPICS, type PageInput, type StoppableMailTopic } from '@stageline/contracts';
import { buttonStyles } from '../../../shared/ui/button.tsx';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { Note } from '../../../shared/ui/note.tsx';
import { mailPreferenceTexts } from '../texts.ts';

type Input = Extract<PageInput, { kind: 'mail-preferences' }>;

interface ChoiceProps {
  readonly token: string;
  readonly deed: 'stop' | 'allow';
  readonly topic: StoppableMailTopic | 'all';
  readonly text: string;
  /** What it does where the text alone does not tell. */
  readonly label?: string;
  readonly look?: Parameters<typeof buttonStyles>[0];
}

/** One button, which is a form of its own: it works without script. */
const Choice = ({ token, deed, topic, text, label, look }: ChoiceProps) => (
  <form method="post" action={`/mails/${encodeURIComponent(token)}`}>
    <input type="hidden" name="topic" value={topic} />
    <button type="submit" name="do" value={deed} aria-label={label} className={buttonStyles(look)}>
      {text}
    </button>
  </form>
);

/** The topic of the mail whose link was opened, as the one loud thing, as long as it is not stopped. */
function StopThese({ token, preferences: { topic, stopped } }: Input) {
  const texts = mailPreferenceTexts();
  if (!canStop(topic) || stopped[topic]) return null;
  return (
    <section className="mb-6 rounded-lg border border-border bg-raised p-5 sm:p-7">
      <p className="mb-4 text-sm text-text-muted">{texts.stopTheseText}</p>
      <Choice
        token={token}
        deed="stop"
        topic={topic}
        text={texts.stopThese(texts.topics[topic].name)}
        look={{ variant: 'primary', size: 'lg', className: 'w-full sm:w-auto' }}
      />
    </section>
  );
}

/** What the site asks before it sends news, in its own words: pressing the button is the yes to them. */
function Agreement({
  token,
  version,
  text,
}: {
  readonly token: string;
  readonly version: string;
  readonly text: string;
}) {
  const texts = mailPreferenceTexts();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-7">
      <div className="min-w-0 flex-[1_1_16rem]">
        <h2 className="text-sm font-medium text-text">{texts.topics.news.name}</h2>
        <p className="text-sm text-text-muted">{texts.topics.news.about}</p>
        <p className="mt-1 text-xs text-text-muted">{texts.state.unasked}</p>
        <blockquote
          id="consent"
          className="mt-3 border-l-2 border-border pl-3 text-sm wrap-anywhere whitespace-pre-line text-text"
        >
          {text}
        </blockquote>
      </div>
      <form method="post" action={`/mails/${encodeURIComponent(token)}`}>
        <input type="hidden" name="version" value={version} />
        <button
          type="submit"
          name="do"
          value="agree"
          aria-label={texts.agreeOne(texts.topics.news.name)}
          aria-describedby="consent"
          className={buttonStyles()}
        >
          {texts.agree}
        </button>
      </form>
    </li>
  );
}

function TopicRow({ input, topic }: { readonly input: Input; readonly topic: StoppableMailTopic }) {
  const texts = mailPreferenceTexts();
  const { name, about } = texts.topics[topic];
  const { token, preferences } = input;
  const isStopped = preferences.stopped[topic];
  if (topic === 'news' && preferences.consent !== null) return <Agreement token={token} {...preferences.consent} />;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-7">
      <div className="min-w-0 flex-[1_1_10rem]">
        <h2 className="text-sm font-medium text-text">{name}</h2>
        <p className="text-sm text-text-muted">{about}</p>
        <p className={`mt-1 text-xs ${isStopped ? 'text-text-muted' : 'text-success'}`}>
          {isStopped ? texts.state.off : texts.state.on}
        </p>
      </div>
      <Choice
        token={token}
        deed={isStopped ? 'allow' : 'stop'}
        topic={topic}
        text={isStopped ? texts.allow : texts.stop}
        label={isStopped ? texts.allowOne(name) : texts.stopOne(name)}
      />
    </li>
  );
}

/** What somebody gets by mail from a site. It is HTML and no more, so it works in every browser. */
export function MailPreferencesPage({ input }: { readonly input: Input }) {
  const texts = mailPreferenceTexts();
  const { site, token, preferences, done } = input;
  const { siteName } = site.profile;
  const isOff = (topic: StoppableMailTopic) =>
    preferences.stopped[topic] || (topic === 'news' && preferences.consent !== null);
  const areAllStopped = STOPPABLE_MAIL_TOPICS.every(isOff);
  return (
    <main className="min-h-dvh bg-surface">
      <div className="mx-auto w-full max-w-xl px-4 py-10 sm:px-6 lg:py-16">
        <h1 className="display text-xl wrap-anywhere text-text">{texts.title(siteName)}</h1>
        <p className="mt-2 mb-6 text-sm text-text-muted">{areAllStopped ? texts.allStopped : texts.lead}</p>
        {done === undefined ? null : <Note>{texts.done[done]}</Note>}
        {preferences.unreachable ? <Note>{texts.unreachable}</Note> : null}
        <StopThese {...input} />
        <ul className="divide-y divide-border rounded-lg border border-border bg-raised">
          {STOPPABLE_MAIL_TOPICS.map((topic) => (
            <TopicRow key={topic} input={input} topic={topic} />
          ))}
        </ul>
        <section aria-label={texts.all} className="mt-4">
          <Choice
            token={token}
            deed={areAllStopped ? 'allow' : 'stop'}
            topic="all"
            text={areAllStopped ? texts.allowAll : texts.stopAll}
            look={{ variant: 'ghost', className: '-mx-4 max-w-full whitespace-normal text-left' }}
          />
        </section>
        <p className="mt-4 text-sm text-text-muted">{texts.necessary}</p>
        <footer className="mt-10 flex flex-wrap justify-between gap-x-6 text-sm">
          <a
            href="/"
            className="inline-flex min-h-11 items-center text-text-muted underline decoration-border underline-offset-4 hover:text-text"
          >
            {texts.back}
          </a>
          <LanguageLinks next={`/mails/${encodeURIComponent(token)}`} />
        </footer>
      </div>
    </main>
  );
}
