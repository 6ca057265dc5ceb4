import { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import type { Program } from '@caseroom/shared/people';
import { fieldsOf, industryNames, type TemplateVersion } from '@caseroom/shared/template';
import { Select } from '@mantine/core';
import { IconArrowLeft, IconTemplate } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useLedPrograms } from '../platform/led-programs.ts';
import { useMe } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useDraftedKinds } from './drafts.ts';
import { TemplateEditor } from './editor/template-editor.tsx';
import styles from './template.module.css';
import { useProgramTemplates } from './template-data.ts';

/** What notes of each kind ask for, by program. Admins edit; leads look. */
export function TemplatesPage() {
  usePageTitle('Templates');
  const programs = useLedPrograms();
  const [params, setParams] = useSearchParams();
  const program = programs.data?.find(({ id }) => id === params.get('program')) ?? programs.data?.[0];
  if (programs.error && !programs.data)
    return <Failure error={programs.error} what="the programs" retry={() => programs.refetch()} />;
  if (programs.data?.length === 0)
    return (
      <Message icon={<IconTemplate size={20} />} title="No program yet">
        Templates belong to a program. Add one first; it starts with templates for its trade.
      </Message>
    );
  if (!program || !programs.data) return <Waiting />;
  return (
    <ProgramTemplates
      key={program.id}
      program={program}
      programs={programs.data}
      onProgram={(id) => setParams({ program: id })}
    />
  );
}

interface ProgramTemplatesProps {
  readonly program: Program;
  readonly programs: readonly Program[];
  readonly onProgram: (id: string) => void;
}

function ProgramTemplates({ program, programs, onProgram }: ProgramTemplatesProps) {
  const me = useMe();
  const templates = useProgramTemplates(program.id);
  const [params, setParams] = useSearchParams();
  const asked = NoteKind.safeParse(params.get('kind'));
  const items = NoteKind.options.flatMap(
    (kind) => templates.data?.items.filter((template) => template.kind === kind) ?? [],
  );
  const open = asked.success ? items.find(({ kind }) => kind === asked.data) : undefined;
  const shown = open ?? items[0];
  const show = (kind: NoteKind | null) =>
    setParams({ program: program.id, ...(kind ? { kind } : {}) }, { preventScrollReset: true });
  return (
    <div className={styles.page} data-open={open ? true : undefined}>
      <section className={styles.kinds} aria-label="Kinds of note">
        <Select
          aria-label="Program"
          allowDeselect={false}
          data={programs.map(({ id, name }) => ({ value: id, label: name }))}
          value={program.id}
          onChange={(id) => id && onProgram(id)}
        />
        {templates.data && <p className={styles.trade}>{industryNames[templates.data.industry]}</p>}
        {templates.isPending && <Waiting />}
        {templates.error && !templates.data && (
          <Failure compact error={templates.error} what="its templates" retry={() => templates.refetch()} />
        )}
        <KindList programId={program.id} items={items} shown={shown} onShow={show} />
      </section>
      {shown && (
        <div className={styles.editorPane}>
          <button type="button" className={styles.back} onClick={() => show(null)}>
            <IconArrowLeft size={15} aria-hidden /> All kinds
          </button>
          <TemplateEditor key={shown.id} template={shown} editable={me.admin} />
        </div>
      )}
    </div>
  );
}

interface KindListProps {
  readonly programId: string;
  readonly items: readonly TemplateVersion[];
  readonly shown: TemplateVersion | undefined;
  readonly onShow: (kind: NoteKind) => void;
}

function KindList({ programId, items, shown, onShow }: KindListProps) {
  const drafted = useDraftedKinds(programId);
  return (
    <ul className={styles.kindList}>
      {items.map((template) => (
        <li key={template.kind}>
          <button
            type="button"
            className={styles.kind}
            aria-current={template.kind === shown?.kind || undefined}
            onClick={() => onShow(template.kind)}
          >
            <span className={styles.kindName}>
              {template.name}
              {drafted.has(template.kind) && <span className={styles.drafted}>draft</span>}
            </span>
            <span className={`${styles.kindFacts} numbers`}>
              {noteKinds[template.kind].name === template.name ? '' : `${noteKinds[template.kind].name} · `}
              {countText(template)} · v{template.version}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function countText({ content }: TemplateVersion): string {
  const count = fieldsOf(content).length;
  return count === 1 ? '1 field' : `${count} fields`;
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading the templates">
      {['70%', '55%', '62%', '48%'].map((width) => (
        <SkeletonLine key={width} width={width} />
      ))}
    </div>
  );
}
