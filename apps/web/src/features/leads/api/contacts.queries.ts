import type { ContactsView, LeadId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { contactTexts } from '../contact-texts.ts';

/** Who a lead is and how they are reached. */
export const contactsQuery = (leadId: LeadId) =>
  queryOptions({
    queryKey: queryKeys.contacts(leadId),
    queryFn: ({ signal }) => call('contacts.get', { params: { leadId }, signal }),
  });

/** The lead that has an address, where the caller sees it: the list is asked, which knows what they see. */
export const holderQuery = (address: string) =>
  queryOptions({
    queryKey: queryKeys.leadList({ holder: address }),
    queryFn: async ({ signal }) => {
      const { items } = await call('leads.list', { query: { q: address.slice(0, 80), limit: 10 }, signal });
      const wanted = address.toLowerCase();
      return items.find(({ person: { email, otherEmails = [] } }) => [email, ...otherEmails].includes(wanted)) ?? null;
    },
  });

/** What is to be changed of it. */
export interface ContactsChange {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string | null;
  readonly emails?: string[];
  readonly phones?: string[];
}

/** Changes the name and contact data of a lead, as they were seen, and takes the last change back. */
export function useContacts(leadId: LeadId, seen: ContactsView) {
  const texts = contactTexts();
  const client = useQueryClient();
  const onChanged = (view: ContactsView) => {
    client.setQueryData(contactsQuery(leadId).queryKey, view);
  };
  // Lists, boards and the timeline tell of it as well; what was changed by somebody else meanwhile is seen.
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.leads() });
  const onError = (error: Error) => {
    toast.error(texts.notChanged, { description: error.message });
  };
  const undo = useMutation({
    mutationFn: (version: number) => call('contacts.undo', { params: { leadId }, body: { version } }),
    onSuccess: (view) => {
      onChanged(view);
      toast(texts.undone);
    },
    onError,
    onSettled,
  });
  const change = useMutation({
    mutationFn: (more: ContactsChange) => {
      const { version, firstName, lastName, company, emails, phones } = seen;
      const known = {
        firstName,
        lastName,
        company: company ?? '',
        emails: emails.map(({ address }) => address),
        phones,
      };
      return call('contacts.change', { params: { leadId }, body: { version, ...known, ...more } });
    },
    onSuccess: (view) => {
      onChanged(view);
      toast(texts.changed, { action: { label: texts.undo, onClick: () => undo.mutate(view.version) } });
    },
    onSettled,
  });
  return { change, undo, onError };
}
