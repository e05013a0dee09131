import { ban, testFiles, type AstNode } from '../kit.ts';

/** Every file that may act across tenants. Each entry says why there is no tenant to act in. */
export const systemImporters: readonly { path: RegExp; why: string }[] = [
  { path: /\/packages\/platform\/src\/mongo\/migrations\.ts$/, why: 'a migration runs over all tenants' },
  { path: /\/packages\/platform\/src\/mongo\/system-runs\.ts$/, why: 'it runs nothing, it tells the log of each run' },
  {
    path: /\/packages\/platform\/src\/outbox\/(claims|dead-letters|parked-jobs)\.ts$/,
    why: 'the relay takes the rows of all tenants, and so does the sweep of what waited',
  },
  {
    path: /\/apps\/api\/src\/modules\/(members|sessions)\/(members|sessions)\.cross-tenant\.repository\.ts$/,
    why: 'counts for the central admin, numbers only',
  },
  {
    path: /\/apps\/api\/src\/modules\/leads\/leads\.cross-tenant\.repository\.ts$/,
    why: 'counts for the central admin, and which leads of which sites are due, for the sweep of response limits; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/analytics\/analytics\.cross-tenant\.repository\.ts$/,
    why: 'which days of which sites are over, for the schedule that rolls up their visits',
  },
  {
    path: /\/apps\/api\/src\/modules\/automations\/runs\.cross-tenant\.repository\.ts$/,
    why: 'which runs of which sites are due, for the sweep that goes on with them',
  },
  {
    path: /\/apps\/api\/src\/modules\/sequences\/planned-mails\.cross-tenant\.repository\.ts$/,
    why: 'which planned mails of which sites are due, for the sweep that hands them over; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/calls\/calls\.cross-tenant\.repository\.ts$/,
    why: 'which calls of which sites have a reminder due, for the sweep that sends them; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/calendars\/calendars\.cross-tenant\.repository\.ts$/,
    why: 'which connected calendars of which sites are to be read, for the sweep that reads them; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/seats\/seats\.cross-tenant\.repository\.ts$/,
    why: 'which seats of which sites nobody has confirmed in time, for the sweep; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/sessions\/series\.cross-tenant\.repository\.ts$/,
    why: 'which series of which sites have further dates to be planned, for the schedule that plans them; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/invoices\/invoices\.cross-tenant\.repository\.ts$/,
    why: 'which invoices of which sites are overdue, and whose books are to be checked; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/invoices\/invoices\.cross-tenant\.repository\.ts$/,
    why: 'which invoices of which sites are overdue, and whose books are to be checked; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/offers\/offers\.cross-tenant\.repository\.ts$/,
    why: 'which planned offers of which sites are due, for the sweep that shows them; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/recordings\/recordings\.cross-tenant\.repository\.ts$/,
    why: 'which recordings of which sites nobody has finished, for the sweep that does; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/(materials|replays|transcripts)\/(materials|replays|transcripts)\.cross-tenant\.repository\.ts$/,
    why: 'what of which sites is to be made and may have lost its job, for the sweeps that order it again; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/templates\/templates\.cross-tenant\.repository\.ts$/,
    why: 'how many and which sites are on a version of a template, for the central admin',
  },
  {
    path: /\/apps\/api\/src\/modules\/abuse\/abuse\.cross-tenant\.repository\.ts$/,
    why: 'the queue of reports about all sites, which the central admin works through',
  },
  {
    path: /\/apps\/api\/src\/modules\/support\/support\.cross-tenant\.repository\.ts$/,
    why: 'visits of all sites whose time is over, closed by a schedule',
  },
  {
    path: /\/apps\/api\/src\/modules\/audit\/audit\.cross-tenant\.repository\.ts$/,
    why: 'the audit log of all chains, which the central admin reads and the check walks through',
  },
  {
    path: /\/apps\/api\/src\/modules\/domains\/domains\.cross-tenant\.repository\.ts$/,
    why: 'the sweep of custom domains reads ids, the central admin the names of failing ones',
  },
  {
    path: /\/apps\/api\/src\/modules\/notifications\/notifications\.cross-tenant\.repository\.ts$/,
    why: 'whom on which sites something is due, for the schedule that sends it; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/mail-standing\/mail-standing\.cross-tenant\.repository\.ts$/,
    why: 'the sites whose mail is paused, which the central admin lists',
  },
  {
    path: /\/apps\/api\/src\/modules\/mail-senders\/mail-senders\.cross-tenant\.repository\.ts$/,
    why: 'whose own sender of mails is to be looked at, for the schedule that does; tenants only',
  },
  {
    path: /\/apps\/api\/src\/modules\/mail-engagement\/mail-engagement\.cross-tenant\.repository\.ts$/,
    why: 'which mails of which sites brought something that is to be judged; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/admissions\/admissions\.cross-tenant\.repository\.ts$/,
    why: 'which seats of which sites nobody has paid in time, for the sweep that gives them free; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/instalments\/instalments\.cross-tenant\.repository\.ts$/,
    why: 'which debts in parts of which sites a mail is due of; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/bulk-refunds\/bulk-refunds\.cross-tenant\.repository\.ts$/,
    why: 'which bulk refunds of which sites may have lost their job; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/follow-ups\/follow-ups\.cross-tenant\.repository\.ts$/,
    why: 'which runs of follow-up mails of which sites may have lost their jobs; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/payments\/(payments|sandbox)\.cross-tenant\.repository\.ts$/,
    why: 'whose account a payment provider tells of, and which payments of which sites are due for the sweep; ids only',
  },
  {
    path: /\/apps\/api\/src\/modules\/(subscriptions|credits)\/(subscriptions|credits)\.cross-tenant\.repository\.ts$/,
    why: 'whose customer a payment provider tells of, which plans and reservations of which sites are due, and the plans of sites for the central admin',
  },
  {
    path: /\/apps\/api\/src\/modules\/mail\/mail\.cross-tenant\.repository\.ts$/,
    why: 'the embedded mailbox, which the central admin reads',
  },
];

/** `runAsSystem` turns scoping off, so the list of files that can reach it is short and lies in one place. */
export const noSystemImport = ban({
  except: [/\/packages\/tenancy\/src\//, ...systemImporters.map((importer) => importer.path), ...testFiles],
  message: 'Acting across tenants is for the files listed in packages/config/oxlint/rules/no-system-import.ts.',
  find: (report) => {
    const check = (node: AstNode): void => {
      const source = node['source'] as AstNode | null;
      if (source?.['value'] === '@stageline/tenancy/system') report(node);
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
});
