'use client';

import { useMutation } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { toastError } from '../ui/toasts';

/** Going on in another organisation, and signing out: both load a page anew, so that nothing of before is left in memory. */
export function useOrganizationSwitch() {
  const { auth } = useApi();
  const change = useMutation({
    mutationFn: (organization_id: string) => auth.PUT('/v1/auth/session/organization', { body: { organization_id } }),
    onSuccess: () => window.location.assign('/'),
    onError: toastError,
  });
  const signOutNow = (): void => {
    auth.DELETE('/v1/auth/session').then(() => window.location.assign('/signin'), toastError);
  };
  return { change, signOutNow };
}
