package dev.waybill.integration;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Instant;

/**
 * A storage integration that was deleted while exports were kept that used it. These are
 * <em>detached</em>: disabled, and nothing is delivered for them, until they are attached to
 * another one.
 */
public final class DeletedIntegration {
  /** Of the failure that stands until the export is attached elsewhere. */
  public static final String CODE = "INTEGRATION_DELETED";

  private static final String WHAT = "Its storage integration was deleted";
  private static final String NEXT =
      "attach the export to another one (updateExportConfiguration with storageIntegrationId), then"
          + " enable it.";

  /** What a detached export says, and the answer to whoever wants it to deliver something. */
  public static final String STATUS = WHAT + ": " + NEXT;

  private DeletedIntegration() {}

  /**
   * What is known of the connection from then on.
   *
   * @param at when it was deleted
   */
  public static ConnectionTest test(Instant at) {
    Failure failure =
        new Failure(
            Fault.CUSTOMER,
            Stage.RESOLVE,
            CODE,
            WHAT + ".",
            Character.toUpperCase(NEXT.charAt(0)) + NEXT.substring(1));
    return ConnectionTest.failed(STATUS, failure, at);
  }

  /** Whether it is one, as those are given that exports still point at. */
  public static boolean is(StorageIntegration integration) {
    return integration.lastTest().failure().map(Failure::code).filter(CODE::equals).isPresent();
  }
}
