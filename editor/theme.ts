/** Dense and quiet: 13 px, controls of 28 px, one accent. Named, not imported: the first page need not load what it does not show. */
import { createTheme } from '@mantine/core';
import { t } from './text.ts';

const xs = { defaultProps: { size: 'xs' } };
/** In panels and alerts: lower than others, with the same letters. */
const button = {
  ...xs,
  vars: (_: unknown, { size }: { readonly size?: unknown }) => ({
    root: size === 'compact-sm' ? { '--button-fz': 'var(--mantine-font-size-xs)' } : {},
  }),
};
/** The head of a dialog is no banner of the page, and its cross says what it does. */
const dialog = { attributes: { header: { role: 'none' } }, closeButtonProps: { 'aria-label': t('close', 'Close') } };

export const theme = createTheme({
  primaryColor: 'blue',
  // White on it, and it on white, keep 4.5 : 1.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '18px', xl: '26px' },
  headings: { sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '15px' }, h3: { fontSize: '13px' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: button,
    TextInput: xs,
    PasswordInput: {
      defaultProps: { size: 'xs', visibilityToggleButtonProps: { 'aria-label': t('password.show', 'Show or hide what is typed') } },
    },
    Textarea: xs,
    NumberInput: xs,
    Select: xs,
    MultiSelect: xs,
    Autocomplete: xs,
    TagsInput: xs,
    Text: { defaultProps: { size: 'sm' } },
    Table: { defaultProps: { fz: 'sm', verticalSpacing: 4, horizontalSpacing: 'sm' } },
    Badge: { defaultProps: { size: 'sm', radius: 'sm', variant: 'light' } },
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    Checkbox: xs,
    Switch: xs,
    SegmentedControl: xs,
    Modal: { defaultProps: { ...dialog, centered: true, transitionProps: { duration: 100 } } },
    Drawer: { defaultProps: { ...dialog, transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});
