package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.util.UUID;

/**
 * Where a secret belongs. It can be decrypted there and nowhere else, so that a ciphertext copied
 * into another row is worth nothing.
 */
public record SecretBinding(TenantId tenant, UUID row, Purpose purpose) {

  /** What a secret is for. */
  public enum Purpose {
    DESTINATION_CREDENTIALS
  }

  public SecretBinding {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(row, "row is null");
    requireNonNull(purpose, "purpose is null");
  }

  /** No part can contain the separator, so no two bindings have the same bytes. */
  byte[] associatedData() {
    return ("waybill/1\n" + purpose + "\n" + tenant + "\n" + row).getBytes(UTF_8);
  }
}
