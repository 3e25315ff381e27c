package dev.waybill.server.portal.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.azure.AzuritePlace;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the service a token for the container. */
final class SasCustomer extends AzureCustomer {
  private static final Pattern PERMISSIONS = Pattern.compile("--permissions ([a-z]+) ");
  private static final Duration LONG = Duration.ofDays(30);

  SasCustomer(AzuritePlace azurite) {
    super(azurite);
  }

  @Override
  public String storage() {
    return "Azure Storage, by a SAS token";
  }

  @Override
  public void letIn(Person person, String folder) {
    Matcher shown = PERMISSIONS.matcher(person.document("Script for the Azure command line"));
    assertThat(shown.find()).isTrue();
    person
        .fill("SAS token", azurite().sasToken("rl", LONG))
        .press("Test and go on")
        .sees("The test failed")
        .reads("A SAS token that reads or lists is not enough.");

    person.fill("SAS token", azurite().sasToken(shown.group(1), LONG)).press("Test again");
  }
}
