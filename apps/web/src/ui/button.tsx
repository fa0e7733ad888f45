import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';
type Size = 'small' | 'medium';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent-fill text-on-accent border-transparent hover:brightness-110',
  plain: 'bg-surface text-ink border-line hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
  danger: 'bg-bad-fill text-on-accent border-transparent hover:brightness-110',
};
const SIZES: Record<Size, string> = { small: 'h-7 px-2 text-xs', medium: 'h-8 px-3' };

export function buttonClass(look: Look = 'plain', size: Size = 'medium', more?: string): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap',
    'transition-colors disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4',
    LOOKS[look],
    SIZES[size],
    more,
  );
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  size?: Size;
  /** What was asked for is under way: the button waits. */
  busy?: boolean;
}

export function Button({ look, size, busy = false, className, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={buttonClass(look, size, className)}
    />
  );
}

/** A button that is a picture: `label` is its name. */
export function IconButton({
  label,
  icon,
  look = 'quiet',
  size = 'medium',
  className,
  ...rest
}: Omit<ButtonProps, 'children'> & { label: string; icon: ReactNode }) {
  const square = size === 'small' ? 'w-7 px-0!' : 'w-8 px-0!';
  return (
    <Button {...rest} look={look} size={size} aria-label={label} title={label} className={clsx(square, className)}>
      {icon}
    </Button>
  );
}
