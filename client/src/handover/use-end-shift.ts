import { useNavigate } from 'react-router';
import { useHandovers } from './handover-data.ts';

/**
 * Where "End my shift" leads: into the packet that is open, or to where one is begun. Beginning it is a press of its
 * own, since every open case gets a handover note by it.
 */
export function useEndShift(): () => void {
  const navigate = useNavigate();
  const todo = useHandovers('todo', false);
  return () => {
    const open = todo.data?.find(({ state, todo: { give } }) => state !== 'closed' && give > 0);
    void navigate(open ? `/handover/${open.id}` : '/handover');
  };
}
