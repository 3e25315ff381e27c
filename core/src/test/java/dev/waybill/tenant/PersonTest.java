package dev.waybill.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTest {
  private static final Optional<TenantId> ACME = Optional.of(new TenantId("acme"));
  private static final Optional<TenantId> NONE = Optional.empty();

  @Test
  void whoManagesExportsMaySeeThem() {
    assertThat(person(ACME, Permission.AUDIT).may(Permission.AUDIT_READ)).isTrue();
  }

  @Test
  void whoSeesExportsMayNotManageThem() {
    assertThat(person(ACME, Permission.AUDIT_READ).may(Permission.AUDIT)).isFalse();
  }

  @Test
  void sendsNoEvents() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> person(ACME, Permission.READ, Permission.INGEST));
  }

  @Test
  void ofATenantIsNoOperator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> person(ACME, Permission.READ, Permission.OPERATOR));
  }

  @Test
  void withoutATenantIsAnOperator() {
    assertThatIllegalArgumentException().isThrownBy(() -> person(NONE, Permission.READ));
    assertThat(person(NONE, Permission.OPERATOR, Permission.READ).may(Permission.READ)).isTrue();
  }

  private static Person person(Optional<TenantId> tenant, Permission... permissions) {
    return new Person(
        "https://id.example.com", "42", "Ada", tenant, Set.of(permissions), new UUID(1, 1));
  }
}
