import { MessageSquare } from 'lucide-react';
import { useDispatch } from 'react-redux';
import { roomActions, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';

/** Shows and hides the chat, and counts what came meanwhile. */
export function ChatControl() {
  const dispatch = useDispatch();
  const texts = roomTexts().controls;
  // Something else may lie before it.
  const isOpen = useRoom((room) => room.chatOpen && room.aside === null);
  const unread = useRoom((room) => room.unreadMessages);
  return (
    <Control
      icon={MessageSquare}
      label={isOpen ? texts.hideChat : texts.showChat}
      aria-expanded={isOpen}
      count={unread}
      onClick={() => dispatch(roomActions.chatToggled())}
    />
  );
}
