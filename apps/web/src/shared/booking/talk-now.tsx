import { useMutation, useQuery } from '@tanstack/react-query';
import { PhoneCall, PhoneOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem, call, type Answer } from '../lib/api.ts';
import { ownTimeZone } from '../lib/format.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { useNow } from '../lib/use-now.ts';
import { pageLocale } from '../i18n/index.ts';
import { Button } from '../ui/index.ts';
import type { Booked } from './booking.queries.ts';
import { bookingTexts } from './texts.ts';

type Asked = Answer<'talk-now.ask'>;
/** How often a page looks whether somebody has taken it. */
const LOOK_MS = 2000;

interface TalkNowProps {
  readonly slug: string;
  readonly personalToken: string;
  readonly way?: string | undefined;
  readonly onTaken: (call: Booked) => void;
  /** Nobody took it: the times beside it may be others by now. */
  readonly onLapsed: () => void;
}

/** Asks whoever of the team is here and free to talk now, for a minute; then other times are what is left. */
export function TalkNow({ slug, personalToken, way, onTaken, onLapsed }: TalkNowProps) {
  const [token, setToken] = useState<string | null>(null);
  const ask = useMutation({
    mutationFn: () =>
      call('talk-now.ask', {
        params: { slug },
        body: {
          personalToken,
          timeZone: ownTimeZone(),
          locale: pageLocale().locale,
          ...(way !== undefined && { way }),
        },
      }),
    onSuccess: (asked) => setToken(asked.token),
    onError: onLapsed,
  });
  const { data } = useQuery({
    queryKey: queryKeys.askedTalk(token ?? ''),
    queryFn: ({ signal }) => call('talk-now.look', { params: { token: token! }, signal }),
    enabled: token !== null,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'ringing' ? LOOK_MS : false),
  });
  const stop = useMutation({
    mutationFn: () => call('talk-now.stop', { params: { token: token! }, body: {} }),
    onSettled: () => setToken(null),
  });
  const state = token === null ? null : (data?.state ?? 'ringing');
  const taken = data?.call ?? null;
  useEffect(() => {
    if (state === 'accepted' && taken !== null) onTaken(taken);
    if (state === 'lapsed') onLapsed();
    // Each is told once, when it comes to that.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state, taken?.id]);

  // The button that was pressed is gone with what stood there: whoever uses the keyboard goes on from here.
  const place = useRef<HTMLDivElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (token !== null) wasAsked.current = true;
    if (wasAsked.current && document.activeElement === document.body) place.current?.focus();
  }, [token, state]);
  return (
    <div ref={place} tabIndex={-1} className="focus:outline-none">
      {state === 'ringing' || state === 'accepted' ? (
        <Ringing asked={data ?? ask.data!} onStop={() => stop.mutate()} isStopping={stop.isPending} />
      ) : state === 'lapsed' || (ask.error instanceof ApiProblem && ask.error.code === 'nobody-here') ? (
        <Nobody />
      ) : (
        <Offer isFailed={ask.error !== null} isAsking={ask.isPending} onAsk={() => ask.mutate()} />
      )}
    </div>
  );
}

function Nobody() {
  const texts = bookingTexts().talkNow;
  return (
    <div role="status" className="mb-6 flex items-start gap-3 rounded-lg border border-border bg-muted p-4">
      <PhoneOff size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-text-muted" />
      <div>
        <p className="text-base font-semibold">{texts.nobody}</p>
        <p className="mt-0.5 text-sm text-text-muted">{texts.nobodyText}</p>
      </div>
    </div>
  );
}

interface OfferProps {
  readonly isFailed: boolean;
  readonly isAsking: boolean;
  readonly onAsk: () => void;
}
function Offer({ isFailed, isAsking, onAsk }: OfferProps) {
  const texts = bookingTexts().talkNow;
  return (
    <div className="mb-6 rounded-lg border border-primary-line bg-primary-tint p-4">
      <p className="text-base font-semibold text-primary-text">{texts.title}</p>
      <p className="mt-0.5 text-sm text-text">{texts.text}</p>
      {isFailed ? (
        <p role="alert" className="mt-2 text-sm text-danger">
          {texts.failed}
        </p>
      ) : null}
      <Button variant="primary" className="mt-3 max-sm:w-full" loading={isAsking} onClick={onAsk}>
        <PhoneCall size={16} aria-hidden="true" />
        {texts.ask}
      </Button>
    </div>
  );
}

interface RingingProps {
  readonly asked: Asked;
  readonly onStop: () => void;
  readonly isStopping: boolean;
}
function Ringing({ asked: { now, until }, onStop, isStopping }: RingingProps) {
  const texts = bookingTexts().talkNow;
  // By the server's clock, as far as this page knows it.
  const [ahead] = useState(() => Date.parse(now) - Date.now());
  const left = Math.max(0, Math.ceil((Date.parse(until) - useNow(1000) - ahead) / 1000));
  return (
    <div className="mb-6 rounded-lg border border-primary-line bg-primary-tint p-4">
      <p role="status" className="text-base font-semibold text-primary-text">
        {texts.ringing}
      </p>
      <p className="numeric mt-0.5 text-sm text-text" aria-hidden="true">
        {texts.left(left)}
      </p>
      <Button className="mt-3 max-sm:w-full" loading={isStopping} onClick={onStop}>
        {texts.stop}
      </Button>
    </div>
  );
}
