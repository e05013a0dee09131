import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

interface PlaceTalkProps {
  readonly kinds: readonly { readonly slug: string; readonly name: string }[];
  readonly token: string;
}
/** While somebody of the team is here and free: the way to talk to them now. It is asked on the page of the call. */
export const PlaceTalk = ({ kinds, token }: PlaceTalkProps) => {
  const texts = placeTexts().talk;
  if (kinds.length === 0) return null;
  return (
    <section className="rounded-lg border border-primary-line bg-primary-tint p-4 sm:p-5">
      <h2 className="text-base font-semibold text-primary-text">{texts.title}</h2>
      <p className="mt-0.5 text-sm text-text">{texts.text}</p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {kinds.map(({ slug, name }) => (
          <li key={slug} className="max-w-full">
            <a
              href={`/book/${encodeURIComponent(slug)}?t=${encodeURIComponent(token)}`}
              className={buttonStyles({ className: 'h-auto min-h-11 max-w-full py-2 whitespace-normal' })}
            >
              <span className="wrap-anywhere">{texts.ask(name)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
