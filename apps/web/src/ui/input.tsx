import { clsx } from 'clsx';
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from 'radix-ui';
import { Check } from 'lucide-react';
import type { ComponentProps } from 'react';

export const inputClass =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink aria-invalid:border-bad disabled:opacity-60';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={clsx(inputClass, className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={clsx(inputClass, 'h-auto min-h-20 py-1.5', className)} />;
}

/** The browser's own: it knows keyboards, screen readers and telephones best. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={clsx(inputClass, 'pr-1', className)} />;
}

export function Checkbox({ className, ...rest }: ComponentProps<typeof RadixCheckbox.Root>) {
  return (
    <RadixCheckbox.Root
      {...rest}
      className={clsx(
        'grid size-4.5 shrink-0 place-items-center rounded border border-line-strong bg-surface',
        'data-[state=checked]:border-transparent data-[state=checked]:bg-accent-fill',
        className,
      )}
    >
      <RadixCheckbox.Indicator className="text-on-accent">
        <Check className="size-3.5" aria-hidden />
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
}

export function Switch({ className, ...rest }: ComponentProps<typeof RadixSwitch.Root>) {
  return (
    <RadixSwitch.Root
      {...rest}
      className={clsx(
        'h-5 w-9 shrink-0 rounded-full border border-line-strong bg-raised p-0.5 transition-colors',
        'data-[state=checked]:border-transparent data-[state=checked]:bg-accent-fill',
        className,
      )}
    >
      <RadixSwitch.Thumb className="block size-3.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </RadixSwitch.Root>
  );
}
