import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import styles from './theme.module.css';

const indigo: MantineColorsTuple = [
  '#eef0ff',
  '#e0e3ff',
  '#c9cdfb',
  '#a9adff',
  '#8d8af8',
  '#6d67f0',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];
const gray: MantineColorsTuple = [
  '#fbfbfb',
  '#f6f6f7',
  '#f0f0f3',
  '#e6e6ea',
  '#d3d4da',
  '#a5a7b2',
  '#666875',
  '#454752',
  '#2b2d35',
  '#17181d',
];
const dark: MantineColorsTuple = [
  '#ececf1',
  '#bfc1cc',
  '#9597a5',
  '#70737f',
  '#373a45',
  '#272932',
  '#20222a',
  '#15161b',
  '#101115',
  '#0b0c0f',
];

/** Motion only shows where something went: short, and none when the person asks for less. */
const quick = { transition: 'fade', duration: 90 } as const;

const ticked = { input: styles.tick ?? '' };

const segmented = {
  root: styles.segmented ?? '',
  indicator: styles.segmentedOn ?? '',
  label: styles.segmentedLabel ?? '',
};

const field = { size: 'sm', radius: 'md' } as const;

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  colors: { indigo, gray, dark },
  white: '#ffffff',
  black: '#17181d',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '16px', xl: '18px' },
  headings: { fontWeight: '650' },
  radius: { xs: '4px', sm: '5px', md: '8px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: { md: 'var(--shadow-float)', lg: 'var(--shadow-float)', xl: 'var(--shadow-float)' },
  // Plain objects, not `Select.extend(…)`: naming a component here would put it into the first load.
  components: {
    Button: { defaultProps: { size: 'xs', radius: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30, radius: 'md' } },
    TextInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    Textarea: { defaultProps: field },
    Select: { defaultProps: { ...field, comboboxProps: { shadow: 'md', transitionProps: quick } } },
    MultiSelect: { defaultProps: { ...field, comboboxProps: { shadow: 'md', transitionProps: quick } } },
    TagsInput: { defaultProps: { ...field, comboboxProps: { shadow: 'md', transitionProps: quick } } },
    SegmentedControl: {
      defaultProps: {
        size: 'xs',
        radius: 'md',
        withItemsBorders: false,
        transitionDuration: 120,
        classNames: segmented,
      },
    },
    Checkbox: { defaultProps: { size: 'sm', radius: 'sm', classNames: ticked } },
    Radio: { defaultProps: { classNames: { radio: styles.tick ?? '' } } },
    Switch: { defaultProps: { classNames: { input: styles.switch ?? '', track: styles.track ?? '' } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: quick, offset: 4 } },
    Tooltip: {
      defaultProps: { openDelay: 350, transitionProps: quick, withArrow: false, radius: 'sm', fz: 12 },
    },
    Modal: {
      defaultProps: {
        radius: 'lg',
        padding: 'lg',
        closeButtonProps: { 'aria-label': 'Close' },
        classNames: { title: styles.modalTitle ?? '' },
        transitionProps: quick,
        overlayProps: { backgroundOpacity: 0.35 },
      },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
  },
});

/** Points Mantine's own variables at ours, so that nothing is drawn in its stock greys. */
const shared = {
  '--mantine-color-body': 'var(--card)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-error': 'var(--bad-ink)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--hairline-strong)',
  '--mantine-color-disabled': 'var(--well)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--hairline)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-light': 'var(--accent-wash)',
  '--mantine-primary-color-light-color': 'var(--accent-ink)',
  '--mantine-color-indigo-filled': 'var(--accent)',
  '--mantine-color-indigo-filled-hover': 'var(--accent-strong)',
  '--mantine-color-indigo-light': 'var(--accent-wash)',
  '--mantine-color-indigo-light-color': 'var(--accent-ink)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-gray-outline': 'var(--ink-3)',
};

export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
