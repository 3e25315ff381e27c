package dev.waybill.stores.s3;

import java.util.List;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeParams;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;

/** Lets signatures cover bodies also where TLS would make that needless. */
final class BodySigning implements S3AuthSchemeProvider {
  private final S3AuthSchemeProvider usual = S3AuthSchemeProvider.defaultProvider();

  @Override
  public List<AuthSchemeOption> resolveAuthScheme(S3AuthSchemeParams request) {
    return usual.resolveAuthScheme(request).stream()
        .map(
            option ->
                option.toBuilder()
                    .putSignerProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                    .build())
        .toList();
  }
}
