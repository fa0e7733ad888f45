import { SecretBox } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { AuthEnvironment } from '../../env.js';
import { CREDENTIAL_STORE, type CredentialStore } from './credential-store.js';
import { SealedStore } from './sealed-store.js';
import { VaultClient, type VaultSettings } from './vault/vault-client.js';
import { VaultStore } from './vault/vault-store.js';

/** Where credentials of servers and tokens of connections are kept. */
@Module({})
export class CredentialStoreModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const store = { provide: CREDENTIAL_STORE, useValue: storeOf(environment) };
    return { module: CredentialStoreModule, providers: [store], exports: [store] };
  }
}

function storeOf(environment: AuthEnvironment): CredentialStore {
  const sealed = new SealedStore(new SecretBox(environment.MASTER_KEY, environment.MASTER_KEYS_PREVIOUS));
  if (environment.CREDENTIAL_STORE === 'postgres') return sealed;
  return new VaultStore(new VaultClient(vaultSettings(environment)), sealed);
}

/** @throws Error with the variable that is missing */
function vaultSettings(environment: AuthEnvironment): VaultSettings {
  const { VAULT_ADDR, VAULT_MOUNT: mount, VAULT_NAMESPACE: namespace = null } = environment;
  if (VAULT_ADDR === undefined) throw new Error('VAULT_ADDR: CREDENTIAL_STORE=vault needs the address of Vault.');
  return { address: new URL(VAULT_ADDR).origin, mount, namespace, login: loginOf(environment) };
}

function loginOf(environment: AuthEnvironment): VaultSettings['login'] {
  const { VAULT_TOKEN: token, VAULT_ROLE_ID: roleId, VAULT_SECRET_ID: secretId } = environment;
  if (token !== undefined) return { kind: 'token', token };
  if (roleId !== undefined && secretId !== undefined) {
    return { kind: 'approle', roleId, secretId, mount: environment.VAULT_APPROLE_MOUNT };
  }
  throw new Error('VAULT_TOKEN: CREDENTIAL_STORE=vault needs it, or VAULT_ROLE_ID and VAULT_SECRET_ID.');
}
