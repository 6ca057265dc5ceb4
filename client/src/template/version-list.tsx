import type { TemplateVersion } from '@caseroom/shared/template';
import { Button } from '@mantine/core';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Failure } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './template.module.css';
import { useTemplateVersions } from './template-data.ts';

interface VersionListProps {
  readonly template: TemplateVersion;
  readonly onStartFrom: (version: TemplateVersion) => void;
}

/** Every version there was, who published it and why. None is ever lost: any can be the start of a new draft. */
export function VersionList({
  template: { programId, kind, version: newest },
  onStartFrom,
}: VersionListProps) {
  const versions = useTemplateVersions(programId, kind);
  if (versions.error && !versions.data)
    return <Failure compact error={versions.error} what="the versions" retry={() => versions.refetch()} />;
  if (!versions.data) return <SkeletonLine width="60%" />;
  return (
    <ol className={styles.versions} aria-label="Versions">
      {versions.data.map((version) => (
        <li key={version.version} className={styles.versionRow}>
          <span className={styles.versionNumber}>v{version.version}</span>
          <span className={styles.versionWords}>
            <strong>{version.reason || 'As it came with Caseroom'}</strong>
            <span className={styles.versionBy}>
              {version.by && <Avatar person={version.by} size={16} />}
              {version.by?.name} <Ago at={version.at} />
            </span>
          </span>
          {version.version === newest ? (
            <span className={styles.inUse}>in use</span>
          ) : (
            <Button variant="default" onClick={() => onStartFrom(version)}>
              Start from it
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
