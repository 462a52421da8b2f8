/** The colours VS Code gives a webview, by theme, with those that only the graph reads. */
import { THEMES, type ThemeName } from '../themes.ts';

export type { ThemeName };

const MORE: Readonly<Record<ThemeName, Readonly<Record<string, string>>>> = {
  light: {
    'charts-green': '#388a34',
    'charts-blue': '#1a85ff',
    'charts-yellow': '#bf8803',
    'charts-orange': '#d18616',
    'charts-purple': '#652d90',
    'charts-red': '#e51400',
    'editorError-foreground': '#e51400',
    'editorInfo-foreground': '#1a85ff',
    'toolbar-hoverBackground': '#b8b8b850',
    'toolbar-activeBackground': '#a6a6a650',
    'list-hoverBackground': '#f2f2f2',
    'list-inactiveSelectionBackground': '#e4e6f1',
    'editor-findMatchHighlightBackground': '#ea5c0055',
  },
  dark: {
    'charts-green': '#89d185',
    'charts-blue': '#3794ff',
    'charts-yellow': '#cca700',
    'charts-orange': '#d18616',
    'charts-purple': '#b180d7',
    'charts-red': '#f14c4c',
    'editorError-foreground': '#f14c4c',
    'editorInfo-foreground': '#3794ff',
    'toolbar-hoverBackground': '#5a5d5e50',
    'toolbar-activeBackground': '#63666750',
    'list-hoverBackground': '#2a2d2e',
    'list-inactiveSelectionBackground': '#37373d',
    'editor-findMatchHighlightBackground': '#9e6a03',
  },
  'high contrast': {
    'charts-green': '#89d185',
    'charts-blue': '#3794ff',
    'charts-yellow': '#ffd370',
    'charts-orange': '#d18616',
    'charts-purple': '#b180d7',
    'charts-red': '#f48771',
    'editorError-foreground': '#f48771',
    'editorInfo-foreground': '#3794ff',
    'editor-findMatchBorder': '#f38518',
  },
  'high contrast light': {
    'charts-green': '#374e06',
    'charts-blue': '#1a85ff',
    'charts-yellow': '#895503',
    'charts-orange': '#d18616',
    'charts-purple': '#652d90',
    'charts-red': '#b5200d',
    'editorError-foreground': '#b5200d',
    'editorInfo-foreground': '#1a85ff',
    'editor-findMatchBorder': '#006bbd',
  },
};

export const THEME_NAMES = Object.keys(THEMES) as ThemeName[];

export function coloursOf(theme: ThemeName): { kind: string; colours: Record<string, string> } {
  const { kind, colours } = THEMES[theme];
  return { kind, colours: { ...MORE[theme], ...colours } };
}
