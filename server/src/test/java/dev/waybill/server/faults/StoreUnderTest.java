package dev.waybill.server.faults;

import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store of one kind that exports deliver to. What lies in it can be read all the time. */
interface StoreUnderTest extends AutoCloseable {
  /** Where the proxy passes requests on to. */
  URI address();

  /**
   * Variables of the server's environment that let it use this store.
   *
   * @param proxy what stands before the store
   */
  Map<String, String> settings(URI proxy);

  /** How the API calls the creation of an export to it. */
  String mutation();

  /** The fields of that creation that say where to, and how to authenticate. */
  String destination(ExportPlan plan, URI proxy);

  /** The object of that key below the plan's path. */
  Optional<byte[]> read(ExportPlan plan, String key) throws IOException;

  /** All objects, each with the path of its plan. */
  List<String> keys() throws IOException;

  /** What the plan's customer verifies. */
  BucketReader place(ExportPlan plan) throws IOException;

  /** It answers no more, at once. */
  default void kill(FaultProxy proxy) throws IOException {
    proxy.outage(Trouble.RESET_BEFORE);
  }

  /** After it was killed; with all that it stored. */
  default void restart(FaultProxy proxy) throws IOException {
    proxy.outage(Trouble.NONE);
  }

  /** It keeps everybody waiting. */
  default void freeze(FaultProxy proxy) throws IOException, InterruptedException {
    proxy.outage(Trouble.STALLED_BEFORE);
  }

  default void thaw(FaultProxy proxy) throws IOException, InterruptedException {
    proxy.outage(Trouble.NONE);
  }

  @Override
  void close();
}
