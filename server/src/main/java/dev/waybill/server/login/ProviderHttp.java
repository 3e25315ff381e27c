package dev.waybill.server.login;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** The way to the identity provider; waits a bounded time, follows no redirect. */
final class ProviderHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final ClientHttpRequestFactory requests;

  ProviderHttp() {
    var factory =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(CONNECT).build());
    factory.setReadTimeout(ANSWER);
    this.requests = factory;
  }

  /** For what is read: configuration, keys, claims. */
  RestTemplate forDocuments() {
    return new RestTemplate(requests);
  }

  /** For the exchange of a code. */
  RestClient forTokens() {
    return RestClient.builder()
        .requestFactory(requests)
        .configureMessageConverters(
            all ->
                all.addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  /** Whether it was the provider, or the way to it, that did not work. */
  static boolean isFailure(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof HttpServerErrorException) {
        return true;
      }
    }
    return false;
  }
}
