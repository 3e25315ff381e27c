package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.EncryptResponse;

/**
 * A symmetric key in AWS KMS, which never leaves it. Asked a few times in the life of a process, so
 * each request has connections of its own. Safe for use by many threads.
 */
public final class KmsKey {
  /** What KMS encrypts in one request. */
  private static final int MOST_BYTES = 4_096;

  private static final int ATTEMPTS = 2;

  private final KmsKeyName name;
  private final KmsSettings settings;

  public KmsKey(KmsKeyName name, KmsSettings settings) {
    this.name = requireNonNull(name, "name is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  public KmsKeyName name() {
    return name;
  }

  /**
   * Encrypts at most 4,096 bytes; with the key that an alias names now.
   *
   * @param context must be given again to decrypt them; stands in clear in CloudTrail
   * @throws KmsRefusedException if KMS refuses, or cannot be reached
   */
  public KmsCiphertext encrypt(byte[] clear, Map<String, String> context)
      throws KmsRefusedException {
    if (clear.length > MOST_BYTES) {
      throw new IllegalArgumentException(clear.length + " bytes are too many for KMS");
    }
    EncryptResponse answer =
        ask(
            name,
            kms ->
                kms.encrypt(
                    request ->
                        request
                            .keyId(name.value())
                            .plaintext(SdkBytes.fromByteArray(clear))
                            .encryptionContext(context)));
    return new KmsCiphertext(answer.ciphertextBlob().asByteArray(), answer.keyId());
  }

  /**
   * Decrypts what this key encrypted with that context.
   *
   * @param by the key itself, as {@link KmsCiphertext#key} said: an alias may name another by now
   * @throws KmsRefusedException if KMS refuses, cannot be reached, or that is something else
   */
  public byte[] decrypt(byte[] sealed, String by, Map<String, String> context)
      throws KmsRefusedException {
    KmsKeyName exact =
        name.exactly(by)
            .orElseThrow(() -> new KmsRefusedException(KmsRefusals.encryptedByAnother(name)));
    return ask(
        exact,
        kms ->
            kms.decrypt(
                    request ->
                        request
                            .keyId(exact.value())
                            .ciphertextBlob(SdkBytes.fromByteArray(sealed))
                            .encryptionContext(context))
                .plaintext()
                .asByteArray());
  }

  private <T> T ask(KmsKeyName key, Function<KmsClient, T> request) throws KmsRefusedException {
    try (SdkHttpClient http = connections();
        KmsClient kms = client(http)) {
      return request.apply(kms);
    } catch (SdkException e) {
      throw new KmsRefusedException(new KmsRefusals(key, settings).explain(e));
    }
  }

  private KmsClient client(SdkHttpClient http) {
    KmsClientBuilder client =
        KmsClient.builder()
            .httpClient(http)
            .region(Region.of(name.region()))
            .credentialsProvider(identity())
            .overrideConfiguration(
                calls ->
                    calls
                        .apiCallTimeout(settings.timeout())
                        .retryStrategy(
                            DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
    settings.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }

  private AwsCredentialsProvider identity() {
    return settings
        .identity()
        .<AwsCredentialsProvider>map(
            key ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private SdkHttpClient connections() {
    Apache5HttpClient.Builder client =
        Apache5HttpClient.builder()
            .connectionTimeout(settings.timeout())
            .socketTimeout(settings.timeout())
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build());
    settings.caBundle().ifPresent(bundle -> client.tlsTrustManagersProvider(bundle::trustManagers));
    return settings
        .proxy()
        .<SdkHttpClient>map(
            proxy ->
                new ProxiedHttpClient(
                    client.httpRoutePlanner(new ProxyRoutes(proxy)).build(), operatorsOwn()))
        .orElseGet(client::build);
  }

  /** Nobody but the operator says where KMS is. */
  private static EndpointPolicy operatorsOwn() {
    return new EndpointPolicy(Set.of("*"), PrivateAddresses.ALLOWED);
  }
}
