'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context';
import { texts } from '../../texts';
import { Card } from '../../ui/card';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/states';
import { MaskingForm } from './masking-form';
import { maskingRules } from './rules';

/** What is masked, and a box to try it. */
export function MaskingCard() {
  const api = useApi();
  const { data, error, refetch } = useQuery(maskingRules(api));
  return (
    <Card title={texts.settings.masking}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows count={6} />}
      {data !== undefined && <MaskingForm rules={data} />}
    </Card>
  );
}
