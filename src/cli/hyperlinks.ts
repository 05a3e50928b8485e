// Links in a terminal's text. Source: "Hyperlinks in Terminal Emulators" (OSC 8), and what emulators say of themselves.

type Env = Readonly<Record<string, string | undefined>>

const PROGRAMS = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'Tabby', 'rio', 'zed'])
const TERMS = /^(xterm-kitty|xterm-ghostty|alacritty|foot|contour|wezterm)/
/** The first of VTE, on which GNOME Terminal and others stand, that shows links and does not crash. */
const FIRST_VTE = 5_001

/** Whether the terminal behind a stream shows links; FORCE_HYPERLINK=1 or 0 decides. */
export function knowsHyperlinks(stream: { readonly isTTY?: boolean }, env: Env): boolean {
  if (stream.isTTY !== true || env['TERM'] === 'dumb') return false
  const forced = env['FORCE_HYPERLINK']
  if (forced !== undefined && forced !== '') return forced !== '0'
  if (env['NO_COLOR'] || env['TMUX'] || env['STY']) return false
  return (
    PROGRAMS.has(env['TERM_PROGRAM'] ?? '') ||
    TERMS.test(env['TERM'] ?? '') ||
    ['KITTY_WINDOW_ID', 'WT_SESSION', 'KONSOLE_VERSION', 'DOMTERM'].some((name) => env[name] !== undefined) ||
    Number(env['VTE_VERSION'] ?? 0) >= FIRST_VTE
  )
}

export const hyperlink = (text: string, url: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
