package dev.waybill.cli.client;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** Whether command and server understand each other. */
public final class ApiVersion {
  /** The API that this command speaks; the server names its own in each answer. */
  public static final int SPOKEN = 1;

  private static final String HEADER = "Waybill-Api";

  private ApiVersion() {}

  public static String commandVersion() {
    return Optional.ofNullable(ApiVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** Refuses an answer of a server that speaks another API, or is no Waybill server at all. */
  static void check(String host, HttpHeaders headers) {
    Optional<String> spoken = headers.firstValue(HEADER);
    if (spoken.isEmpty()) {
      throw new CommandFailure(
          host + " does not answer like a Waybill server: check the host of your profile.");
    }
    int server = parse(spoken.get());
    if (server > SPOKEN) {
      throw new CommandFailure(
          "The server at "
              + host
              + " is too new for this command (API "
              + server
              + ", not "
              + SPOKEN
              + "): install the waybill command of the server's version.");
    }
    if (server < SPOKEN) {
      throw new CommandFailure(
          "The server at "
              + host
              + " is too old for this command (API "
              + server
              + ", not "
              + SPOKEN
              + "): upgrade the server or use its own waybill command.");
    }
  }

  private static int parse(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }
}
