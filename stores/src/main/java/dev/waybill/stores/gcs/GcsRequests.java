package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler.BackOffRequired;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.util.BackOff;
import com.google.api.client.util.ExponentialBackOff;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Gives every request its credentials, its time limits, and patience with a store that is busy. */
final class GcsRequests implements HttpRequestInitializer {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final int RETRIES = 5;
  private static final int FIRST_PAUSE_MILLIS = 250;

  private static final int TOO_LONG = 408;
  private static final int TOO_MANY = 429;

  private final Optional<HttpCredentialsAdapter> credentials;

  GcsRequests(Optional<GoogleCredentials> credentials) {
    this.credentials = credentials.map(HttpCredentialsAdapter::new);
  }

  @Override
  public void initialize(HttpRequest request) throws IOException {
    if (credentials.isPresent()) {
      credentials.get().initialize(request);
    }
    HttpBackOffUnsuccessfulResponseHandler again =
        new HttpBackOffUnsuccessfulResponseHandler(pauses()).setBackOffRequired(isTransient());
    request
        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
        .setReadTimeout((int) READ_TIMEOUT.toMillis())
        .setNumberOfRetries(RETRIES)
        .setIOExceptionHandler(new HttpBackOffIOExceptionHandler(pauses()))
        .setUnsuccessfulResponseHandler(
            (refused, answer, mayRepeat) ->
                renewsToken(refused, answer, mayRepeat)
                    || again.handleResponse(refused, answer, mayRepeat));
  }

  private boolean renewsToken(HttpRequest request, HttpResponse answer, boolean mayRepeat) {
    return credentials.isPresent() && credentials.get().handleResponse(request, answer, mayRepeat);
  }

  private static BackOffRequired isTransient() {
    return answer -> {
      int status = answer.getStatusCode();
      return status >= 500 || status == TOO_MANY || status == TOO_LONG;
    };
  }

  private static BackOff pauses() {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(FIRST_PAUSE_MILLIS)
        .setMultiplier(2)
        .build();
  }
}
