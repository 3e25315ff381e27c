package dev.waybill.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.keys.KeyEditor;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyOfDeletedTenantTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime();
  private final TenantDeletions deletions = new TenantDeletions();

  @Test
  void opensNothingOfTheSuccessor(@TempDir Path folder) {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      KeyController controller =
          new KeyController(
              new KeyEditor(controlPlane.apiKeys(), deletions, time), controlPlane.tenants());
      HttpServletRequest slow =
          request(
              () -> {
                controlPlane.tenants().delete(ACME);
                deletions.add(ACME);
                controlPlane.tenants().upsert(ACME, "Another", time.now());
              });

      ProblemException refusal =
          catchThrowableOfType(
              ProblemException.class, () -> controller.create(ACME.value(), slow, unused()));

      assertThat(refusal.problem().code().status()).isEqualTo(404);
      assertThat(controlPlane.apiKeys().list(Optional.of(ACME))).isEmpty();
    }
  }

  /** An operator's, of whose body it takes long to read. */
  private HttpServletRequest request(Runnable beforeTheBody) {
    ApiKey key =
        new ApiKey(
            new UUID(1, 1), Optional.empty(), "op", Set.of(Permission.OPERATOR), "wb_", time.now());
    Caller caller = new Caller(key, Optional.empty(), deletions.last());
    byte[] body = "{\"name\":\"old\",\"permissions\":[\"READ\"]}".getBytes(UTF_8);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            KeyOfDeletedTenantTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getAttribute" -> caller;
                  case "getInputStream" -> {
                    beforeTheBody.run();
                    yield new Bytes(new ByteArrayInputStream(body));
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static HttpServletResponse unused() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            KeyOfDeletedTenantTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static final class Bytes extends ServletInputStream {
    private final InputStream bytes;

    Bytes(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return bytes.read(to, offset, length);
    }

    @Override
    public boolean isFinished() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isReady() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
