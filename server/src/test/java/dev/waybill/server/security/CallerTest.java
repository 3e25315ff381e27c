package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final ApiKey KEY =
      new ApiKey(
          new UUID(1, 1),
          Optional.empty(),
          "deploy",
          Set.of(Permission.OPERATOR),
          "wb_",
          Instant.EPOCH);
  private static final Person OPERATOR =
      new Person(
          "https://id.example.com",
          "42",
          "Ada",
          Optional.empty(),
          Set.of(Permission.OPERATOR),
          new UUID(1, 2));

  @Test
  void isAskedForItsKeyWhereProgramsAloneCome() {
    assertThat(caller(KEY).requireKey()).isSameAs(KEY);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> caller(OPERATOR).requireKey())
        .withMessage("Events are sent with a key, not by a person.");
  }

  @Test
  void withoutATenantIsToldToNameOne() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> caller(KEY).requireTenant())
        .withMessage("This key belongs to no tenant: name one in the header Waybill-Tenant.");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> caller(OPERATOR).requireTenant())
        .withMessage("Your account belongs to no tenant: name one in the header Waybill-Tenant.");
  }

  private static Caller caller(Identity identity) {
    return new Caller(identity, identity.tenant(), 0);
  }
}
