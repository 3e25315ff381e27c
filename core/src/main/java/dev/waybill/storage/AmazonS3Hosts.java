package dev.waybill.storage;

import java.util.regex.Pattern;

/**
 * The hosts of Amazon S3 itself. Customers' own servers at AWS, such as machines and load
 * balancers, have names below the same domains.
 */
final class AmazonS3Hosts {
  private static final String REGION = "([a-z]{2}|eusc)(-[a-z]+)+-[0-9]+";

  /** Of AWS's partitions. */
  private static final String DOMAIN =
      "(amazonaws\\.(com(\\.cn)?|eu)|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk"
          + "|csp\\.hci\\.ic\\.gov)";

  /** The same for both versions of the internet protocol. */
  private static final String DUAL_STACK_DOMAIN =
      "api\\.(aws(\\.ic\\.gov|\\.scloud|\\.hci\\.ic\\.gov)?|amazonwebservices\\.(com\\.cn|eu)"
          + "|cloud-aws\\.adc-e\\.uk)";

  private static final String KIND = "s3(-fips|-accesspoint(-fips)?|express-[a-z0-9-]+)?";

  private static final Pattern HOST =
      Pattern.compile(
          "(?i)([a-z0-9.-]+\\.)?("
              + String.join(
                  "|",
                  KIND + "(\\.dualstack)?\\." + REGION + "\\." + DOMAIN,
                  KIND + "\\." + REGION + "\\." + DUAL_STACK_DOMAIN,
                  "s3(-fips)?-" + REGION + "\\." + DOMAIN,
                  "s3(-external-1|-accelerate(\\.dualstack)?)?\\.amazonaws\\.com",
                  "vpce-[a-z0-9-]+\\.s3\\." + REGION + "\\.vpce\\." + DOMAIN)
              + ")\\.?");

  private AmazonS3Hosts() {}

  static boolean include(String host) {
    return HOST.matcher(host).matches();
  }
}
