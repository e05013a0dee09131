import { Button } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

interface PlacePrivacyProps {
  readonly token: string;
  readonly hidden: boolean;
}

/** What others see of somebody, and the way out; forms, so that they need no script. */
export const PlacePrivacy = ({ token, hidden }: PlacePrivacyProps) => {
  const texts = placeTexts();
  return (
    <section data-protected="" aria-labelledby="privacy-title">
      <h2 id="privacy-title" className="text-base font-semibold text-text">
        {texts.privacyTitle}
      </h2>
      <div className="mt-3 flex flex-wrap items-start gap-3">
        <form method="post" action="/place/visibility">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="shown" value={hidden ? 'yes' : 'no'} />
          <Button type="submit">{hidden ? texts.show : texts.hide}</Button>
        </form>
        <details className="min-w-0">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm text-text-muted underline decoration-border underline-offset-4 hover:text-text">
            {texts.leave}
          </summary>
          <form method="post" action="/place/leave" className="mt-2">
            <input type="hidden" name="token" value={token} />
            <p className="mb-3 max-w-prose text-sm text-text-muted">{texts.leaveText}</p>
            <Button type="submit" variant="danger-quiet">
              {texts.leaveSure}
            </Button>
          </form>
        </details>
      </div>
    </section>
  );
};
