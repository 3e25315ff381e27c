package dev.waybill.server.audit;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.Identity;
import dev.waybill.tenant.TenantId;

/** Who does something. */
public sealed interface Actor {

  /** Somebody that the service knows, by a request. */
  record Known(Identity identity, Origin origin) implements Actor {
    public Known {
      requireNonNull(identity, "identity is null");
      requireNonNull(origin, "origin is null");
    }
  }

  /** Nobody that the service knows: there is no such key. */
  record Unknown(Origin origin) implements Actor {
    public Unknown {
      requireNonNull(origin, "origin is null");
    }
  }

  /** The service by itself, for nobody in particular. */
  record Service() implements Actor {}

  /**
   * Whether it belongs to those who run the service: what they do with a tenant is recorded there
   * and in {@link TenantId#OPERATORS}.
   */
  default boolean isOperator() {
    return this instanceof Known(Identity identity, _) && identity.tenant().isEmpty();
  }

  /**
   * The request behind it.
   *
   * @param address the client's
   * @param requestId as in the answer's {@code X-Request-Id}
   */
  record Origin(String address, String requestId) {
    public Origin {
      requireNonNull(address, "address is null");
      requireNonNull(requestId, "requestId is null");
    }
  }
}
