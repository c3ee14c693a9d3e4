/** What can be done with a draft: the lines of the table of actions. */
import type { Action } from '../actions/action.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { t } from '../text.ts';
import type { DraftEditor } from './use-draft.ts';

export interface DraftDeeds {
  readonly editor: DraftEditor;
  readonly selection: CanvasSelection;
  /** Some of the selected nodes stand in a container, or are one. */
  readonly mayUngroup: boolean;
  readonly remove: () => void;
  /** What stood around them is joined. */
  readonly removeJoining: () => void;
  readonly duplicate: () => void;
  readonly selectAll: () => void;
  readonly selectNothing: () => void;
  readonly group: () => void;
  readonly ungroup: () => void;
  readonly tidy: (nodeIds?: readonly string[]) => void;
  readonly find: () => void;
  readonly walkProblems: (by: 1 | -1) => void;
  /** Left out: not now, or not by this person. */
  readonly tryTo: (() => void) | undefined;
  readonly tryAll: (() => void) | undefined;
}

export function draftActions(deeds: DraftDeeds): readonly Action[] {
  const { editor, selection } = deeds;
  const { undoes, redoes } = editor;
  const some = selection.nodes.length > 0;
  return [
    {
      id: 'undo',
      name: undoes === undefined ? t('editor.undo', 'Undo') : t('editor.undo-act', 'Undo: {act}', { act: undoes }),
      keys: ['mod+Z'],
      where: 'anywhere',
      possible: undoes !== undefined,
      run: editor.undo,
    },
    {
      id: 'redo',
      name: redoes === undefined ? t('editor.redo', 'Redo') : t('editor.redo-act', 'Redo: {act}', { act: redoes }),
      keys: ['mod+shift+Z', 'mod+Y'],
      where: 'anywhere',
      possible: redoes !== undefined,
      run: editor.redo,
    },
    {
      id: 'save',
      name: t('editor.save', 'Save now; saving goes by itself'),
      keys: ['mod+S'],
      where: 'anywhere',
      run: () => void editor.saveNow(),
    },
    { id: 'find', name: t('editor.find', 'Find in this flow'), keys: ['/'], where: 'page', run: deeds.find },
    {
      id: 'delete',
      name: t('editor.delete', 'Delete the selection'),
      keys: ['Delete', 'Backspace'],
      where: 'drawing',
      inMenu: true,
      possible: some || selection.edges.length > 0,
      run: deeds.remove,
    },
    {
      id: 'delete-joining',
      name: t('editor.delete-joining', 'Delete the selected cards and join what stood around them'),
      keys: ['shift+Delete', 'shift+Backspace'],
      where: 'drawing',
      inMenu: true,
      possible: some,
      run: deeds.removeJoining,
    },
    {
      id: 'duplicate',
      name: t('editor.duplicate', 'Duplicate the selection'),
      keys: ['mod+D'],
      where: 'drawing',
      inMenu: true,
      possible: some,
      run: deeds.duplicate,
    },
    {
      id: 'clipboard',
      name: t('editor.clipboard', 'Copy, cut, paste the selection, as text that can be mailed'),
      keys: ['mod+C', 'mod+X', 'mod+V'],
      where: 'drawing',
    },
    { id: 'select-all', name: t('editor.select-all', 'Select everything'), keys: ['mod+A'], where: 'drawing', run: deeds.selectAll },
    {
      id: 'select-nothing',
      name: t('editor.select-nothing', 'Select nothing'),
      keys: ['Escape'],
      where: 'drawing',
      possible: some || selection.edges.length > 0,
      run: deeds.selectNothing,
    },
    {
      id: 'group',
      name: t('editor.group', 'Put the selection into a container'),
      keys: ['G'],
      where: 'drawing',
      inMenu: true,
      possible: some,
      run: deeds.group,
    },
    {
      id: 'ungroup',
      name: t('editor.ungroup', 'Take the selection out of its container'),
      keys: ['shift+G'],
      where: 'drawing',
      inMenu: true,
      possible: deeds.mayUngroup,
      run: deeds.ungroup,
    },
    {
      id: 'tidy-selection',
      name: t('editor.tidy-selection', 'Tidy the selection'),
      keys: ['L'],
      where: 'drawing',
      inMenu: true,
      possible: selection.nodes.length > 1,
      run: () => deeds.tidy(selection.nodes),
    },
    { id: 'tidy', name: t('editor.tidy', 'Tidy the drawing'), keys: ['shift+L'], where: 'drawing', inMenu: true, run: () => deeds.tidy() },
    {
      id: 'try-to',
      name: t('editor.try-to', 'Try the draft up to the selected card'),
      keys: ['mod+Enter'],
      where: 'anywhere',
      inMenu: true,
      possible: deeds.tryTo !== undefined,
      run: () => deeds.tryTo?.(),
    },
    {
      id: 'try',
      name: t('editor.try', 'Try the whole draft'),
      keys: ['mod+shift+Enter'],
      where: 'anywhere',
      possible: deeds.tryAll !== undefined,
      run: () => deeds.tryAll?.(),
    },
    { id: 'problem', name: t('editor.problem', 'Next problem'), keys: ['F8'], where: 'anywhere', run: () => deeds.walkProblems(1) },
    {
      id: 'problem-before',
      name: t('editor.problem-before', 'The problem before'),
      keys: ['shift+F8'],
      where: 'anywhere',
      run: () => deeds.walkProblems(-1),
    },
  ];
}
