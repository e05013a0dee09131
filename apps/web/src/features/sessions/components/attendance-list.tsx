import type { SessionView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { formatTime } from '../../../shared/lib/format.ts';
import { formatSeconds } from '../../../shared/lib/time-in-words.ts';
import {
  Avatar,
  Badge,
  EmptyState,
  ErrorState,
  Panel,
  Skeleton,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../../shared/ui/index.ts';
import { attendanceQuery } from '../api/sessions.queries.ts';
import { sessionsTexts } from '../texts.ts';

/** While it is live the minutes grow without any hint that says so. */
const REFRESH_LIVE_MS = 15_000;

/** Who was in the room and for how long. */
export function AttendanceList({ sessionId, status }: { sessionId: string; status: SessionView['status'] }) {
  const attendance = useQuery({
    ...attendanceQuery(sessionId),
    refetchInterval: status === 'live' ? REFRESH_LIVE_MS : false,
  });
  const texts = sessionsTexts().attendance;
  if (attendance.isPending) return <Skeleton className="h-40 w-full rounded-lg" />;
  if (!attendance.data) return <ErrorState error={attendance.error} onRetry={() => void attendance.refetch()} />;
  return (
    <Panel>
      {attendance.data.items.length === 0 ? (
        <EmptyState icon={<UsersRound size={20} />} title={status === 'ended' ? texts.nobody : texts.emptyTitle}>
          {status === 'ended' ? undefined : texts.empty}
        </EmptyState>
      ) : (
        <Table label={texts.title}>
          <TableHead>
            <TableRow>
              <TableHeader>{texts.name}</TableHeader>
              <TableHeader>{texts.firstSeen}</TableHeader>
              <TableHeader numeric>{texts.inRoom}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {attendance.data.items.map((person) => (
              <TableRow key={`${person.name}${person.firstJoinedAt}`}>
                <TableCell>
                  <span className="flex items-center gap-3">
                    <Avatar name={person.name} />
                    <span className="font-medium wrap-anywhere">{person.name}</span>
                    {person.present ? (
                      <Badge tone="success" dot>
                        {texts.hereNow}
                      </Badge>
                    ) : null}
                  </span>
                </TableCell>
                <TableCell className="numeric text-text-muted">{formatTime(person.firstJoinedAt)}</TableCell>
                <TableCell numeric>{formatSeconds(person.seconds)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
