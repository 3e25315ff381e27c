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
    Optional<Failure> note = test.failure().or(test::warning);
    return new ConnectionTestNode(
        test.status(),
        note.map(Failure::code),
        test.stage(),
        note.map(Failure::message),
        note.map(Failure::advice),
        test.testedAt().toString());
  }
}
