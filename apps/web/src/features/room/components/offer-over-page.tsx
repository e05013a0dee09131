import { Hourglass, ShoppingBag } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { offerTexts } from '../offer-texts.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';

/** Where somebody lands who followed an offer after its time, and where a member of the team lands who tries one that is ordered here. */
export function OfferOverPage() {
  const texts = offerTexts();
  const [params] = useSearchParams();
  const isTeam = params.has('team');
  return (
    <Centered
      icon={isTeam ? <ShoppingBag size={20} /> : <Hourglass size={20} />}
      title={isTeam ? texts.teamTitle : texts.over}
      actions={
        <a href="/" className={buttonStyles({})}>
          {roomTexts().attendee.toSite}
        </a>
      }
    >
      {isTeam ? texts.teamText : texts.overText}
    </Centered>
  );
}
