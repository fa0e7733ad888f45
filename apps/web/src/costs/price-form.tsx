'use client';

import { CreatePriceRequest } from '@gatewayops/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm, type FieldError, type UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import '../api/no-eval';
import { useApi } from '../api/api-context';
import { ApiError } from '../api/api-error';
import { useReauthentication } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Facts } from '../ui/card';
import { showRefusal } from '../ui/by-schema';
import { Dialog } from '../ui/dialog';
import { messageOf, RequestId } from '../ui/error-state';
import { Field } from '../ui/field';
import { formatMoney, microOf } from '../ui/format';
import { Input } from '../ui/input';
import { toast } from '../ui/toasts';
import type { Price } from './cost-queries';

const words = texts.prices.form;
const FORM = 'price-form';

/** Dollars as text, exactly as many millionths: never a fraction of JavaScript's. */
const Dollars = z.string().transform((text, context): number => {
  try {
    const micro = CreatePriceRequest.shape.price_micro_usd.safeParse(Number(microOf(text.trim().replace(/^\$/, ''))));
    if (micro.success) return micro.data;
  } catch {
    // Said below.
  }
  context.addIssue({ code: 'custom', message: words.priceWrong });
  return z.NEVER;
});
const PriceFields = CreatePriceRequest.extend({ price_micro_usd: Dollars });
type Entered = z.input<typeof PriceFields>;
type Meant = z.output<typeof PriceFields>;

/** Sets a price, or its next version: what it is for stays then. */
export default function PriceForm({ price, onClose }: { price: Price | null; onClose: () => void }) {
  const form = useForm<Entered, unknown, Meant>({
    resolver: zodResolver(PriceFields),
    defaultValues: enteredOf(price),
  });
  const save = useSave(form, onClose);
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={price === null ? words.titleNew : words.titleEdit}
      description={words.hint}
      footer={<Footer busy={save.isPending} onClose={onClose} />}
    >
      <form
        id={FORM}
        noValidate
        className="grid gap-3"
        onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
      >
        {price === null ? (
          <>
            <Field label={words.server} hint={words.serverHint} error={needed(errors.mcp_server)} required>
              {(control) => <Input {...control} {...form.register('mcp_server')} autoComplete="off" />}
            </Field>
            <Field label={words.tool} hint={words.toolHint} error={needed(errors.tool)} required>
              {(control) => <Input {...control} {...form.register('tool')} autoComplete="off" />}
            </Field>
          </>
        ) : (
          <Facts
            facts={[
              [words.server, price.mcp_server],
              [words.tool, price.tool],
            ]}
          />
        )}
        <Field label={words.price} hint={words.priceHint} error={errors.price_micro_usd?.message} required>
          {(control) => (
            <Input
              {...control}
              {...form.register('price_micro_usd')}
              inputMode="decimal"
              autoComplete="off"
              autoFocus={price !== null}
            />
          )}
        </Field>
        {save.error !== null && <Refused error={save.error} />}
      </form>
    </Dialog>
  );
}

function Footer({ busy, onClose }: { busy: boolean; onClose: () => void }) {
  return (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="primary" type="submit" form={FORM} busy={busy}>
        {words.save}
      </Button>
    </>
  );
}

const enteredOf = (price: Price | null): Entered => ({
  mcp_server: price?.mcp_server ?? '',
  tool: price?.tool ?? '*',
  price_micro_usd: price === null ? '' : formatMoney(price.price_micro_usd).replace(/[$,]/g, ''),
});

function Refused({ error }: { error: Error }) {
  return (
    <div role="alert" className="text-bad">
      <p>{messageOf(error)}</p>
      {error instanceof ApiError && error.requestId !== null && <RequestId id={error.requestId} />}
    </div>
  );
}

/** What is missing, in words; anything else as the schema says it. */
const needed = (error: FieldError | undefined): string | undefined =>
  error?.type === 'too_small' ? words.needed : error?.message;

/** What the service says about a field is shown at the field. */
function useSave(form: UseFormReturn<Entered, unknown, Meant>, onSaved: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  return useMutation({
    mutationFn: (body: Meant) => api.cost.POST('/v1/prices', { body }),
    onSuccess: async () => {
      toast(texts.prices.saved);
      await queries.invalidateQueries({ queryKey: ['/v1/prices'] });
      onSaved();
    },
    onError: (error) => {
      if (!confirmed(error)) showRefusal(form, error);
    },
  });
}
