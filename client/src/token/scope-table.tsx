import type { ScopeArea } from '@caseroom/shared/token';
import { Button, Checkbox } from '@mantine/core';
import { Failure } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './token.module.css';
import { useScopeAreas } from './token-data.ts';

interface ScopeTableProps {
  readonly chosen: readonly string[];
  readonly onChange: (next: readonly string[]) => void;
}

/** What a token may do, by area. Its person's rights are the limit whatever is ticked. */
export function ScopeTable({ chosen, onChange }: ScopeTableProps) {
  const areas = useScopeAreas();
  if (areas.error && !areas.data)
    return <Failure compact error={areas.error} what="what tokens can do" retry={() => areas.refetch()} />;
  if (!areas.data) return <SkeletonLine width="60%" />;
  const readAll = areas.data.filter(({ reads }) => reads.length > 0).map(({ area }) => `${area}:read`);
  return (
    <div>
      <div className={styles.scopesHead}>
        <span className={styles.label}>It may</span>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(readAll)}>
          Read everything
        </Button>
        {chosen.length > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>
            Clear
          </Button>
        )}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Read</th>
            <th scope="col">Write</th>
          </tr>
        </thead>
        <tbody>
          {areas.data.map((area) => (
            <ScopeRow key={area.area} area={area} chosen={chosen} onChange={onChange} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ScopeRow({ area, chosen, onChange }: ScopeTableProps & { readonly area: ScopeArea }) {
  const cell = (scope: string, does: readonly string[], verb: string) => (
    <td>
      {does.length > 0 && (
        <Checkbox
          size="xs"
          aria-label={`${verb} ${area.name.toLowerCase()}`}
          title={does.join('\n')}
          checked={chosen.includes(scope)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope),
            )
          }
        />
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">{area.name}</th>
      {cell(`${area.area}:read`, area.reads, 'Read')}
      {cell(`${area.area}:write`, area.writes, 'Write')}
    </tr>
  );
}
