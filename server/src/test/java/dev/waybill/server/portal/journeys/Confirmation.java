package dev.waybill.server.portal.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;

/** Shows the service what it has put there: its identity is the same for all tenants. */
final class Confirmation {
  private Confirmation() {}

  /** On the page of an integration whose test has got as far as that. */
  static void give(Person person, SortedMap<String, byte[]> objects) {
    person.sees("Confirm that the place is yours");
    String object = person.fact("Object that the test has put there");
    byte[] token = objects.get(object);
    assertThat(token).as("what the test has put at %s", object).isNotNull();
    person.fill("Token", new String(token, UTF_8)).press("Confirm");
    person.stage("COMPLETE", "Done");
  }
}
