import type { BillingBuyer, BillingView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { linesOf } from '../../../shared/lib/form.ts';
import { Panel, Section } from '../../../shared/ui/index.ts';
import { PartyFields } from '../../../shared/ui/party-fields.tsx';
import { SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { billingQuery, useSaveBuyer } from '../api/billing.queries.ts';
import { billingTexts } from '../texts.ts';

/** Whom invoices are written to, as controls hold it. */
interface BuyerValues {
  readonly name: string;
  readonly address: string;
  readonly country: string;
  readonly taxId: string;
}
const valuesOf = (buyer: Pick<BillingView, 'buyer'>['buyer']): BuyerValues => ({
  name: buyer?.name ?? '',
  address: (buyer?.address ?? []).join('\n'),
  country: buyer?.country ?? '',
  taxId: buyer?.taxId ?? '',
});
const buyerFrom = ({ address, taxId, ...texts }: BuyerValues): BillingBuyer => ({
  ...texts,
  address: linesOf(address),
  taxId: taxId.trim() === '' ? null : taxId,
});

/** Whom the platform writes its invoices to; how they are taxed follows from it. */
export function BuyerForm({ view }: { readonly view: BillingView }) {
  const texts = billingTexts().buyer;
  const save = useSaveBuyer();
  const { dataUpdatedAt } = useQuery(billingQuery);
  // An address has no version of its own: what was read last is what counts.
  const stored = (buyer: BillingView['buyer'], version = dataUpdatedAt) => ({ buyer, version });
  const frame = useSaveForm<BuyerValues, ReturnType<typeof stored>>({
    latest: stored(view.buyer),
    valuesOf: ({ buyer }) => valuesOf(buyer),
    save: async (values) => stored((await save.mutateAsync(buyerFrom(values))).buyer, Date.now()),
    reload: async () => stored(view.buyer),
    saved: texts.saved,
  });
  return (
    <Section title={texts.title} description={texts.description}>
      <SaveForm frame={frame} label={texts.save} className="max-w-2xl">
        <Panel className="flex flex-col gap-5 p-4 sm:p-6">
          <PartyFields
            form={frame.form}
            names={{ name: 'name', address: 'address', country: 'country', taxId: 'taxId' }}
            taxIdHint={texts.taxIdHint}
          />
        </Panel>
      </SaveForm>
    </Section>
  );
}
