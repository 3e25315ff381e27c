package dev.waybill.stores.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.deadline.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Signs the service's application in at customers' directories. */
final class EntraSignIn implements EntraTokens.Source {
  private static final String STORAGE = "https://storage.azure.com/.default";
  private static final String EXCHANGE = "api://AzureADTokenExchange/.default";

  /** Those that know each other's directories; at any other there is nobody to ask for them. */
  private static final Set<String> MICROSOFTS =
      Set.of(
          "login.microsoftonline.com",
          "login.microsoftonline.us",
          "login.chinacloudapi.cn",
          "login.partner.microsoftonline.cn");

  private final AzureApplication application;
  private final AzureHttp http;
  private final AzureHttp machine;
  private final EntraFailures failures;

  /**
   * @param http the way to the authority
   * @param machine the way to what gives a machine its identity
   */
  EntraSignIn(
      AzureApplication application, AzureHttp http, AzureHttp machine, EntraFailures failures) {
    this.application = application;
    this.http = http;
    this.machine = machine;
    this.failures = failures;
  }

  @Override
  public EntraTokens.Granted ask(EntraDirectory directory, Deadline deadline) {
    try {
      AccessToken token = token(credential(directory, deadline), STORAGE);
      return new EntraTokens.Granted(token.getToken(), token.getDurationUntilExpiration());
    } catch (RuntimeException e) {
      throw new NoTokenException(failures.failure(directory, e), e);
    }
  }

  private TokenCredential credential(EntraDirectory directory, Deadline deadline) {
    return switch (application.proof()) {
      case AzureApplication.Proof.Secret(String text) ->
          at(directory, deadline, new ClientSecretCredentialBuilder().clientSecret(text)).build();
      case AzureApplication.Proof.Certificate(Path file) ->
          at(
                  directory,
                  deadline,
                  new ClientCertificateCredentialBuilder().pemCertificate(file.toString()))
              .sendCertificateChain(true)
              .build();
      case AzureApplication.Proof.TokenFile(Path file) ->
          at(
                  directory,
                  deadline,
                  new ClientAssertionCredentialBuilder().clientAssertion(() -> read(file)))
              .build();
      case AzureApplication.Proof.ManagedIdentity identity ->
          at(
                  directory,
                  deadline,
                  new ClientAssertionCredentialBuilder()
                      .clientAssertion(() -> tokenOf(identity, deadline)))
              .build();
    };
  }

  private <B extends AadCredentialBuilderBase<B>> B at(
      EntraDirectory directory, Deadline deadline, B builder) {
    builder
        .configuration(Configuration.NONE) // first, since it sets the authority to its own, too
        .tenantId(directory.id())
        .clientId(application.clientId())
        .authorityHost(application.authority().toString())
        .httpClient(http.client(deadline))
        .retryPolicy(once());
    if (!MICROSOFTS.contains(application.authority().getHost())) {
      builder.disableInstanceDiscovery();
    }
    return builder;
  }

  private String tokenOf(AzureApplication.Proof.ManagedIdentity identity, Deadline deadline) {
    try {
      ManagedIdentityCredentialBuilder builder =
          new ManagedIdentityCredentialBuilder()
              .httpClient(machine.client(deadline))
              .retryPolicy(once());
      identity.clientId().ifPresent(builder::clientId);
      return token(builder.build(), EXCHANGE).getToken();
    } catch (RuntimeException e) {
      throw new NoProofException("no token of the machine's managed identity", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new NoProofException("the token file cannot be read", e);
    }
  }

  private static AccessToken token(TokenCredential credential, String scope) {
    return credential.getTokenSync(new TokenRequestContext().addScopes(scope));
  }

  private static RetryPolicy once() {
    return new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1)));
  }

  /** The operator's part is missing. */
  static final class NoProofException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoProofException(String message, Exception cause) {
      super(message, cause);
    }
  }
}
