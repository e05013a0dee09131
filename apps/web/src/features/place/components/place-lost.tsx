import { buttonStyles } from '../../../shared/ui/button.tsx';
import { placeTexts } from '../texts.ts';

/** A link that leads to nobody's place. */
export const PlaceLost = () => (
  <div>
    <h1 className="display text-2xl text-text">{placeTexts().lostTitle}</h1>
    <p className="mt-3 mb-7 max-w-prose text-base text-text-muted">{placeTexts().lostText}</p>
    <a href="/#register" className={buttonStyles({ variant: 'primary', size: 'lg' })}>
      {placeTexts().toRegister}
    </a>
  </div>
);
