import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

/** Somebody's place once they have left it. */
export const PlaceLeft = ({ token }: { readonly token: string }) => (
  <div>
    <h1 className="display text-2xl text-text">{placeTexts().leftTitle}</h1>
    <p className="mt-3 mb-7 max-w-prose text-base text-text-muted">{placeTexts().leftText}</p>
    <a href={`/join/${token}`} className={buttonStyles({ variant: 'secondary', size: 'lg' })}>
      {placeTexts().joinRoom}
    </a>
  </div>
);
