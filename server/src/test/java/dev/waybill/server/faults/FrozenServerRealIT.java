package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenServerRealIT {
  private static final int SLOW_ANSWERS = 100;

  /** Key and origin record, which another attempt puts again, and two objects. */
  private static final int REQUESTS = 4;

  @TempDir private Path folder;

  @Test
  void sendsNothingMoreOnceItsLeaseIsOver() throws Exception {
    try (var export = new OneExport(StoreKind.S3, folder)) {
      export.send(3_000);
      FaultProxy proxy = export.rig().proxy();
      proxy.next(Collections.nCopies(SLOW_ANSWERS, Trouble.DELAYED).toArray(Trouble[]::new));
      String job = export.run();
      export.awaitRequests(REQUESTS);

      export.rig().server().freeze();
      export.rig().clock().pass(Rig.LEASE_OVER);
      proxy.forget();
      export.rig().server().thaw();
      export.awaitStatus(job, "SUCCEEDED");

      // The attempt that was frozen gave up before its next request, the next one sent the rest.
      assertThat(export.attempts(job)).containsExactly("CANCELLED", "SUCCEEDED");
      List<String> names =
          proxy.seen().stream()
              .map(StoreRequest::target)
              .filter(name -> name.contains("/events/"))
              .toList();
      assertThat(names).hasSizeGreaterThan(5).doesNotHaveDuplicates();
      export.awaitDelivery();
    }
  }
}
