import { Ban, CalendarCheck, LinkIcon, LogOut, MonitorX, UsersRound } from 'lucide-react';
import { Link } from 'react-router';
import { Button, buttonStyles } from '../../../shared/ui/index.ts';
import type { JoinedRoom } from '../api/entrance.ts';
import { materialTexts } from '../material-texts.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';
import { HandoutList } from './handout-strip.tsx';

const ToSite = () => (
  <a href="/" className={buttonStyles({})}>
    {roomTexts().attendee.toSite}
  </a>
);

export const InvalidLink = () => (
  <Centered icon={<LinkIcon size={20} />} title={roomTexts().attendee.invalid} actions={<ToSite />}>
    {roomTexts().attendee.invalidText}
  </Centered>
);
export const ShutOut = () => (
  <Centered icon={<Ban size={20} />} title={roomTexts().attendee.banned} actions={<ToSite />}>
    {roomTexts().attendee.bannedText}
  </Centered>
);
/**
 * @param replayPath where it can be seen again
 * @param handouts what was given to those who were there
 */
export const Over = ({ replayPath, handouts = [] }: { replayPath?: string; handouts?: JoinedRoom['handouts'] }) => (
  <Centered
    icon={<CalendarCheck size={20} />}
    title={roomTexts().isOver}
    actions={
      <>
        {replayPath === undefined ? null : (
          <Link to={replayPath} className={buttonStyles({ variant: 'primary' })}>
            {roomTexts().attendee.watchReplay}
          </Link>
        )}
        <ToSite />
      </>
    }
  >
    {roomTexts().attendee.thanks}
    {handouts.length === 0 ? null : (
      <section aria-label={materialTexts().handouts} className="mt-6 text-start text-text">
        <h2 className="mb-2 text-sm font-semibold">{materialTexts().handouts}</h2>
        <HandoutList handouts={handouts} />
      </section>
    )}
  </Centered>
);
export const Left = ({ title, onBack }: { title: string; onBack: () => void }) => (
  <Centered
    icon={<LogOut size={20} />}
    title={roomTexts().attendee.left}
    actions={
      <>
        <Button variant="primary" onClick={onBack}>
          {roomTexts().attendee.comeBack}
        </Button>
        <ToSite />
      </>
    }
  >
    {title === '' ? roomTexts().attendee.linkValid : roomTexts().attendee.linkToValid(title)}
  </Centered>
);
export const Elsewhere = ({ onBack }: { onBack: () => void }) => (
  <Centered
    icon={<UsersRound size={20} />}
    title={roomTexts().elsewhere}
    actions={
      <Button variant="primary" onClick={onBack}>
        {roomTexts().attendee.watchHere}
      </Button>
    }
  >
    {roomTexts().attendee.oneWindow}
  </Centered>
);
export const Unsupported = () => (
  <Centered icon={<MonitorX size={20} />} title={roomTexts().attendee.unsupported} actions={<ToSite />}>
    {roomTexts().attendee.unsupportedText}
  </Centered>
);
