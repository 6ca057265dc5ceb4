import type { Locator, Page } from 'playwright-core';
import { NOTE_TITLE } from './house.ts';
import { eventually, seen } from './seen.ts';

/**
 * The editor behind the text. Carets are put through it: one that is set in the page in the very moment the editor
 * takes the focus is set back by it, which nobody's hands are quick enough to meet.
 */
type Editable = HTMLElement & {
  readonly editor: {
    readonly state: { readonly doc: { readonly content: { readonly size: number } } };
    readonly commands: { setTextSelection(at: number | { from: number; to: number }): boolean };
    readonly view: { focus(): void; posAtDOM(node: Node, offset: number): number };
  };
};

/** One note of the case page that is open, as a person meets it. */
export class NoteOnPage {
  readonly page: Page;
  readonly title: string;
  readonly whole: Locator;
  /** What one writes in. */
  readonly text: Locator;
  /** What one reads who may not write. */
  readonly reading: Locator;

  constructor(page: Page, title = NOTE_TITLE) {
    this.page = page;
    this.title = title;
    this.whole = page.getByRole('article', { name: title, exact: true });
    this.text = this.whole.getByRole('textbox', { name: title, exact: true });
    this.reading = this.whole.getByRole('document', { name: title, exact: true });
  }

  says(words: string | RegExp): Locator {
    return this.whole.locator('header').getByText(words, { exact: true });
  }

  saved(): Promise<unknown> {
    return seen(this.says('Saved'));
  }

  /** The caret goes to the end of the note. */
  async enter(): Promise<void> {
    await seen(this.text);
    await this.text.evaluate((root) => {
      const { commands, state, view } = (root as Editable).editor;
      view.focus();
      commands.setTextSelection(state.doc.content.size);
    });
  }

  /** Resolves when what is typed goes into the field with this label. */
  isIn(label: string): Promise<void> {
    const field = this.whole.locator('[data-field-key]').filter({ hasText: label });
    const hasCaret = (element: Element) => {
      const { activeElement: active } = document;
      const caret = getSelection()?.anchorNode ?? null;
      return element.contains(active?.classList.contains('ProseMirror') ? caret : active);
    };
    return eventually(() => field.evaluate(hasCaret)).toBe(true);
  }

  /** Key by key where the caret is; a line break is the Enter key. */
  async type(words: string): Promise<void> {
    for (const [i, line] of words.split('\n').entries()) {
      if (i > 0) await this.page.keyboard.press('Enter');
      await this.page.keyboard.type(line);
    }
  }

  /** Where the caret is, a line at a time, as dictated words come: keys cost a page a hundred times as much. */
  async write(words: string): Promise<void> {
    for (const [i, line] of words.split('\n').entries()) {
      if (i > 0) await this.page.keyboard.press('Enter');
      if (line) await this.page.keyboard.insertText(line);
    }
  }

  /** The caret goes behind this text. */
  caretAfter(words: string): Promise<void> {
    return this.#select(words, 0);
  }

  /** This text is selected. */
  select(words: string): Promise<void> {
    return this.#select(words, words.length);
  }

  #select(words: string, length: number): Promise<void> {
    return this.text.evaluate(
      (root, [wanted, length]) => {
        const { editor } = root as Editable;
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node.nodeValue ?? '').indexOf(wanted);
          if (at < 0) continue;
          editor.view.focus();
          const to = editor.view.posAtDOM(node, at + wanted.length);
          editor.commands.setTextSelection({ from: to - length, to });
          return;
        }
        throw new Error(`no text says ${wanted}`);
      },
      [words, length] as const,
    );
  }

  /** The text, a line for each block; carets of others left out. */
  lines(): Promise<string[]> {
    return this.text.or(this.reading).evaluate((root) => {
      const copy = root.cloneNode(true) as HTMLElement;
      for (const caret of copy.querySelectorAll('.peer-caret')) caret.remove();
      return [...copy.children].map((block) => (block.textContent ?? '').trim());
    });
  }

  reads(...lines: string[]): Promise<void> {
    return eventually(() => this.lines()).toEqual(lines);
  }

  /** Somebody else's caret, by the first name it carries. */
  caretOf(firstName: string): Locator {
    return this.text.locator('.peer-caret').filter({ hasText: firstName });
  }
}
