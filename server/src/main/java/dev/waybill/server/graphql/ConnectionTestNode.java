package dev.waybill.server.graphql;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import java.util.Optional;

/** The schema's {@code ConnectionTest}. */
record ConnectionTestNode(
    String status,
    Optional<String> code,
    Stage stage,
    Optional<String> message,
    Optional<String> advice,
    String testedAt) {
  static ConnectionTestNode of(ConnectionTest test) {
    return new ConnectionTestNode(
        test.status(),
        test.failure().map(Failure::code),
        test.stage(),
        test.failure().map(Failure::message),
        test.failure().map(Failure::advice),
        test.testedAt().toString());
  }
}
