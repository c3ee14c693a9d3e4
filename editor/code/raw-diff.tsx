/** Two documents as their texts, side by side, with what is different marked. Only to look at. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { monaco } from './monaco.ts';
import { THEMES } from './themes.ts';
import './code.css';

export interface RawDiffProps {
  readonly from: { readonly label: string; readonly text: string };
  readonly to: { readonly label: string; readonly text: string };
}

export function RawDiff({ from, to }: RawDiffProps) {
  const scheme = useComputedColorScheme('light');
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const original = monaco.editor.createModel(from.text, 'json');
    const modified = monaco.editor.createModel(to.text, 'json');
    const view = monaco.editor.createDiffEditor(host.current!, {
      readOnly: true,
      originalEditable: false,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      tabFocusMode: true,
      fontSize: 12,
      renderOverviewRuler: false,
      contextmenu: false,
      editContext: false,
      hideUnchangedRegions: { enabled: true },
      renderSideBySide: true,
    });
    view.getOriginalEditor().updateOptions({ ariaLabel: from.label });
    view.getModifiedEditor().updateOptions({ ariaLabel: to.label });
    view.setModel({ original, modified });
    return () => {
      view.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [from.text, from.label, to.text, to.label]);
  useEffect(() => monaco.editor.setTheme(THEMES[scheme]), [scheme]);
  return <div ref={host} className="code-editor raw-diff" />;
}
