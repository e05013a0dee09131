import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SIGNAL_PATH, signalNamespace, TicketClaims, type RecordingView } from '@stageline/contracts';
import { connectSocket, eventually, type Stack } from '@stageline/testing';
import { problemsOf, takePicture } from './inspection.ts';
import { collectConnections, picture, sound } from './media-watch.ts';
import { logIn, openTab, type Browser, type Page } from './visitor.ts';

interface ListRecordings {
  readonly items: readonly Pick<RecordingView, 'gaps'>[];
}

/** What was there before the live session begins. */
export interface Setting {
  readonly stack: Stack;
  readonly browser: Browser;
  /** A page on which an administrator is signed in. */
  readonly admin: Page;
  /** Of the one prospect, who gave their address as confirmed. */
  readonly joinLink: string;
  readonly site: string;
}

/** The steps of one masterclass, from the device check of its host to its end. */
export function describeLiveSession(setting: () => Setting): void {
  describe('the live session', () => {
    let stack: Stack;
    let browser: Browser;
    let admin: Page;
    let joinLink: string;
    let site: string;
    beforeAll(() => {
      ({ stack, browser, admin, joinLink, site } = setting());
    });
    let host: Page;
    let attendee: Page;
    /** From its death until the host sends again. */
    let sfuAwayMs: number;
    /** Those that are in storage. */
    const storedSegments = async (): Promise<string[]> => {
      const storage = path.join(stack.env['STATE_DIR']!, 'storage', 'tenants');
      return (await readdir(storage, { recursive: true })).filter((file) => file.endsWith('.mkv')).toSorted();
    };
    const storedTracks = async () => [...new Set((await storedSegments()).map((file) => path.dirname(file)))];
    /** What is being written, or has not been brought into storage. */
    const openTracks = async () => {
      const work = path.join(stack.env['STATE_DIR']!, 'recording');
      return (await readdir(work, { recursive: true })).filter((file) => path.basename(file).startsWith('trk_'));
    };

    it('C-04 the host tests the devices and enters, and the audience waits in the lobby', async () => {
      host = (await openTab(browser)).page;
      await logIn(host, stack.login('Promoter', site));
      await host.getByRole('link', { name: 'Open the room' }).first().click();
      await host.getByRole('button', { name: 'Enter the room' }).click();
      await host.getByRole('button', { name: 'Mute' }).waitFor();
      attendee = (await openTab(browser)).page;
      await collectConnections(attendee);
      await attendee.goto(joinLink);
      await attendee.getByRole('region', { name: 'Lobby' }).waitFor();
    });

    it('C-04 an attendee of the lobby comes behind the stage when asked, is heard there, and is back in the lobby when taken off', async () => {
      await attendee.getByLabel('Your message').fill('Good evening, I am ready');
      await attendee.getByRole('button', { name: 'Send message' }).click();
      // Away for the moment in which they are asked, they find the question when they are back.
      await host.getByRole('log').getByRole('button', { name: 'Good evening' }).waitFor();
      await attendee.context().setOffline(true);
      await attendee.getByText('The chat is reconnecting.').waitFor();
      await host.getByRole('log').getByRole('button', { name: 'Good evening' }).click();
      await host.getByRole('menuitem', { name: 'Ask Ana R. backstage' }).click();
      await host.getByRole('menuitem', { name: 'Ask Ana R. backstage' }).waitFor({ state: 'detached' });
      await attendee.context().setOffline(false);
      await attendee.getByRole('button', { name: 'Choose camera and microphone' }).click();
      expect(await attendee.getByRole('region', { name: 'Stage' }).count()).toBe(0);
      await attendee.getByRole('button', { name: 'Go onto the stage' }).click();
      await attendee.getByRole('region', { name: 'Stage' }).getByText('Kevin Gardner').waitFor();
      // A host hears whoever comes.
      await eventually(
        () => host.evaluate(() => [...document.querySelectorAll('audio')].some((audio) => audio.currentTime > 0)),
        { what: 'the voice of the attendee at the host' },
      );
      // One large, and the other beside it: for both alike.
      await host.getByRole('button', { name: 'Layout' }).click();
      await host.getByRole('menuitemradio', { name: 'Ana R.' }).click();
      const beside = (page: Page) => page.getByRole('region', { name: 'Stage' }).getByRole('listitem');
      for (const page of [host, attendee])
        await eventually(
          async () =>
            (await beside(page).allInnerTexts()).join() === (page === host ? 'Kevin Gardner (you)' : 'Kevin Gardner'),
          {
            what: 'Kevin alone beside Ana',
          },
        );
      await host.getByRole('button', { name: 'Show the people in the room' }).click();
      await host.getByRole('button', { name: 'Take off: Ana R.' }).click();
      await attendee.getByRole('region', { name: 'Lobby' }).waitFor();
      await host.getByRole('button', { name: 'Close the list of people' }).click();
    });

    it('C-04 the host goes live by one act, over the connection that is there', async () => {
      const opened: string[] = [];
      host.on('websocket', (socket) => opened.push(socket.url()));
      await host.getByRole('button', { name: 'Go live' }).click();
      // The demo site's date is days away: a try must not begin the evening by accident.
      await host.getByRole('button', { name: 'Go live now' }).click();
      await host.getByText('Live', { exact: true }).waitFor();
      await attendee.getByRole('region', { name: 'Stage' }).waitFor();
      expect(opened).toEqual([]);
    });

    it('P21 the prospect sees and hears the host by the personal link, encrypted with GCM', async () => {
      await attendee.getByRole('region', { name: 'Stage' }).locator('video').waitFor();
      const first = await eventually(() => picture(attendee), {
        what: 'a picture',
      });
      const later = await eventually(
        async () => {
          const now = await picture(attendee);
          return now !== undefined && now.frames > first.frames + 10 && now.time > first.time ? now : undefined;
        },
        { what: 'a moving picture' },
      );
      expect(later.width).toBeGreaterThan(0);
      const heard = await eventually(
        async () => {
          const now = await sound(attendee);
          return now.samples > 10_000 && now.isLive ? now : undefined;
        },
        { what: 'sound' },
      );
      expect(heard.cipher).toMatch(/^(SRTP_)?AEAD_AES_(128|256)_GCM$/);
    });

    it('C-03 gets a smaller picture where it is shown smaller', async () => {
      const size = attendee.viewportSize()!;
      await attendee.setViewportSize({ width: 320, height: 400 });
      await eventually(async () => ((await picture(attendee))?.height ?? 720) <= 180, { what: 'a small picture' });
      await attendee.setViewportSize(size);
    });

    it('C-09 they chat both ways', async () => {
      const say = async (page: Page, text: string) => {
        await page.getByLabel('Your message').fill(text);
        await page.getByRole('button', { name: 'Send message' }).click();
      };
      // The message itself: a screen reader is told of it in a sentence that contains it.
      const message = (page: Page, text: string) => page.getByText(text, { exact: true });
      await say(host, 'Welcome, can you hear me?');
      await message(attendee, 'Welcome, can you hear me?').waitFor();
      await say(attendee, 'Loud and clear.');
      await message(host, 'Loud and clear.').waitFor();
      expect(await message(host, 'Loud and clear.').count()).toBe(1);
      await say(attendee, 'What does it cost?');
      await message(host, 'What does it cost?').waitFor();
      await say(attendee, 'Buy elsewhere');
      await message(host, 'Buy elsewhere').waitFor();
    });

    it('C-12 the host records, and everybody is told, whoever comes later as they come', async () => {
      const notice = attendee.getByText('This session is being recorded.');
      expect(await notice.count()).toBe(0);
      await host.getByRole('button', { name: 'Record', exact: true }).click();
      await host.getByRole('timer', { name: 'Recording for' }).waitFor();
      await notice.waitFor();
      await attendee.getByRole('button', { name: 'Understood' }).click();
      await notice.waitFor({ state: 'detached' });
      // The mark stays for as long as it runs.
      await attendee.getByText('Recording', { exact: true }).waitFor();
      await attendee.reload();
      await notice.waitFor();
      expect(await attendee.getByRole('button', { name: /record/i }).count()).toBe(0);
      await eventually(async () => (await storedTracks()).length >= 2, {
        what: 'segments of camera and microphone in storage while the session runs',
      });
    });

    it('G-01 C-15 what the host says is read by the attendee some seconds later, beneath the picture, if they want to', async () => {
      const control = (page: Page) => page.getByRole('button', { name: 'Captions', exact: true });
      expect(await control(attendee).count()).toBe(0);
      await control(host).click();
      await host.getByRole('switch', { name: 'Captions for everybody' }).click();
      await host.getByRole('switch', { name: 'Show them to me' }).waitFor();
      await takePicture(host, 'room-captions-switch');
      await host.keyboard.press('Escape');
      const band = attendee.getByRole('region', { name: 'Automatic captions' });
      await control(attendee).waitFor();
      expect(await band.count()).toBe(0);
      await control(attendee).click();
      // It is the machine's ear: a recogniser hears some of the words, and falls behind where the cores are busy.
      await band
        .getByText(/\b(welcome|we|about|people|conversation|money)\b/)
        .first()
        .waitFor({ timeout: 240_000 });
      await takePicture(attendee, 'room-captions-1280');
      await takePicture(host, 'room-captions-host-1280');
      await attendee.reload();
      await band.getByRole('button', { name: 'What was said' }).click();
      const said = attendee.getByRole('dialog').getByRole('log');
      await said.getByText('Kevin Gardner').waitFor();
      await takePicture(attendee, 'room-captions-list');
      await attendee.keyboard.press('Escape');
      const [stage, words] = [
        await attendee.getByRole('region', { name: 'Stage' }).boundingBox(),
        await band.boundingBox(),
      ];
      expect(stage!.y + stage!.height).toBeLessThanOrEqual(words!.y);
      const size = attendee.viewportSize()!;
      expect(await problemsOf(attendee, 'room captions')).toEqual([]);
      await attendee.setViewportSize(size);
      await control(attendee).click();
      await band.waitFor({ state: 'detached' });
    });

    it('C-12 C-14 the sfu is killed while it records: both come back, and it records on', async () => {
      const before = await storedTracks();
      const killedAt = Date.now();
      stack.sfu().kill('SIGKILL');
      await stack.sfu().exited;
      await stack.startSfu();
      // C-06: nobody is on air again without knowing of it.
      await host.getByRole('button', { name: 'Send picture and sound again' }).click();
      sfuAwayMs = Date.now() - killedAt;
      await eventually(async () => (await storedTracks()).length >= before.length + 2, {
        what: 'further tracks of camera and microphone in storage',
        timeoutMs: 90_000,
      });
      const first = await eventually(() => picture(attendee), {
        what: 'a picture',
      });
      await eventually(async () => ((await picture(attendee))?.frames ?? 0) > first.frames + 10, {
        what: 'it to move',
      });
      await host.getByRole('timer', { name: 'Recording for' }).waitFor();
      await attendee.getByText('Recording', { exact: true }).waitFor();
      await host.getByText('1person in the room').waitFor();
    });

    it('C-12 G-03 the host pauses the recording: everybody sees it, nothing is written, and then it goes on', async () => {
      await host.getByRole('button', { name: 'Pause recording' }).press('Enter');
      for (const page of [host, attendee]) await page.getByText('Recording paused', { exact: true }).waitFor();
      await attendee.reload();
      await attendee.getByText('Recording paused', { exact: true }).waitFor();
      await eventually(async () => (await openTracks()).length === 0, {
        what: 'the last segments in storage',
        timeoutMs: 60_000,
      });
      const before = await storedSegments();
      const shown = await eventually(() => picture(attendee), { what: 'a picture' });
      await eventually(async () => ((await picture(attendee))?.frames ?? 0) > shown.frames + 40, {
        what: 'it to move',
      });
      expect(await storedSegments()).toEqual(before);
      const tracks = (await storedTracks()).length;
      await host.getByRole('button', { name: 'Resume recording' }).press('Enter');
      await attendee.getByText('Recording', { exact: true }).waitFor();
      await eventually(async () => (await storedTracks()).length >= tracks + 2, {
        what: 'further tracks of camera and microphone in storage',
        timeoutMs: 60_000,
      });
    });

    it('C-09 the host takes a message out, mutes its author and lets them write again, and all of it outlives a refresh', async () => {
      const message = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });
      const act = async (text: string, item: string) => {
        await host.getByRole('log').getByRole('button', { name: text }).click();
        await host.getByRole('menuitem', { name: item }).click();
      };
      await act('Loud and clear.', 'Pin for everybody');
      await act('Buy elsewhere', 'Remove for everybody');
      await message(attendee, 'Buy elsewhere').waitFor({ state: 'detached' });
      await act('Loud and clear.', 'Mute');
      await attendee.getByText('The host has muted you in this chat. You can read on.').waitFor();
      await attendee.reload();
      await attendee.getByText('The host has muted you in this chat. You can read on.').waitFor();
      await message(attendee, 'Loud and clear.').waitFor();
      await attendee.getByRole('region', { name: 'Pinned' }).getByText('Loud and clear.').waitFor();
      expect(await message(attendee, 'Buy elsewhere').count()).toBe(0);
      await host.getByRole('button', { name: 'Rules of the chat' }).click();
      await host.getByRole('button', { name: 'Unmute' }).click();
      await host.keyboard.press('Escape');
      await attendee.getByLabel('Your message').fill('Thank you');
      await attendee.getByRole('button', { name: 'Send message' }).click();
      await message(host, 'Thank you').waitFor();
    });

    it('C-09 a question is asked, voted for and answered in text for everybody', async () => {
      await host.getByLabel('Your message').fill('Half a thought');
      for (const page of [host, attendee]) await page.getByRole('tab', { name: 'Questions' }).click();
      await attendee.getByLabel('Your question').fill('Will there be a recording?');
      await attendee.getByRole('button', { name: 'Ask the question' }).click();
      await host
        .getByRole('button', {
          name: '0 votes. Vote for: Will there be a recording?',
        })
        .click();
      await attendee
        .getByRole('button', {
          name: '1 vote. Vote for: Will there be a recording?',
        })
        .waitFor();
      await attendee.getByRole('tab', { name: '1 open question' }).waitFor();
      await host.getByRole('button', { name: 'More about the question: Will there' }).click();
      await host.getByRole('menuitem', { name: 'Answer in text' }).click();
      await host.getByLabel('Your answer').fill('Yes, tomorrow.');
      await host.getByRole('button', { name: 'Answer', exact: true }).click();
      await attendee.getByText('Yes, tomorrow.').waitFor();
      await attendee.reload();
      await attendee.getByRole('tab', { name: 'Questions' }).click();
      await attendee.getByText('Yes, tomorrow.').waitFor();
      for (const page of [host, attendee]) await page.getByRole('tab', { name: 'Chat' }).click();
      // What was half written waits behind the other tab.
      expect(await host.getByLabel('Your message').inputValue()).toBe('Half a thought');
      await host.getByLabel('Your message').clear();
    });

    it('C-09 the prospect writes to the hosts alone and is answered alone', async () => {
      await attendee.getByRole('tab', { name: 'Hosts' }).click();
      await attendee.getByLabel('Your message to the hosts').fill('May I ask something in private?');
      await attendee.getByRole('button', { name: 'Send to the hosts' }).click();
      await host.getByRole('tab', { name: '1 new private message' }).click();
      await host.getByRole('button', { name: 'Answer Ana R.' }).click();
      await host.getByLabel('Answer to Ana R.').fill('Of course.');
      await host.getByRole('button', { name: 'Send the answer' }).click();
      await attendee.getByText('Of course.').waitFor();
      for (const page of [host, attendee]) await page.getByRole('tab', { name: 'Chat' }).click();
      expect(await host.getByRole('log').getByText('in private').count()).toBe(0);
    });

    it('C-10 an offer comes beneath the stage, is followed, and the host sees by whom; put away, it stays away', async () => {
      await host.getByRole('button', { name: 'Show offers, polls and slides' }).click();
      await host.getByRole('button', { name: 'Prepare an offer' }).click();
      const form = host.getByRole('dialog');
      await form.getByLabel('Title').fill('The course');
      await form.getByLabel('Text').fill('Eight weeks, one call a week.');
      await form.getByLabel('On the button').fill('See the course');
      await form.getByLabel('Link').fill('https://shop.example/course');
      await form.getByRole('button', { name: 'Save' }).click();
      await host.getByRole('button', { name: 'Show: The course' }).click();
      const card = attendee.getByRole('region', { name: 'Offers' });
      await card.getByText('The course', { exact: true }).waitFor();
      await attendee
        .getByRole('status')
        .filter({ hasText: 'On your screen: The course.' })
        .waitFor({ state: 'attached' });
      const [stage, cards] = [
        await attendee.getByRole('region', { name: 'Stage' }).boundingBox(),
        await card.boundingBox(),
      ];
      expect(stage!.y + stage!.height).toBeLessThanOrEqual(cards!.y);
      const opened = attendee.context().waitForEvent('page');
      await card.getByRole('link', { name: 'See the course' }).click();
      await (await opened).close();
      await host.getByRole('button', { name: '1, Who clicked' }).click();
      await host.getByRole('dialog').getByRole('link').waitFor();
      await host.keyboard.press('Escape');
      await attendee.reload();
      await card.getByRole('button', { name: 'Put away: The course' }).click();
      await card.waitFor({ state: 'detached' });
      await host.getByText('Put away1').waitFor();
      await attendee.reload();
      await attendee.getByRole('region', { name: 'Stage' }).waitFor();
      expect(await card.count()).toBe(0);
    });

    it('C-11 a poll is answered, and its results are shown to everybody', async () => {
      await host.getByRole('tab', { name: 'Polls' }).click();
      await host.getByRole('button', { name: 'Prepare a poll' }).click();
      const form = host.getByRole('dialog');
      await form.getByLabel('Title').fill('How far are you?');
      await form.getByLabel('Question', { exact: true }).fill('Your first ten conversations');
      await form.getByLabel('Choices').fill('Not begun\nHalf way\n* Done');
      await form.getByRole('button', { name: 'Save' }).click();
      await host.getByRole('button', { name: 'Ask now: How far are you?' }).click();
      const poll = attendee.getByRole('region', { name: 'Polls' });
      await poll.getByRole('radio', { name: 'Half way' }).check();
      await poll.getByRole('button', { name: 'Send my answer' }).click();
      await poll.getByText('Your answer is in.').waitFor();
      await host.getByText('1 person answered').waitFor();
      expect(await poll.getByText('100').count()).toBe(0);
      await host.getByRole('button', { name: 'Show results to all' }).click();
      await poll.getByText('(your answer)').waitFor();
      await host.getByRole('button', { name: 'Close: How far are you?' }).click();
      await poll.getByText('right').waitFor();
      await host.getByRole('button', { name: 'Close offers, polls and slides' }).click();
      await poll.getByRole('button', { name: 'Put away: How far are you?' }).click();
    });

    it('L-14 one viewer counts as one, for the host and for the central admin', async () => {
      await host.getByText('1person in the room').waitFor();
      await admin.goto(stack.url('admin', '/tenants'));
      const row = (name: string) => admin.getByRole('row').filter({ hasText: name });
      await row('Kevin Gardner').getByRole('cell', { name: '1', exact: true }).waitFor();
      expect(await row('Jane Smith Studio').getByRole('cell', { name: '0', exact: true }).count()).toBe(2);
    });

    it('C-08 a forged, a stale, a spent and a foreign ticket of the sfu are refused', async () => {
      const token = new URL(joinLink).pathname.split('/').at(-1);
      const joined = await stack.request('POST', stack.url(site, '/api/v1/join'), { token });
      const { mediaTicket, roomTicket } = joined.body as {
        mediaTicket: string;
        roomTicket: string;
      };
      const claims = TicketClaims.parse(JSON.parse(Buffer.from(mediaTicket.split('.')[1]!, 'base64url').toString()));
      const enter = (ticket: string) =>
        connectSocket(`http://127.0.0.1:${stack.port}`, {
          host: new URL(stack.url(site)).host,
          namespace: signalNamespace.name,
          path: SIGNAL_PATH,
          auth: { ticket },
        });
      const refused = { data: { code: 'invalid-ticket' } };
      const [head, , signature] = mediaTicket.split('.');
      const promoted = Buffer.from(JSON.stringify({ ...claims, role: 'host' })).toString('base64url');
      await expect(enter(`${head}.${promoted}.${signature}`)).rejects.toMatchObject(refused);
      await expect(enter(roomTicket)).rejects.toMatchObject(refused);
      const minuteAgo = new Date(Date.now() - 61_000);
      await expect(enter(stack.ticket('media', claims, minuteAgo))).rejects.toMatchObject(refused);
      const socket = await enter(mediaTicket);
      socket.disconnect();
      await expect(enter(mediaTicket)).rejects.toMatchObject(refused);
    });

    it('C-07 the stay of the prospect is recorded, and the session ends for everybody', async () => {
      await attendee.getByRole('button', { name: 'Leave' }).click();
      await attendee.getByRole('heading', { name: 'You left the room' }).waitFor();
      await host.getByText('0people in the room').waitFor();
      await attendee.getByRole('button', { name: 'Come back' }).click();
      await host.getByText('1person in the room').waitFor();
      // G-06: the host sees the curve as it goes.
      await host.getByTitle('Viewers over time').click();
      await host.getByRole('slider', { name: 'Viewers over time' }).waitFor();
      await host.keyboard.press('Escape');
      await host.getByRole('button', { name: 'End', exact: true }).click();
      await host.getByRole('button', { name: 'End for everybody' }).click();
      await attendee.getByRole('heading', { name: 'This masterclass is over' }).waitFor();
      await host.getByRole('link', { name: 'See who attended' }).click();
      // C-12: it ended with the session.
      await host.getByText(/^(Processing|Ready)$/).waitFor();
      await host.getByText(/^paused at \d+:\d\d for \d+ (s|min)$/).waitFor();
      // A pause is none. Of camera and microphone, each for what the sfu was away and the open segment.
      await host.getByText(/2 gaps, .+ missing/).waitFor({ timeout: 90_000 });
      const gaps = await host.evaluate(
        async (id) => {
          const { items } = (await (await fetch(`/api/v1/sessions/${id}/recordings`)).json()) as ListRecordings;
          return items[0]!.gaps;
        },
        /ses_\w+/.exec(host.url())![0],
      );
      expect(gaps.map(({ reason }) => reason)).toEqual(['server-lost', 'server-lost']);
      expect(Math.max(...gaps.map(({ fromMs, toMs }) => toMs - fromMs))).toBeLessThan(sfuAwayMs + 10_000);
      const row = host.getByRole('table', { name: 'Attendance' }).getByRole('row').filter({ hasText: 'Ana' });
      await row.waitFor();
      expect(await row.count()).toBe(1);
      expect(await row.getByRole('cell').last().textContent()).toMatch(/^[1-9]\d* s$|^\d+ min$/);
    });
  });
}
