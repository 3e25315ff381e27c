package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraDirectoryTest {
  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void isOneHoweverItIsWritten() {
    assertThat(new EntraDirectory("0F8FAD5B-D9CB-469F-A165-70867728950E"))
        .isEqualTo(new EntraDirectory(ID))
        .hasToString(ID);
  }

  /** Words such as common would let any directory in; a domain may be another's tomorrow. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "common",
        "organizations",
        "consumers",
        "contoso.onmicrosoft.com",
        "{0f8fad5b-d9cb-469f-a165-70867728950e}",
        "0f8fad5bd9cb469fa16570867728950e",
        "0f8fad5b-d9cb-469f-a165-70867728950e/..",
        "0f8fad5b-d9cb-469f-a165-70867728950e\n",
        "0f8fad5b-d9cb-469f-a165-70867728950g",
        "1-1-1-1-1"
      })
  void refusesWhatIsNoId(String id) {
    InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> new EntraDirectory(id));

    assertThat(refusal.field()).isEqualTo("entraTenantId");
    assertThat(refusal.getMessage()).contains("Microsoft Entra ID, Overview, Tenant ID");
  }
}
