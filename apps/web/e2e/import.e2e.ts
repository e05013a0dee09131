import { globSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { logIn, openTab, type Browser, type Page } from './visitor.ts';

let stack: Stack;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  ({ page } = await openTab(browser, { reducedMotion: 'reduce' }));
  await logIn(page, stack.login('Promoter', 'kevin-gardner'));
});

/** Nothing that keeps somebody out. */
const look = async (name: string) => expect(await problemsOf(page, name)).toEqual([]);

/** An automation that waits for imports, switched on. */
const letFilesSetOff = (on: Page): Promise<number> =>
  on.evaluate(async () => {
    const send = (method: 'POST' | 'PUT', url: string, body: object) =>
      fetch(`/api/v1${url}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const actions = [
      { kind: 'wait', minutes: 1440 },
      { kind: 'notify', who: 'owner', text: 'Look' },
    ];
    const rule = { name: 'Greet the file', trigger: { kind: 'imported' }, conditions: [], actions };
    const { id } = (await (await send('POST', '/automations', rule)).json()) as { id: string };
    return (await send('PUT', `/automations/${id}/state`, { on: true })).status;
  });

describe('an import in the browser', () => {
  it('F-05 goes from a file to leads in three steps, says in plain words what was left out, and goes on after a fault', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => `Person ${index};p${index}@import.example;;Norte SL`);
    rows[3] = '"Broken Quote;broken@import.example;;';
    rows[7] = 'No Address;nothing;;';
    expect(await letFilesSetOff(page)).toBe(200);
    const text = ['Name;E-Mail;Telefon;Notiz', ...rows].join('\r\n');
    await page.goto(stack.url('kevin-gardner', '/dashboard/leads'));
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import leads' }).click();
    await page.getByText('Drop a CSV file here').waitFor();
    await look('import-file');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });
    await page.getByRole('heading', { name: 'What do the columns hold?' }).waitFor();
    expect(await page.getByLabel('E-Mail: Holds').inputValue()).toBe('email');
    await look('import-columns');
    // The list of automations does not come, once.
    const fault = { type: 'about:blank', code: 'internal', title: 'Fault', status: 500, retryable: false };
    await page.route('**/automations', (route) => route.fulfill({ status: 500, json: fault }), { times: 1 });
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('The automations could not be loaded').waitFor();
    await look('import-without-automations');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This is what would happen').waitFor();
    expect(await page.getByText('Line 5', { exact: true }).isVisible()).toBe(true);
    expect(await page.getByText('A quotation mark is not closed.').isVisible()).toBe(true);
    // Nothing is set off by itself; what would be is named before it is chosen.
    const automations = page.getByRole('checkbox', { name: 'Run automations for these leads' });
    expect(await automations.isChecked()).toBe(false);
    await page.getByText('Wait → Tell a member').waitFor();
    await automations.check();
    await page.getByText('What is chosen below may write to them.').waitFor();
    await look('import-check');
    // The second piece of the file goes missing, and comes back.
    const id = page.url().split('/').at(-1)!;
    const folder = path.join(stack.env['STATE_DIR']!, 'storage/tenants');
    const [here] = globSync(`*/imports/${id}/1.json`, { cwd: folder }).map((piece) => path.join(folder, piece));
    const away = `${here}.away`;
    await rename(here!, away);
    await page.getByRole('button', { name: 'Import 1,198 leads' }).click();
    await page.getByText('The import broke off').waitFor();
    await look('import-failed');
    await rename(away, here!);
    await page.getByRole('button', { name: 'Go on with 500 rows' }).click();
    await page.getByText('The import is done').waitFor();
    await page.getByText('Begins for each new lead: Greet the file.').waitFor();
    await look('import-done');
    await page.getByRole('link', { name: 'See the leads' }).click();
    await page
      .getByText(/Person \d+/)
      .first()
      .waitFor();
  });
});
