/** Help texts of node types and connections: paragraphs, lists, code, bold, italic. What else Markdown can, they do not use. */
import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function Markdown({ text }: { readonly text: string }) {
  return <div className="markdown">{blocksOf(text).map(draw)}</div>;
}

type Block =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

function blocksOf(text: string): readonly Block[] {
  // Every second part stands between fences.
  return text.split(/^```[^\n]*\n?/m).flatMap((part, i): readonly Block[] => {
    if (i % 2 === 1) return [{ kind: 'code', text: part.trimEnd() }];
    return part
      .split(/\n\s*\n/)
      .map((block) => block.trim())
      .filter((block) => block !== '')
      .map((block): Block => {
        if (/^#+ /.test(block)) return { kind: 'heading', text: block.replace(/^#+ /, '') };
        if (/^[-*] /.test(block)) return { kind: 'list', items: block.split(/\n(?=[-*] )/).map((item) => item.replace(/^[-*] /, '')) };
        return { kind: 'text', text: block };
      });
  });
}

function draw(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'code':
      return (
        <Code block key={key}>
          {block.text}
        </Code>
      );
    case 'list':
      return (
        <ul key={key}>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'heading':
      return (
        <Text fw={600} key={key}>
          {inline(block.text)}
        </Text>
      );
    case 'text':
      return <p key={key}>{inline(block.text)}</p>;
  }
}

/** `code`, **bold**, *italic*; everything else is text. */
function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part, i) => {
    const key = `${i} ${part}`;
    if (i % 2 === 0) return part;
    if (part.startsWith('`')) return <Code key={key}>{part.slice(1, -1)}</Code>;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return <em key={key}>{part.slice(1, -1)}</em>;
  });
}
