package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyId;
import dev.waybill.tenant.TenantId;
import java.util.UUID;

/**
 * Where a secret belongs. It can be decrypted there and nowhere else, so that a ciphertext copied
 * into another row is worth nothing.
 */
public sealed interface SecretBinding {

  /** The credentials of a tenant's storage integration. */
  record DestinationCredentials(TenantId tenant, UUID integration) implements SecretBinding {
    public DestinationCredentials {
      requireNonNull(tenant, "tenant is null");
      requireNonNull(integration, "integration is null");
    }
  }

  /** The private half of a key that signs manifests. */
  record SigningKey(KeyId id) implements SecretBinding {
    public SigningKey {
      requireNonNull(id, "id is null");
    }
  }

  /** What signs the webhooks of a tenant's endpoint. */
  record WebhookSecret(TenantId tenant, UUID endpoint) implements SecretBinding {
    public WebhookSecret {
      requireNonNull(tenant, "tenant is null");
      requireNonNull(endpoint, "endpoint is null");
    }
  }

  /** No part can contain the separator, so no two bindings have the same bytes. */
  default byte[] associatedData() {
    String text =
        switch (this) {
          case DestinationCredentials(TenantId tenant, UUID integration) ->
              "DESTINATION_CREDENTIALS\n" + tenant + "\n" + integration;
          case SigningKey(KeyId id) -> "SIGNING_KEY\n" + id;
          case WebhookSecret(TenantId tenant, UUID endpoint) ->
              "WEBHOOK_SECRET\n" + tenant + "\n" + endpoint;
        };
    return ("waybill/1\n" + text).getBytes(UTF_8);
  }
}
