import type { JobBinding } from '@stageline/platform/queue';
import type { Subscriber } from '@stageline/platform/outbox';
import type { SocketBinding } from '../realtime/binding.ts';
import type { HtmlPageBinding } from './html-page.ts';
import type { RedirectBinding } from './redirect.ts';
import type { RouteBinding } from './route.ts';
import type { WebhookBinding } from './webhook.ts';

/** What a worker does again and again for all tenants; several workers may do it at once. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

/** What a feature adds to the server, as data: the app registers it, tests read it. */
export interface ApiModule {
  readonly name: string;
  readonly routes?: readonly RouteBinding[];
  readonly redirects?: readonly RedirectBinding[];
  readonly webhooks?: readonly WebhookBinding[];
  readonly pages?: readonly HtmlPageBinding[];
  readonly sockets?: readonly SocketBinding[];
  readonly jobs?: readonly JobBinding[];
  readonly subscribers?: readonly Subscriber[];
  readonly schedules?: readonly Schedule[];
}
