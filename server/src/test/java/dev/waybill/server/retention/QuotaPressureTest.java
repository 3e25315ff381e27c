package dev.waybill.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.retention.QuotaPressure.Share;
import dev.waybill.tenant.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaPressureTest {
  @Test
  void countsEachTenantOnceAndNamesTheFullest() {
    QuotaPressure pressure =
        QuotaPressure.NONE
            .with(new TenantId("little"), 499, 1_000)
            .with(new TenantId("half"), 500, 1_000)
            .with(new TenantId("half-of-more"), 79_999, 100_000)
            .with(new TenantId("near"), 800, 1_000)
            .with(new TenantId("over"), 1_040, 1_000)
            .with(new TenantId("full"), 1_000, 1_000);

    assertThat(pressure)
        .isEqualTo(new QuotaPressure(2, 1, 2, Optional.of(new Share(new TenantId("over"), 104))));
  }
}
