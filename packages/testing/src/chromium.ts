import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterFile } from './jest/cleanups.ts';

/**
 * Chromium heeds the last list of features that it is given, so this one repeats what playwright-core 1.65 turns off (its
 * `chromiumSwitches`), and adds the suggestions below the address bar: two pages with a process of their own in every
 * window, which nobody sees without a screen and which cost more than the page under test.
 */
const disabledFeatures = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

const quietFlags = [
  `--disable-features=${disabledFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const fakeMediaFlags = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** How Chromium is started. */
export interface ChromiumOptions {
  /** A fake camera and microphone that need no permission, and playback without a click: for rooms. */
  fakeMedia?: boolean;
  /** More flags. */
  args?: readonly string[];
}

/**
 * Starts the real Chromium (`CHROMIUM_BIN`, by default /usr/bin/chromium), headless. `*.localhost` resolves to loopback in
 * it. Closed after the test file.
 * @throws when it is not installed.
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `${executablePath} does not exist. Install chromium (apt-get install chromium), or set CHROMIUM_BIN.`,
    );
  }
  const args = [...quietFlags, ...(options.fakeMedia ? fakeMediaFlags : []), ...(options.args ?? [])];
  // Only where it is used: every test file that imports these helpers would load it anew.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args });
  afterFile(() => browser.close());
  return browser;
}
