import type { Config } from 'tailwindcss';
import plugin from 'tailwindcss/plugin';

/** A value in light and in dark. */
type Pair = readonly [light: string, dark: string];

/** Every colour of the product: contrast is checked for these pairs only, so Tailwind's own palette is switched off below. */
const colours = {
  // Surfaces
  canvas: ['#faf9fa', '#110f11'],
  surface: ['#ffffff', '#181518'],
  sunken: ['#f5f4f5', '#0e0c0e'],
  hover: ['#f1eef1', '#211e21'],
  pressed: ['#eae7ea', '#2b272b'],
  selected: ['#faeff4', '#2a1b25'],
  code: ['rgb(60 30 60 / .065)', 'rgb(255 240 255 / .09)'],
  own: ['#f5f3f5', '#211e21'],
  skeleton: ['#ebe9eb', '#272427'],
  overlay: ['rgb(28 20 28 / .38)', 'rgb(5 3 5 / .62)'],
  // Lines: `line` separates, `control-line` borders controls (3:1)
  line: ['#e3e0e3', '#2b282c'],
  'line-strong': ['#cdc9cd', '#413d41'],
  'control-line': ['#8c878c', '#756f75'],
  // Text
  text: ['#1d171d', '#eeecee'],
  'text-2': ['#4e484f', '#bcb7bc'],
  'text-3': ['#696269', '#9c969c'],
  // Ink: the primary button
  ink: ['#201920', '#f0edf0'],
  'ink-hover': ['#382f39', '#d3d0d3'],
  'on-ink': ['#ffffff', '#141015'],
  // Thread: the identity. Links, focus, unread, selection. Never a status
  thread: ['#a42c71', '#e57db1'],
  'thread-text': ['#912563', '#f09dc4'],
  'thread-line': ['#e8a8c5', '#843b61'],
  'thread-soft': ['#fcecf3', '#331c27'],
  'on-thread': ['#ffffff', '#160c11'],
  focus: ['#a42c71', '#ec84b7'],
  // Feedback
  danger: ['#be2323', '#f2716a'],
  'danger-text': ['#a51f1e', '#fb9795'],
  'danger-soft': ['#fff0ee', '#341816'],
  'danger-line': ['#f7b4ad', '#843c38'],
  'success-text': ['#095c34', '#8ed8a8'],
  'success-soft': ['#ecfaf0', '#14251b'],
  'success-line': ['#9bd4ae', '#2f5740'],
  'warning-text': ['#7a4702', '#ebc989'],
  'warning-soft': ['#fef2d9', '#2a2112'],
  'warning-line': ['#eac07a', '#644f2a'],
  // Status: text on soft; mark for glyphs
  'open-text': ['#01569c', '#98caf5'],
  'open-soft': ['#e7f2fe', '#15293d'],
  'open-mark': ['#0278d7', '#56a4eb'],
  'pending-text': ['#7a4702', '#ebc989'],
  'pending-soft': ['#fef0d3', '#322714'],
  'pending-mark': ['#bd720f', '#deaa54'],
  'progress-text': ['#5c39a9', '#c8b5f4'],
  'progress-soft': ['#f1eeff', '#2b243f'],
  'progress-mark': ['#7c56d7', '#a58bec'],
  'resolved-text': ['#095c34', '#8ed8a8'],
  'resolved-soft': ['#dff8e6', '#172c20'],
  'resolved-mark': ['#14874e', '#51b67a'],
  'closed-text': ['#534e53', '#bab6ba'],
  'closed-soft': ['#eeecee', '#262326'],
  'closed-mark': ['#7d787e', '#837e83'],
  // Priority
  'low-mark': ['#7d787e', '#837e83'],
  'medium-mark': ['#575057', '#b4afb5'],
  'high-mark': ['#c95b0a', '#e99355'],
  'high-text': ['#913e10', '#f7af78'],
  'urgent-mark': ['#cc2827', '#f3625d'],
  'urgent-text': ['#a51f1e', '#fb9795'],
  'urgent-soft': ['#feedec', '#3d1b18'],
  'high-soft': ['#feefe4', '#372214'],
  // Internal note: the only yellow paper
  note: ['#fff8df', '#282213'],
  'note-line': ['#e0c482', '#5e4e25'],
  'note-text': ['#684507', '#e0c88e'],
  // Avatars: fill and initials
  a1: ['#ffdddc', '#4c2b2b'],
  'a1-t': ['#742d31', '#f6c2c1'],
  a2: ['#f3e5c9', '#40331d'],
  'a2-t': ['#604008', '#e9d1a0'],
  a3: ['#d0efdd', '#20392c'],
  'a3-t': ['#0c4f33', '#a9e0c1'],
  a4: ['#d2eafc', '#1e384d'],
  'a4-t': ['#014b79', '#b4d6ef'],
  a5: ['#e9e1fb', '#3a2e50'],
  'a5-t': ['#53347e', '#d7c9f3'],
} as const satisfies Record<string, Pair>;

/** Elevation: e1 cards that act as buttons, e2 menus and toasts, e3 dialogs. In dark, height is a lighter surface plus a hairline. */
const shadows = {
  e1: ['0 1px 2px rgb(40 24 40 / .06)', '0 1px 2px rgb(0 0 0 / .3)'],
  e2: [
    '0 1px 2px rgb(40 24 40 / .06), 0 8px 24px -4px rgb(40 24 40 / .14)',
    '0 0 0 1px rgb(255 255 255 / .04), 0 8px 24px -4px rgb(0 0 0 / .6)',
  ],
  e3: [
    '0 2px 6px rgb(40 24 40 / .08), 0 24px 64px -12px rgb(40 24 40 / .30)',
    '0 0 0 1px rgb(255 255 255 / .05), 0 24px 64px -12px rgb(0 0 0 / .8)',
  ],
} as const satisfies Record<string, Pair>;

const motion = {
  fast: '90ms', // hover and press
  base: '160ms', // menus, tabs, toasts
  slow: '240ms', // panes and progress
} as const;

/** The tokens as CSS variables of one theme: 0 light, 1 dark. */
function variables(theme: 0 | 1): Record<string, string> {
  const pairs = Object.entries<Pair>({ ...colours, ...shadows });
  return Object.fromEntries(pairs.map(([name, pair]) => [`--${name}`, pair[theme]]));
}

/** `{ canvas: 'var(--canvas)' }`, so that a class follows the theme without a `dark:` twin. */
function references(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `var(--${name})`]));
}

const light = { 'color-scheme': 'light', ...variables(0) };
const dark = { 'color-scheme': 'dark', ...variables(1) };

/** Light is the default; dark follows the system unless `data-theme` on the document says otherwise. */
const themes = plugin(({ addBase }) => {
  addBase({
    ':root': { ...light, ...Object.fromEntries(Object.entries(motion).map(([name, time]) => [`--t-${name}`, time])) },
    '@media (prefers-color-scheme: dark)': { ':root:not([data-theme="light"])': dark },
    ':root[data-theme="dark"]': dark,
    '@media (prefers-reduced-motion: reduce)': {
      ':root': Object.fromEntries(Object.keys(motion).map((name) => [`--t-${name}`, '0ms'])),
    },
  });
});

/** The design system of Hilo: one type scale, one spacing scale (Tailwind's, 4 px a step), one set of colours. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      inherit: 'inherit',
      transparent: 'transparent',
      current: 'currentColor',
      ...references(Object.keys(colours)),
    },
    boxShadow: { none: 'none', ...references(Object.keys(shadows)) },
    screens: { md: '761px', lg: '1024px', xl: '1280px' },
    fontFamily: {
      sans: ['var(--font-geist-sans)', 'ui-sans-serif', 'system-ui', '"Segoe UI"', 'sans-serif'],
      mono: ['var(--font-geist-mono)', 'ui-monospace', '"SFMono-Regular"', 'monospace'],
    },
    fontSize: {
      '2xs': ['11px', '16px'],
      xs: ['12px', '16px'],
      sm: ['13px', '20px'],
      md: ['14px', '20px'],
      body: ['15px', '24px'],
      lg: ['17px', { lineHeight: '24px', letterSpacing: '-0.012em' }],
      xl: ['20px', { lineHeight: '28px', letterSpacing: '-0.018em' }],
      '2xl': ['28px', { lineHeight: '34px', letterSpacing: '-0.025em' }],
    },
    fontWeight: { normal: '400', medium: '500', semibold: '600' },
    borderRadius: { none: '0', sm: '4px', md: '7px', lg: '11px', xl: '16px', full: '999px' },
    transitionDuration: Object.fromEntries(Object.keys(motion).map((name) => [name, `var(--t-${name})`])),
    transitionTimingFunction: {
      out: 'cubic-bezier(.2, .8, .2, 1)',
      in: 'cubic-bezier(.5, 0, .9, .4)',
      linear: 'linear',
    },
    keyframes: {
      spin: { to: { transform: 'rotate(360deg)' } },
      pulse: { '50%': { opacity: '.55' } },
      blink: { '0%, 60%, 100%': { opacity: '.3' }, '30%': { opacity: '1' } },
      appear: { from: { opacity: '0' } },
      rise: { from: { opacity: '0', transform: 'translateY(8px)' } },
      runout: { to: { transform: 'scaleX(0)' } },
    },
    animation: {
      spin: 'spin .8s linear infinite',
      // Skeletons keep still, and unseen, for 200 ms: most things come faster than that.
      skeleton: 'appear .2s .2s backwards, pulse 1.6s .4s ease-in-out infinite',
      blink: 'blink 1.2s infinite',
      rise: 'rise var(--t-slow) cubic-bezier(.2, .8, .2, 1)',
      runout: 'runout 8s linear forwards',
    },
  },
  plugins: [themes],
} satisfies Config;
