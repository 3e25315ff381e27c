package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.auth.oauth2.GoogleCredentials;
import dev.waybill.fault.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the environment has, where that is the machine alone. */
class OwnIdentityTest {
  private static final URI TOKENS = URI.create("https://oauth2.googleapis.com/token");
  private static final String NOTHING =
      "Your default credentials were not found. To set up Application Default Credentials ...";

  private final Machine machine = new Machine();

  @Test
  void asksTheMachineAgainWhoseMetadataServerWasDownAtTheBeginning() throws IOException {
    GoogleCredentials credentials = identity(NOTHING).credentials();
    IOException down = catchThrowableOfType(IOException.class, credentials::refreshAccessToken);
    Failure failure =
        new TokenFailures(new GcsBreakdowns(TOKENS, GcsSettings.TOKEN_ENDPOINT_SETTING, false))
            .failure(down, new Holder.Own());
    assertThat(failure.code()).isEqualTo("NO_SERVICE_IDENTITY");

    machine.up = true;
    assertThat(credentials.refreshAccessToken().getTokenValue()).isEqualTo("of-the-machine");
    assertThat(machine.asked).allMatch(url -> url.startsWith("http://metadata.google.internal/"));
    assertThat(machine.asked.getLast()).contains("devstorage.read_write");
  }

  @Test
  void doesNotTakeTheMachinesWhereOthersAreDamaged() {
    OwnIdentity identity = identity("Error reading credential file from environment variable");

    assertThat(catchThrowableOfType(IOException.class, identity::credentials))
        .hasMessageContaining("environment variable");
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void tellsWhatIsKnownWithoutAskingAndLearnsItWithAToken() throws IOException {
    OwnIdentity identity = identity(NOTHING);
    machine.up = true;
    assertThat(identity.knownEmail()).isEmpty();
    assertThat(machine.asked).isEmpty();

    assertThat(identity.token().getTokenValue()).isEqualTo("of-the-machine");

    int asked = machine.asked.size();
    assertThat(identity.knownEmail()).contains("waybill@machine.example");
    assertThat(machine.asked).hasSize(asked);
  }

  private OwnIdentity identity(String failure) {
    return new OwnIdentity(
        new GoogleIdentity.Environment(),
        TOKENS,
        () -> machine,
        _ -> {
          throw new IOException(failure);
        });
  }

  private static final class Machine extends HttpTransport {
    private final List<String> asked = new ArrayList<>();
    private boolean up;

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
      asked.add(url);
      return new LowLevelHttpRequest() {
        @Override
        public void addHeader(String name, String value) {
          // Nothing depends on them.
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
          if (!up) {
            throw new UnknownHostException("metadata.google.internal");
          }
          return new Answer(
              url.endsWith("/email")
                  ? "waybill@machine.example"
                  : "{\"access_token\":\"of-the-machine\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
        }
      };
    }
  }
}
