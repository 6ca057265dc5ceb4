import { useSearchParams } from 'react-router';

/** Sets one filter in the page's address, or takes it out; not a step to go back to. */
export function useParamSetter(): (name: string, value: string | null) => void {
  const [, setParams] = useSearchParams();
  return (name, value) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
}
