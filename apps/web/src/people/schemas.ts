import '../api/no-eval';

/** What forms are held to, apart from the views, so that it is loaded when something is sent. */
export {
  CreateApiKey,
  CreateInvitation,
  CreateRole,
  CreateServiceAccount,
  CreateSsoConnection,
  UpdateServiceAccount,
  UpdateSsoConnection,
} from '@gatewayops/contracts';
