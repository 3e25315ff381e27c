package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How customers' buckets at Google Cloud are reached, and as which service account. */
public record GoogleAccessSettings(
    @Setting(about = "Where the JSON API of Google Cloud Storage is reached. Absent, at Google's.")
        Optional<URI> endpoint,
    @Setting(
            about =
                "Where a service account's key is exchanged for a token. Absent, at Google's,"
                    + " whatever the key says.")
        Optional<URI> tokenEndpoint,
    @Setting(
            about =
                "A file with the service's own identity, which customers grant: a service account's"
                    + " key, or Google's description of how to exchange another platform's tokens"
                    + " (workload identity federation).")
        Optional<Path> credentials,
    @Setting(
            about =
                "Whether the service's own identity is the one that its machine, or the"
                    + " environment, has at Google Cloud; instead of google.credentials. Without"
                    + " either, tenants use keys of their own alone.",
            absent = "false")
        boolean environmentIdentity) {
  public GoogleAccessSettings {
    endpoint.ifPresent(url -> SafeUrl.require("endpoint", url));
    tokenEndpoint.ifPresent(url -> SafeUrl.require("token-endpoint", url));
    if (environmentIdentity && credentials.isPresent()) {
      throw new InvalidInput(
          "credentials", "is one identity too many: give it, or google.environment-identity");
    }
  }
}
