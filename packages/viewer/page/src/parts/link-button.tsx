/** A place to go to, as a small button. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** Shows the button. */
export function LinkButton({
  href,
  icon,
  children,
}: {
  /** A place of the page. */
  readonly href: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Button component={Link} href={href} variant="default" size="compact-sm" leftSection={icon}>
      {children}
    </Button>
  );
}
