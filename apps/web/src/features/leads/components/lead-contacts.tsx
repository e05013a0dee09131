import type { ContactsView, LeadId } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal, Pencil, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { formatDate, formatDateTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Badge, BrokenAddress, Button, ErrorState, Menu, MenuItem, Skeleton } from '../../../shared/ui/index.ts';
import { contactsQuery, useContacts } from '../api/contacts.queries.ts';
import { contactTexts } from '../contact-texts.ts';
import { AddContactDialog, type ContactKind } from './add-contact-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';

/** As many addresses, or numbers, as the contract takes. */
const MAX = 10;

/** How a lead is reached, by every address and number, and what the team may correct of it. */
export function LeadContacts({ leadId }: { readonly leadId: LeadId }) {
  const texts = contactTexts();
  const query = useQuery(contactsQuery(leadId));
  if (query.data !== undefined) return <Contacts leadId={leadId} view={query.data} />;
  if (query.isError)
    return <ErrorState error={query.error} title={texts.failed} onRetry={() => void query.refetch()} />;
  return (
    <div role="status" aria-label={texts.loading} className="flex flex-col gap-3">
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}

interface ContactsProps {
  readonly leadId: LeadId;
  readonly view: ContactsView;
}
type Open = ContactKind | 'name' | null;

function Contacts({ leadId, view }: ContactsProps) {
  const texts = contactTexts();
  const mayEdit = useSession().permissions.includes('leads.edit');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-col gap-5">
      <Emails leadId={leadId} view={view} />
      <Phones leadId={leadId} view={view} />
      {mayEdit ? (
        <div className="flex flex-wrap gap-2">
          <AddButton label={texts.addEmail} isFull={view.emails.length >= MAX} onClick={() => setOpen('email')} />
          <AddButton label={texts.addPhone} isFull={view.phones.length >= MAX} onClick={() => setOpen('phone')} />
          <Button size="sm" onClick={() => setOpen('name')}>
            <Pencil size={16} aria-hidden="true" />
            {texts.edit}
          </Button>
        </div>
      ) : null}
      {mayEdit ? <LastChange leadId={leadId} view={view} /> : null}
      {open === 'name' ? <NameDialog leadId={leadId} view={view} onClose={close} /> : null}
      {open === 'email' || open === 'phone' ? (
        <AddContactDialog kind={open} leadId={leadId} view={view} onClose={close} />
      ) : null}
    </div>
  );
}

function Emails({ leadId, view }: ContactsProps) {
  const texts = contactTexts();
  const { change, onError } = useContacts(leadId, view);
  const addresses = view.emails.map(({ address }) => address);
  return (
    <List title={texts.emails}>
      {view.emails.map(({ address, verifiedAt }, at) => (
        <Row
          key={address}
          text={address}
          href={`mailto:${address}`}
          note={verifiedAt === null ? texts.unconfirmed : texts.confirmed(formatDate(verifiedAt))}
          mainHint={at === 0 && addresses.length > 1 ? texts.mainEmail : null}
          keptBecause={addresses.length === 1 ? texts.lastEmail : null}
          isFirst={at === 0}
          onMain={() => change.mutate({ emails: firstOf(addresses, address) }, { onError })}
          onRemove={() => change.mutate({ emails: addresses.filter((one) => one !== address) }, { onError })}
        />
      ))}
    </List>
  );
}

function Phones({ leadId, view }: ContactsProps) {
  const texts = contactTexts();
  const { change, onError } = useContacts(leadId, view);
  const { phones } = view;
  return (
    <List title={texts.phones}>
      {phones.length === 0 ? <li className="py-2 text-sm text-text-muted">{texts.noPhone}</li> : null}
      {phones.map((phone, at) => (
        <Row
          key={phone}
          text={phone}
          href={`tel:${phone}`}
          note={null}
          mainHint={at === 0 && phones.length > 1 ? texts.mainPhone : null}
          keptBecause={null}
          isFirst={at === 0}
          onMain={() => change.mutate({ phones: firstOf(phones, phone) }, { onError })}
          onRemove={() => change.mutate({ phones: phones.filter((one) => one !== phone) }, { onError })}
        />
      ))}
    </List>
  );
}

const firstOf = (all: readonly string[], first: string): string[] => [first, ...all.filter((one) => one !== first)];

const List = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3 className="text-xs text-text-muted">{title}</h3>
    <ul className="divide-y divide-border">{children}</ul>
  </section>
);

interface RowProps {
  readonly text: string;
  readonly href: string;
  readonly note: string | null;
  /** What it is good for that this one is the first of several; null for the others, and for the only one. */
  readonly mainHint: string | null;
  /** Why it cannot be removed; null where it can. */
  readonly keptBecause: string | null;
  readonly isFirst: boolean;
  readonly onMain: () => void;
  readonly onRemove: () => void;
}
function Row({ text, href, note, mainHint, keptBecause, isFirst, onMain, onRemove }: RowProps) {
  const texts = contactTexts();
  const mayEdit = useSession().permissions.includes('leads.edit');
  return (
    <li className="flex min-h-11 items-center gap-2 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <a href={href} className="wrap-anywhere underline-offset-4 hover:underline">
            <BrokenAddress address={text} />
          </a>
          {mainHint === null ? null : (
            <Badge tone="primary" title={mainHint}>
              {texts.main}
            </Badge>
          )}
        </p>
        {note === null ? null : <p className="mt-0.5 text-xs text-text-muted">{note}</p>}
      </div>
      {mayEdit ? (
        <Menu
          trigger={
            <Button variant="ghost" size="icon-sm" aria-label={texts.actions(text)}>
              <MoreHorizontal size={16} aria-hidden="true" />
            </Button>
          }
        >
          {isFirst ? null : <MenuItem onSelect={onMain}>{texts.makeMain}</MenuItem>}
          <MenuItem danger disabled={keptBecause !== null} onSelect={onRemove}>
            {keptBecause ?? texts.remove}
          </MenuItem>
        </Menu>
      ) : null}
    </li>
  );
}

interface AddButtonProps {
  readonly label: string;
  readonly isFull: boolean;
  readonly onClick: () => void;
}
const AddButton = ({ label, isFull, onClick }: AddButtonProps) => (
  <Button size="sm" disabled={isFull} title={isFull ? contactTexts().full : undefined} onClick={onClick}>
    <Plus size={16} aria-hidden="true" />
    {label}
  </Button>
);

function LastChange({ leadId, view }: ContactsProps) {
  const texts = contactTexts();
  const { undo } = useContacts(leadId, view);
  if (view.lastChange === null) return null;
  const { at, byName } = view.lastChange;
  return (
    <p className="-mt-2 flex items-center gap-2 text-xs text-text-muted">
      <span className="min-w-0 wrap-anywhere">{texts.lastChange(formatDateTime(at), byName)}</span>
      <Button
        variant="ghost"
        size="sm"
        className="shrink-0"
        loading={undo.isPending}
        onClick={() => undo.mutate(view.version)}
      >
        {texts.undo}
      </Button>
    </p>
  );
}
