/** The frame around every view: where to go, whether it is live, and what applies everywhere. */
import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconChartHistogram,
  IconChecklist,
  IconDotsVertical,
  IconFileText,
  IconGitCompare,
  IconInfoCircle,
  IconKeyboard,
  IconMessages,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconSun,
  IconTimeline,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLive } from '../api/live.tsx';
import { AboutDialog } from './about-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import styles from './shell.module.css';

/** The views, in the order of their keys. */
const VIEWS: readonly { path: string; name: string; Icon: typeof IconMessages }[] = [
  { path: '/conversations', name: 'Conversations', Icon: IconMessages },
  { path: '/traces', name: 'Traces', Icon: IconTimeline },
  { path: '/compare', name: 'Compare', Icon: IconGitCompare },
  { path: '/metrics', name: 'Metrics', Icon: IconChartHistogram },
  { path: '/logs', name: 'Logs', Icon: IconFileText },
  { path: '/lint', name: 'Lint', Icon: IconChecklist },
];

/** Shows the frame and the view in it. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const [path, go] = useLocation();
  const live = useLive();
  const { setColorScheme } = useMantineColorScheme();
  const [dialog, setDialog] = useState<'about' | 'keys'>();
  const changeScheme = (): void => setColorScheme(isDarkNow() ? 'light' : 'dark');

  useHotkeys([
    ...VIEWS.map(({ path: to }, index): [string, () => void] => [String(index + 1), () => go(to)]),
    ['P', () => live.setPaused(!live.isPaused)],
    ['T', changeScheme],
    ['shift+?', () => setDialog('keys')],
    [
      '/',
      (event) => {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('input[type="search"]')?.focus();
      },
    ],
  ]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#view" onClick={skipToView}>
        Skip to the view
      </a>
      <nav className={styles.nav} aria-label="Views">
        <Link href="/conversations" className={styles.logo} aria-label="Spanwise">
          <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden>
            <rect width="32" height="32" rx="8" fill="#4c5fd5" />
            <path
              d="M7 10h13M11 16h14M9 22h8"
              stroke="#fff"
              strokeWidth="3"
              strokeLinecap="round"
            />
          </svg>
        </Link>
        <ul className={styles.views}>
          {VIEWS.map(({ path: to, name, Icon }) => (
            <li key={to}>
              <Link
                href={to}
                className={styles.view}
                aria-current={path.startsWith(to) ? 'page' : undefined}
              >
                <Icon size={20} stroke={1.7} />
                <span>{name}</span>
              </Link>
            </li>
          ))}
        </ul>
        <div className={styles.tools}>
          <LiveButton />
          <Tooltip label="Light or dark (t)" position="right">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Light or dark"
              className={styles.scheme}
              onClick={changeScheme}
            >
              <IconSun size={18} stroke={1.7} className={styles.sun} />
              <IconMoon size={18} stroke={1.7} className={styles.moon} />
            </ActionIcon>
          </Tooltip>
          <Menu position="right-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label="More">
                <IconDotsVertical size={18} stroke={1.7} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconInfoCircle size={16} />}
                onClick={() => setDialog('about')}
              >
                Where to send, what is stored
              </Menu.Item>
              <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => setDialog('keys')}>
                Keys
              </Menu.Item>
              <Menu.Item leftSection={<IconSun size={16} />} onClick={changeScheme}>
                Light or dark
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </nav>
      <main className={styles.main} id="view" tabIndex={-1}>
        {children}
      </main>
      <AboutDialog isOpen={dialog === 'about'} onClose={() => setDialog(undefined)} />
      <KeysDialog isOpen={dialog === 'keys'} onClose={() => setDialog(undefined)} />
    </div>
  );
}

function LiveButton(): ReactNode {
  const { isConnected, isPaused, waitingCount, setPaused } = useLive();
  const words = !isConnected
    ? 'Not connected'
    : isPaused
      ? `Paused${waitingCount > 0 ? `, ${waitingCount} waiting` : ''}: go on (p)`
      : 'Live: pause (p)';
  return (
    <Tooltip label={words} position="right">
      <button
        type="button"
        className={styles.live}
        data-state={!isConnected ? 'off' : isPaused ? 'paused' : 'live'}
        aria-label={words}
        aria-pressed={isPaused}
        onClick={() => setPaused(!isPaused)}
      >
        {isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
        <span>
          {!isConnected
            ? 'Offline'
            : isPaused
              ? waitingCount > 0
                ? `+${waitingCount}`
                : 'Paused'
              : 'Live'}
        </span>
      </button>
    </Tooltip>
  );
}

function isDarkNow(): boolean {
  return document.documentElement.dataset.mantineColorScheme === 'dark';
}

function skipToView(event: { preventDefault: () => void }): void {
  // The fragment is the place: following the link would leave it.
  event.preventDefault();
  document.querySelector<HTMLElement>('#view')?.focus();
}
