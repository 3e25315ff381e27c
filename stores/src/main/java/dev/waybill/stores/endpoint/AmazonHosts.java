package dev.waybill.stores.endpoint;

import dev.waybill.storage.S3Location;
import java.net.URI;
import java.util.regex.Pattern;

/** The names below which AWS's own servers are. */
public final class AmazonHosts {
  private static final Pattern NAME = Pattern.compile("(?i).+\\.amazonaws\\.com(\\.cn)?\\.?");

  private AmazonHosts() {}

  /** Whether a bucket is one of AWS, rather than of another store that speaks its protocol. */
  public static boolean serve(S3Location location) {
    return location
        .endpoint()
        .map(URI::getHost)
        .filter(host -> !NAME.matcher(host).matches())
        .isEmpty();
  }
}
