import type { PaymentAccountView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, Button, Notice, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { paymentAccountQuery, useOpenPaymentAccount } from '../api/payments.queries.ts';
import { rateText } from '../lib/amounts.ts';
import { moneyTexts } from '../texts.ts';

const tone = { off: 'neutral', none: 'warning', pending: 'warning', ready: 'success' } as const;

/** Whether the site can take payments, what is missing, and the way there. */
export function PaymentAccount() {
  const texts = moneyTexts();
  const account = useQuery(paymentAccountQuery);
  return (
    <Section title={texts.account} className="mb-8">
      <Panel>
        <Loaded query={account} waiting={<AccountSkeleton />}>
          {(data) => <Account account={data} />}
        </Loaded>
      </Panel>
    </Section>
  );
}

function Account({ account }: { readonly account: PaymentAccountView }) {
  const texts = moneyTexts();
  const { operations } = useSession();
  const open = useOpenPaymentAccount();
  const { state, provider, isPayable, feeBasisPoints } = account;
  const isWhole = state === 'off' || (state === 'ready' && isPayable);
  const fee = feeBasisPoints === 0 ? texts.noFee : texts.accountFee(rateText(feeBasisPoints * 10));
  const { error } = open;
  return (
    <div className="flex flex-col gap-4 p-4 sm:p-6">
      <div className="flex flex-col items-start gap-2 text-sm">
        <Badge tone={tone[state]} dot>
          {texts.accountStates[state]}
        </Badge>
        <p>{texts.accountSentences[state === 'ready' && !isPayable ? 'unpaid' : state]}</p>
        {state === 'off' ? null : (
          <p className="text-text-muted">{provider === 'embedded' ? `${fee} ${texts.tryOut}` : fee}</p>
        )}
      </div>
      {error === null ? null : <Notice>{error instanceof ApiProblem ? error.message : problemTexts().failed}</Notice>}
      {isWhole || !operations.includes('payments.open-account') ? null : (
        // While the browser leaves for the provider's page it stays as it is.
        <Button className="self-start" loading={open.isPending || open.isSuccess} onClick={() => open.mutate()}>
          {state === 'none' ? texts.openAccount : texts.goOnWithAccount}
        </Button>
      )}
    </div>
  );
}

const AccountSkeleton = () => (
  <div role="status" aria-label={moneyTexts().loading} className="flex flex-col gap-3 p-4 sm:p-6">
    <Skeleton className="h-6 w-20" />
    <Skeleton className="h-4 w-96 max-w-full" />
    <Skeleton className="h-4 w-60 max-w-full" />
  </div>
);
