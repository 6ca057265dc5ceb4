import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommands } from '../platform/commands.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useStore } from '../platform/store.ts';
import { Keys } from '../ui/keys.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { addressOf, resultsAddress } from './address.ts';
import { Notices } from './notices.tsx';
import { OptionLine } from './option-line.tsx';
import { foundGroups, idleGroups, type Option, type OptionGroup } from './options.ts';
import { palette, setPaletteText } from './palette-state.ts';
import { remember, useRecent } from './recent.ts';
import styles from './search.module.css';
import { useQuickSearch, useRecentCases } from './search-data.ts';

/** Typing rests this long before the server is asked, ms. */
const PAUSE_MS = 120;

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Everything by typing: cases, notes and what can be done. Opened anew it is empty. */
export function Palette({ open, onClose }: PaletteProps) {
  // Whoever chose something is taken there; whoever gave up goes on where they were.
  const [chose, setChose] = useState(false);
  useEffect(() => {
    if (open) setChose(false);
  }, [open]);
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={680}
      yOffset="12dvh"
      returnFocus={!chose}
      padding={0}
      classNames={{ content: styles.dialog ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.3} blur={0} />
      <Modal.Content aria-label="Search and commands">
        <Search
          onDone={() => {
            setChose(true);
            onClose();
          }}
        />
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onDone }: { readonly onDone: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const { text } = useStore(palette);
  const typed = text.trim();
  const [asked] = useDebouncedValue(text.trimStart(), PAUSE_MS);
  const found = useQuickSearch(typed === '' ? '' : asked);
  const groups = useGroups(typed, found.data);
  const options = groups.flatMap((group) => group.options);
  const { active, move, pick } = useActive(options, typed);
  const list = useId();

  const leave = (to: string) => {
    onDone();
    void navigate(to);
  };
  const showAll = () => {
    remember(me.id, typed);
    leave(resultsAddress(typed));
  };
  const choose = (option: Option) => {
    if (option.is === 'recent') return setPaletteText(option.q);
    if (option.is === 'all') return showAll();
    if (option.is === 'command') {
      onDone();
      return option.command.run();
    }
    remember(me.id, typed);
    leave(option.is === 'hit' ? addressOf(option.hit) : `/cases/${option.held.number}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(step);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if ((event.ctrlKey || event.metaKey) && typed) showAll();
      else if (active) choose(active);
    } else return;
    event.preventDefault();
  };
  const waits = typed !== '' && (found.isFetching || asked.trim() !== typed);
  return (
    <>
      <div className={styles.box}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          className={styles.input}
          role="combobox"
          aria-label="Search and commands"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={active ? `${list}-${options.indexOf(active)}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A case, a customer, words of a note, or what you want to do"
          value={text}
          onChange={(event) => setPaletteText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {waits && <Loader size={16} aria-hidden />}
      </div>
      {typed !== '' && found.data && <Notices answer={found.data} />}
      {typed !== '' && found.error && (
        <InlineMessage>{sentenceOf(found.error)} Commands still work.</InlineMessage>
      )}
      <div className={styles.list} id={list} role="listbox" aria-label="Results">
        {typed !== '' && !waits && found.data && isNothing(found.data) && (
          <p className={styles.nothing}>Nothing you may read says “{typed}”.</p>
        )}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: within a listbox it is this role that groups options.
          <div key={group.label} role="group" aria-label={group.label}>
            <div className={styles.groupLabel} aria-hidden>
              {group.label}
            </div>
            {group.options.map((option) => (
              <OptionLine
                key={option.id}
                id={`${list}-${options.indexOf(option)}`}
                option={option}
                selected={option === active}
                onPoint={() => pick(option)}
                onChoose={() => choose(option)}
              />
            ))}
          </div>
        ))}
      </div>
      <Count options={options} waits={waits} />
      <Foot />
    </>
  );
}

const isNothing = ({ groups, jump }: { groups: readonly unknown[]; jump: unknown }): boolean =>
  groups.length === 0 && jump === null;

function useGroups(typed: string, answer: ReturnType<typeof useQuickSearch>['data']): OptionGroup[] {
  const recent = useRecent(useMe().id);
  const cases = useRecentCases(typed === '');
  const commands = useCommands();
  return typed === ''
    ? idleGroups(recent, cases.data?.items ?? [], commands)
    : foundGroups(typed, answer, commands);
}

/** The option that Enter chooses: the one moved to while it is there, else the first. */
function useActive(options: readonly Option[], typed: string) {
  const [wanted, setWanted] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, another first choice.
  useEffect(() => setWanted(null), [typed]);
  const at = Math.max(
    0,
    options.findIndex(({ id }) => id === wanted),
  );
  const move = (step: number) =>
    setWanted(options[(at + step + options.length) % options.length]?.id ?? null);
  return { active: options[at], move, pick: ({ id }: Option) => setWanted(id) };
}

/** Said to screen readers once results stand. */
function Count({ options, waits }: { readonly options: readonly Option[]; readonly waits: boolean }) {
  const hits = options.filter(({ is }) => is === 'hit').length;
  const said = useRef('');
  if (!waits) said.current = hits === 1 ? '1 result' : `${hits} results`;
  return (
    <div className="hidden-text" role="status">
      {said.current}
    </div>
  );
}

function Foot() {
  return (
    <div className={styles.foot} aria-hidden>
      <span>
        <Keys keys="↑ ↓" /> move
      </span>
      <span>
        <Keys keys="enter" /> open
      </span>
      <span>
        <Keys keys="mod+enter" /> all results
      </span>
      <span className={styles.grow} />
      <span>“whole phrase” · begin* · -without · tag: kind: author: before:</span>
    </div>
  );
}
