/** Mantine's theme. Colours are set in `page.css`: the policy of the page allows no style that a script writes. */
import { createTheme, type MantineThemeOverride } from '@mantine/core';

/** The look that all components share. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'indigo',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Mantine's locks write a style element, which the policy forbids.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 360 } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
  },
});
