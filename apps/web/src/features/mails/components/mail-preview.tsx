import { MailTemplateBody, type MailProblem } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';
import { Notice, Panel, Skeleton } from '../../../shared/ui/index.ts';
import { previewQuery, type TemplateName } from '../api/mails.queries.ts';
import { mailsTexts } from '../texts.ts';

const REST_MS = 400;
/** CSS pixels of the screens that a mail is shown on. */
const widths = { phone: 390, desktop: 640 } as const;
type Screen = keyof typeof widths;
type Look = 'light' | 'dark' | 'text';

/** How a mail looks while it is written, with the facts of the next masterclass. */
export function MailPreview({ name, body }: { readonly name: TemplateName; readonly body: MailTemplateBody }) {
  const texts = mailsTexts();
  const [screen, setScreen] = useState<Screen>('desktop');
  const [look, setLook] = useState<Look>('light');
  const rested = useDebounced(JSON.stringify(body), REST_MS);
  // What a field would be refused for is said there when it is saved; until then the last whole text is shown.
  const whole = MailTemplateBody.safeParse(JSON.parse(rested));
  const preview = useQuery({
    ...previewQuery(name, whole.success ? whole.data : body),
    enabled: whole.success,
  });
  const { data } = preview;
  return (
    <section aria-label={texts.preview} className="min-w-0 lg:sticky lg:top-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Choice label={texts.screen} names={texts.screens} value={screen} onChange={setScreen} />
        <Choice label={texts.look} names={texts.looks} value={look} onChange={setLook} />
      </div>
      {data === undefined ? (
        preview.isError || !whole.success ? (
          <Notice>{whole.success ? texts.previewFailed : texts.incomplete}</Notice>
        ) : (
          <div role="status" aria-label={texts.previewLoading}>
            <Skeleton className="h-112 w-full rounded-lg" />
          </div>
        )
      ) : (
        <>
          {whole.success ? null : (
            <Notice tone="warning" className="mb-3">
              {texts.incomplete}
            </Notice>
          )}
          {data.problems.length > 0 ? (
            <Problems problems={data.problems} />
          ) : (
            <Panel className="overflow-hidden">
              <div className="border-b border-border px-4 py-3">
                <p className="text-sm font-medium wrap-anywhere">{data.subject}</p>
                <p className="truncate text-xs text-text-muted">{data.preheader}</p>
              </div>
              {look === 'text' ? (
                <pre className="max-h-160 overflow-y-auto p-4 font-sans text-sm whitespace-pre-wrap wrap-anywhere">
                  {data.text}
                </pre>
              ) : (
                <Frame html={data.html} look={look} width={widths[screen]} title={data.subject} />
              )}
            </Panel>
          )}
          <Facts facts={data.facts} sessionTitle={data.sessionTitle} />
        </>
      )}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}
function Choice<T extends string>({ label, names, value, onChange }: ChoiceProps<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border border-border bg-raised p-0.5">
      {(Object.entries(names) as [T, string][]).map(([key, text]) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === value}
          onClick={() => onChange(key)}
          className={cn(
            'tap-target h-8 rounded-sm px-3 text-xs font-medium transition-colors',
            key === value ? 'bg-muted text-text' : 'text-text-muted hover:text-text',
          )}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** A mail for readers who like it dark is shown so whatever the screen of its writer is. */
const shownIn = (html: string, look: Look): string =>
  html.replaceAll(/@media\s*\(prefers-color-scheme:\s*dark\)/g, look === 'dark' ? '@media all' : '@media not all');

const HEIGHT = 640;

/** Without scripts and without an origin: what a mail contains is not ours. */
function Frame({ html, look, width, title }: { html: string; look: Look; width: number; title: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    if (box.current === null) return undefined;
    const element = box.current;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = room === 0 ? 1 : Math.min(1, room / width);
  return (
    <div
      ref={box}
      className={cn('overflow-hidden', look === 'dark' ? 'bg-[#18181b]' : 'bg-[#f4f4f5]')}
      style={{ height: HEIGHT }}
    >
      <iframe
        title={mailsTexts().previewOf(title)}
        srcDoc={shownIn(html, look)}
        sandbox=""
        referrerPolicy="no-referrer"
        className="origin-top-left border-0"
        style={{
          width,
          height: HEIGHT / scale,
          transform: `scale(${scale})`,
          marginInlineStart: Math.max(0, (room - width * scale) / 2),
        }}
      />
    </div>
  );
}

/** What keeps a text from becoming a mail, with the place of each. */
function Problems({ problems }: { readonly problems: readonly MailProblem[] }) {
  const texts = mailsTexts();
  const placeOf = ({ field, line, block }: MailProblem): string => {
    if (line !== null) return texts.atLine(line);
    if (block !== null) return texts.atBlock(block + 1);
    return field === 'content' ? '' : `${texts[field]}: `;
  };
  return (
    <Notice>
      <p className="font-medium">{texts.problems}</p>
      <ul className="mt-1 list-disc ps-5">
        {problems.map((problem, index) => (
          <li key={index} className="wrap-anywhere">
            {placeOf(problem)}
            {texts.problemOf[problem.code](problem.detail)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface FactsProps {
  readonly facts: readonly {
    readonly name: keyof ReturnType<typeof mailsTexts>['facts'];
    readonly value: string | null;
  }[];
  readonly sessionTitle: string | null;
}
/** What the mail says that is a fact, and what is left out because it is not known. */
function Facts({ facts, sessionTitle }: FactsProps) {
  const texts = mailsTexts();
  if (facts.length === 0) return null;
  return (
    <details className="mt-3 text-sm">
      <summary className="tap-target cursor-pointer text-text-muted hover:text-text">
        {sessionTitle === null ? texts.factsOfNone : texts.factsOf(sessionTitle)}
      </summary>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-text-muted">{texts.facts[name]}</dt>
            <dd className="wrap-anywhere">{value ?? <span className="text-text-muted">{texts.leftOut}</span>}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
