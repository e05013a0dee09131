import type { PageInput } from '@stageline/contracts';
import { InviteLink } from '../../features/line/components/invite-link.tsx';
import { PlaceReport } from '../../features/line/components/place-report.tsx';
import { PowerLine } from '../../features/line/components/power-line.tsx';
import { PlaceLeft } from '../../features/place/components/place-left.tsx';
import { PlaceLost } from '../../features/place/components/place-lost.tsx';
import { PlacePaying } from '../../features/place/components/place-paying.tsx';
import { PlaceStanding } from '../../features/place/components/place-standing.tsx';
import { PlaceWaiting } from '../../features/place/components/place-waiting.tsx';
import { ViewerTime } from '../../features/site/components/viewer-time.tsx';
import { Island } from '../../shared/ui/island.tsx';
import { LineBeside } from './line-beside.tsx';
import { ownPlace, placeState, toBegin } from './page-state.ts';
import { PublicPage } from './public-page.tsx';

export type PlaceInput = Extract<PageInput, { kind: 'place' }>;

/** What a personal link leads to: a place in the line to be taken, or the one that was. */
export const PlacePage = ({
  input: { site, line, beside, place, token, form, paying, talkable = [] },
  now,
}: {
  readonly input: PlaceInput;
  readonly now: string;
}) => {
  const { report, invitation } = placeState(place, line);
  const next = toBegin(place);
  const ownTime = next && {
    sessionId: next.id,
    time: (
      <Island name="viewer-time" className="text-text-muted noscript:hidden">
        <ViewerTime startsAt={next.startsAt} timeZone={next.timeZone} />
      </Island>
    ),
  };
  return (
    <PublicPage site={site} path={`/place/${token}`}>
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <div className="min-w-0">
          {paying && <PlacePaying paying={paying} />}
          {place === null ? (
            <PlaceLost />
          ) : place.state === 'waiting' ? (
            <PlaceWaiting
              place={place}
              token={token}
              form={form}
              ownTime={ownTime}
              provesFirst={site.registration?.doubleOptIn === true}
            />
          ) : place.state === 'left' ? (
            <PlaceLeft token={token} />
          ) : (
            <PlaceStanding
              place={place}
              token={token}
              form={form}
              ownTime={ownTime}
              siteName={site.profile.siteName}
              talkable={talkable}
              report={
                report && (
                  <Island name="report">
                    <PlaceReport {...report} />
                  </Island>
                )
              }
              invitation={
                invitation && (
                  <Island name="invitation">
                    <InviteLink {...invitation} />
                  </Island>
                )
              }
            />
          )}
        </div>
        <aside className="flex min-w-0 flex-col gap-8">
          <Island name="line">
            <PowerLine
              snapshot={line}
              settings={site.line}
              now={now}
              showTotal={site.settings.showRealTimeCounts}
              {...ownPlace(place)}
            />
          </Island>
          <LineBeside site={site} beside={beside} now={now} />
        </aside>
      </div>
    </PublicPage>
  );
};
