/** Brings a note's section to the middle of the page and puts the caret below its heading; to the note where it has no such section. */
export function goToSection(noteId: string, section: string): void {
  const note = document.querySelector<HTMLElement>(`[data-note-id="${CSS.escape(noteId)}"]`);
  const heading = [...(note?.querySelectorAll('h1, h2, h3') ?? [])].find(
    (one) => one.textContent?.trim().toLowerCase() === section.toLowerCase(),
  );
  (heading ?? note)?.scrollIntoView({ block: 'center' });
  const editor = note?.querySelector<HTMLElement>('[contenteditable="true"]');
  editor?.focus({ preventScroll: true });
  const line = heading?.nextElementSibling ?? heading;
  if (editor && line) document.getSelection()?.collapse(line, line.childNodes.length);
}
