import type { CouponView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Plus, TicketPercent } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDate, formatNumber } from '../../../shared/lib/format.ts';
import { formatPrice } from '../../../shared/lib/money.ts';
import { useSession } from '../../../shared/lib/session.ts';
import {
  Badge,
  Button,
  buttonStyles,
  ConfirmDialog,
  EmptyState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
} from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded } from '../../../shared/ui/save-form.tsx';
import { couponsQuery, soldSessionsQuery, useEndCoupon } from '../api/coupons.queries.ts';
import { rateText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';
import { CouponDialog } from './coupon-dialog.tsx';

/** The codes by which something costs less. */
export function CouponsPage() {
  const texts = moneyTexts();
  const { operations } = useSession();
  const list = useQuery(couponsQuery);
  const [isNew, setNew] = useState(false);
  const [ending, setEnding] = useState<CouponView | null>(null);
  const mayManage = operations.includes('coupons.create');
  const create = (
    <Button variant="primary" onClick={() => setNew(true)}>
      <Plus size={16} aria-hidden="true" />
      {texts.codes.create}
    </Button>
  );
  return (
    <Page>
      <PageTitle>{texts.codes.title}</PageTitle>
      <Link to="/dashboard/money" className={buttonStyles({ variant: 'ghost', size: 'sm', className: '-ms-3 mb-2' })}>
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      <PageHeader
        title={texts.codes.title}
        description={texts.codes.description}
        actions={mayManage && list.data?.length !== 0 ? create : undefined}
      />
      <Loaded query={list} waiting={<FieldsSkeleton label={texts.codes.loading} />}>
        {(coupons) =>
          coupons.length === 0 ? (
            <Panel>
              <EmptyState
                icon={<TicketPercent size={20} />}
                title={texts.codes.emptyTitle}
                action={mayManage ? create : undefined}
              >
                {texts.codes.empty}
              </EmptyState>
            </Panel>
          ) : (
            <Panel className="overflow-hidden">
              <ul className="divide-y divide-border">
                {coupons.map((coupon) => (
                  <CouponLine key={coupon.id} coupon={coupon} onEnd={mayManage ? setEnding : null} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
      {isNew ? <CouponDialog onClose={() => setNew(false)} /> : null}
      {ending === null ? null : <EndCoupon coupon={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

interface CouponLineProps {
  readonly coupon: CouponView;
  readonly onEnd: ((coupon: CouponView) => void) | null;
}
function CouponLine({ coupon, onEnd }: CouponLineProps) {
  const texts = moneyTexts().codes;
  const { code, discount, state, used, mostUses, until, sessionId } = coupon;
  const { data } = useQuery({ ...soldSessionsQuery, enabled: sessionId !== null });
  const title = data?.items.find(({ id }) => id === sessionId)?.title;
  const times = formatNumber(used);
  const facts = [
    texts.off(discount.kind === 'percent' ? rateText(discount.percent * 1000) : formatPrice(discount.off)),
    mostUses === null ? texts.used(times) : texts.usedOf(times, formatNumber(mostUses)),
    ...(until === null ? [] : [texts.untilDay(formatDate(until))]),
    ...(title === undefined ? [] : [title]),
  ];
  return (
    <li className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1">
        <p className="font-mono text-sm font-semibold wrap-anywhere">{code}</p>
        <p className="numeric mt-0.5 text-sm text-text-muted wrap-anywhere">{facts.join(' · ')}</p>
      </div>
      <Badge tone={state === 'open' ? 'success' : 'neutral'}>{texts.states[state]}</Badge>
      {onEnd !== null && state !== 'ended' ? (
        <Button size="sm" aria-label={texts.endOf(code)} onClick={() => onEnd(coupon)}>
          {texts.end}
        </Button>
      ) : null}
    </li>
  );
}

function EndCoupon({ coupon, onClose }: { readonly coupon: CouponView; readonly onClose: () => void }) {
  const texts = moneyTexts().codes;
  const end = useEndCoupon();
  return (
    <ConfirmDialog
      title={texts.endTitle(coupon.code)}
      description={texts.endHint}
      confirmLabel={texts.end}
      danger
      change={end}
      input={coupon.id}
      done={texts.ended}
      onClose={onClose}
    />
  );
}
