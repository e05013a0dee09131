import type { LineAbout } from '@stageline/contracts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { aboutTexts } from '../about-texts.ts';
import { ago } from '../lib/ago.ts';

const Fact = ({ name, value, text }: { readonly name: string; readonly value?: string; readonly text: string }) => (
  <div className="border-t border-border py-4 first:border-t-0">
    <dt className="flex items-baseline justify-between gap-4 text-base font-medium text-text">
      {name}
      {value !== undefined && <span className="numeric shrink-0 text-lg font-semibold text-primary-text">{value}</span>}
    </dt>
    <dd className="mt-1 max-w-prose text-sm text-text-muted">{text}</dd>
  </div>
);

/** Each number of a line with what it counts, and whether anything in it is simulated. */
export const LineNumbers = ({ about: { numbers, simulated } }: { readonly about: LineAbout }) => {
  const texts = aboutTexts();
  return (
    <section aria-labelledby="numbers-title">
      <h2 id="numbers-title" className="display text-xl text-text">
        {texts.numbersTitle}
      </h2>
      {numbers === null && <p className="mt-2 text-base text-text-muted">{texts.notTold}</p>}
      <dl className="mt-2">
        {numbers !== null && (
          <>
            <Fact name={texts.standing} value={formatNumber(numbers.standing)} text={texts.standingText} />
            <Fact name={texts.byInvitation} value={formatNumber(numbers.invited)} text={texts.byInvitationText} />
            <Fact name={texts.gone} value={formatNumber(numbers.left)} text={texts.goneText} />
          </>
        )}
        <Fact name={texts.position} text={texts.positionText} />
        <Fact
          name={texts.simulation}
          value={simulated ? texts.some : texts.none}
          text={simulated ? texts.someText : texts.noneText}
        />
      </dl>
    </section>
  );
};

/** What happened lately, and by what it is known. @param now of the server, ISO 8601 */
export const LineActivity = ({ about, now }: { readonly about: LineAbout; readonly now: string }) => {
  const texts = aboutTexts();
  return (
    <section aria-labelledby="activity-title">
      <h2 id="activity-title" className="display text-xl text-text">
        {texts.activityTitle}
      </h2>
      <p className="mt-1 max-w-prose text-sm text-text-muted">{texts.activityText}</p>
      {about.activity.length === 0 && <p className="mt-4 text-base text-text-muted">{texts.nothing}</p>}
      <ul className="mt-3">
        {about.activity.map(({ kind, name, state, at }) => (
          <li
            key={`${kind} ${at} ${name}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-border py-3 text-sm first:border-t-0"
          >
            <span className="min-w-0 flex-1 basis-48">
              <span className="text-text wrap-anywhere">
                <bdi className="font-medium">{state === undefined ? name : texts.somebody}</bdi> {texts.happened[kind]}
              </span>
              <time dateTime={at} className="block text-xs text-text-muted">
                {ago(at, Date.parse(now))}
              </time>
            </span>
            <span className="inline-flex items-center gap-1.5 rounded-full bg-success-tint px-2.5 py-1 text-xs font-medium text-success">
              <svg
                viewBox="0 0 24 24"
                className="size-3.5"
                fill="none"
                stroke="currentColor"
                strokeWidth="2.5"
                aria-hidden="true"
              >
                <path d="m5 12.5 4.5 4.5L19 7.5" strokeLinecap="round" strokeLinejoin="round" />
              </svg>
              {texts.proof[kind]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
