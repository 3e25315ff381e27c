package dev.waybill.server.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the API listens. */
public record ServerSettings(
    @Setting(
            about =
                "The address the API listens on. Give it a certificate, or put a TLS proxy in"
                    + " front, before you let it listen on a network.",
            absent = "127.0.0.1")
        String address,
    @Setting(
            about = "The port of the API; 0 picks a free one.",
            absent = "8080",
            least = "0",
            most = "65535")
        int port,
    @Setting(
            about =
                "How many requests are worked on at a time. A request that waits for the disk"
                    + " holds its thread.",
            absent = "200",
            least = "1",
            most = "10000")
        int threads,
    @Setting(
            about =
                "How long a stop waits for running requests before it ends them. Exports come to"
                    + " their end meanwhile, within 17 seconds.",
            absent = "15s",
            least = "1s",
            most = "10m")
        Duration stopTimeout,
    @Setting(
            about =
                "The proxies in front of the API, as IP addresses or ranges such as `10.0.0.0/8`."
                    + " They are believed who the client is and whether it came by `https`; nobody"
                    + " else is.")
        List<AddressRange> trustedProxies,
    @Setting(
            about =
                "How these proxies say it: `X_FORWARDED` is `X-Forwarded-For`, `-Proto` and `-Host`,"
                    + " `FORWARDED` is RFC 7239. The proxies must set these headers themselves; the"
                    + " other ones, which a client may have sent, are ignored.",
            absent = "X_FORWARDED")
        ForwardingHeaders forwardedHeaders,
    @Setting(
            about =
                "Where browsers reach this service, such as `https://audit.example.com`, without a"
                    + " path. Absent, login.public-url.")
        Optional<URI> publicUrl) {
  static final String AT_ROOT = "the service lies at the root of its host";

  /** The headers in which a proxy says for whom it asks. */
  public enum ForwardingHeaders {
    X_FORWARDED,
    FORWARDED
  }

  public ServerSettings {
    trustedProxies = List.copyOf(trustedProxies);
    publicUrl.ifPresent(url -> SafeUrl.requireOrigin("public-url", url, AT_ROOT));
  }
}
