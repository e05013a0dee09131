import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.ts';

describe('the device of a sign-in', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'Firefox on Windows',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari on macOS',
      'desktop',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 Safari/537.36 Edg/124.0',
      'Edge on Windows',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
      'phone',
    ],
    ['Mozilla/5.0 (Linux; Android 14; Pixel Tablet) Chrome/124.0 Safari/537.36', 'Chrome on Android', 'tablet'],
    ['curl/7.88.1', 'curl', 'unknown'],
    ['', 'An unknown device', 'unknown'],
    ['<script>alert(1)</script>', 'An unknown device', 'unknown'],
  ])('L-03 %s is %s', (userAgent, device, kind) => {
    expect(deviceOf(userAgent)).toEqual({ device, kind });
  });
});
