import { Hourglass } from 'lucide-react';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { offerTexts } from '../offer-texts.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';

/** Where somebody lands who followed an offer after its time. */
export const OfferOverPage = () => (
  <Centered
    icon={<Hourglass size={20} />}
    title={offerTexts().over}
    actions={
      <a href="/" className={buttonStyles({})}>
        {roomTexts().attendee.toSite}
      </a>
    }
  >
    {offerTexts().overText}
  </Centered>
);
