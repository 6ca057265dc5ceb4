import { valueText } from '@caseroom/shared/editor/answers';
import { Fragment, type Node as ProseMirrorNode, type Schema, Slice } from '@tiptap/pm/model';

/** What is pasted never brings fields along: there is one of each in a note. They arrive as what they say. */
export function withoutFields(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  if (!hasFields(content)) return slice;
  const opens = (node: ProseMirrorNode | null | undefined, depth: number) =>
    node?.type.name === 'field' && depth > 0 ? depth - 1 : depth;
  const isPart = content.childCount === 1 && openStart > 0;
  const blocks: ProseMirrorNode[] = [];
  content.forEach((node) => {
    blocks.push(...plainBlocks(node, isPart));
  });
  const [start, end] = [opens(content.firstChild, openStart), opens(content.lastChild, openEnd)];
  return new Slice(Fragment.from(blocks), start, end);
}

const hasFields = (content: Fragment): boolean => {
  let found = false;
  content.forEach(({ type }) => {
    found ||= type.name.startsWith('field');
  });
  return found;
};

function plainBlocks(node: ProseMirrorNode, isPart: boolean): ProseMirrorNode[] {
  const { schema } = node.type;
  const label = String(node.attrs.label ?? '');
  switch (node.type.name) {
    case 'field': {
      const blocks = childrenOf(node);
      const isEmpty = node.textContent === '';
      return isPart || isEmpty || label === '' ? blocks : [line(schema, `${label}:`), ...blocks];
    }
    case 'fieldValue':
      return [line(schema, `${label}: ${valueText(node.attrs.type, node.attrs.value)}`)];
    case 'fieldChoices': {
      const chosen = childrenOf(node).filter(({ attrs }) => attrs.chosen === true);
      return [line(schema, `${label}: ${chosen.map(({ attrs }) => attrs.label).join(', ')}`)];
    }
    default:
      return [node];
  }
}

function childrenOf(node: ProseMirrorNode): ProseMirrorNode[] {
  const children: ProseMirrorNode[] = [];
  node.forEach((child) => {
    children.push(child);
  });
  return children;
}

const line = (schema: Schema, text: string): ProseMirrorNode =>
  schema.nodes.paragraph?.create(null, schema.text(text.trim())) as ProseMirrorNode;
