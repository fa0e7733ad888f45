'use client';

import { CreatePriceRequest } from '@gatewayops/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm, type UseFormSetError } from 'react-hook-form';
import { z } from 'zod';
import { useApi } from '../api/api-context';
import { ApiError } from '../api/api-error';
import { useReauthentication } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
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
    defaultValues: {
      mcp_server: price?.mcp_server ?? '',
      tool: price?.tool ?? '*',
      price_micro_usd: price === null ? '' : formatMoney(price.price_micro_usd).replace(/[$,]/g, ''),
    },
  });
  const save = useSave(form.setError, onClose);
  const { errors } = form.formState;
  const footer = (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="primary" type="submit" form={FORM} busy={save.isPending}>
        {words.save}
      </Button>
    </>
  );
  const title = price === null ? words.titleNew : words.titleEdit;
  return (
    <Dialog open onOpenChange={onClose} title={title} description={words.hint} footer={footer}>
      <form
        id={FORM}
        noValidate
        className="grid gap-3"
        onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
      >
        <Field label={words.server} hint={words.serverHint} error={errors.mcp_server?.message} required>
          {(control) => (
            <Input {...control} {...form.register('mcp_server')} readOnly={price !== null} autoComplete="off" />
          )}
        </Field>
        <Field label={words.tool} hint={words.toolHint} error={errors.tool?.message} required>
          {(control) => <Input {...control} {...form.register('tool')} readOnly={price !== null} autoComplete="off" />}
        </Field>
        <Field label={words.price} hint={words.priceHint} error={errors.price_micro_usd?.message} required>
          {(control) => (
            <Input {...control} {...form.register('price_micro_usd')} inputMode="decimal" autoComplete="off" />
          )}
        </Field>
        {save.error !== null && (
          <div role="alert" className="text-bad">
            <p>{messageOf(save.error)}</p>
            {save.error instanceof ApiError && save.error.requestId !== null && <RequestId id={save.error.requestId} />}
          </div>
        )}
      </form>
    </Dialog>
  );
}

/** What the service says about a field is shown at the field. */
function useSave(setError: UseFormSetError<Entered>, onSaved: () => void) {
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
      if (confirmed(error) || !(error instanceof ApiError)) return;
      for (const { field, message } of error.more.details)
        if (field in PriceFields.shape) setError(field as keyof Entered, { message });
    },
  });
}
