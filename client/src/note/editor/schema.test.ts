import { markRules, nodeRules } from '@caseroom/shared/editor/vocabulary';
import { noteKinds, outlineOf } from '@caseroom/shared/note-kinds';
import { getSchema } from '@tiptap/core';
import type { ContentMatch, NodeType } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions);
const sorted = (names: Iterable<string>) => [...names].sort();
const rules: Record<
  string,
  { children: readonly string[]; attrs: readonly string[]; textblock?: true; inline?: true }
> = nodeRules;

/** Every node type that the content expression allows directly inside, at any place. */
function childrenOf(type: NodeType): string[] {
  const names = new Set<string>();
  const seen = new Set<ContentMatch>();
  const visit = (match: ContentMatch) => {
    if (seen.has(match)) return;
    seen.add(match);
    for (let i = 0; i < match.edgeCount; i += 1) {
      const edge = match.edge(i);
      names.add(edge.type.name);
      visit(edge.next);
    }
  };
  visit(type.contentMatch);
  return sorted(names);
}

describe('the editor schema and its vocabulary', () => {
  it('name the same nodes', () => {
    expect(sorted(Object.keys(schema.nodes).filter((name) => name !== 'text'))).toEqual(
      sorted(Object.keys(nodeRules)),
    );
  });

  it('name the same marks', () => {
    expect(sorted(Object.keys(schema.marks))).toEqual(sorted(Object.keys(markRules)));
  });

  it.each(Object.keys(nodeRules))('agree on the attributes of %s', (name) => {
    expect(sorted(Object.keys(schema.nodes[name]?.spec.attrs ?? {}))).toEqual(
      sorted(rules[name]?.attrs ?? []),
    );
  });

  it.each(Object.keys(markRules))('agree on the attributes of the mark %s', (name) => {
    expect(sorted(Object.keys(schema.marks[name]?.spec.attrs ?? {}))).toEqual(sorted(markRules[name] ?? []));
  });

  it.each(Object.keys(nodeRules))('agree on what may stand in %s', (name) => {
    expect(childrenOf(schema.nodes[name] as NodeType)).toEqual(sorted(rules[name]?.children ?? []));
  });

  it.each(Object.keys(nodeRules))('agree on whether %s is a line of text or stands within one', (name) => {
    const type = schema.nodes[name] as NodeType;
    expect({ textblock: type.isTextblock, inline: type.isInline }).toEqual({
      textblock: rules[name]?.textblock ?? false,
      inline: rules[name]?.inline ?? false,
    });
  });

  it.each(Object.keys(noteKinds))('hold the outline of a new %s note', (kind) => {
    const outline = outlineOf(kind as keyof typeof noteKinds);
    if (outline) schema.nodeFromJSON(outline).check();
    expect(outline === null || outline.content?.length).not.toBe(0);
  });
});

describe('a comment', () => {
  const comment = (thread: string) => schema.mark('comment', { thread });
  it('may stand on code, in a line and in a block, and on what another thread is about', () => {
    const line = schema.text('502', [schema.mark('code'), comment('a'), comment('b')]);
    const doc = schema.node('doc', null, [
      schema.node('paragraph', null, [line]),
      schema.node('codeBlock', null, [schema.text('02:14:09 WARN', [comment('a')])]),
    ]);
    expect(() => doc.check()).not.toThrow();
    expect(line.marks.map(({ type }) => type.name).sort()).toEqual(['code', 'comment', 'comment']);
  });
  it('leaves code without any other format', () => {
    expect(schema.marks.code?.excludes(schema.marks.bold as never)).toBe(true);
    expect(schema.marks.code?.excludes(schema.marks.code)).toBe(true);
  });
});
