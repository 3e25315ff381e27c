package dev.waybill.server.sql;

import static dev.waybill.server.sql.PlacesToConfirm.ACME;
import static dev.waybill.server.sql.PlacesToConfirm.OTHER;
import static dev.waybill.server.sql.PlacesToConfirm.at;
import static dev.waybill.server.sql.PlacesToConfirm.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.storage.SharedIdentities;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which places another tenant can have beside one that is proven to be a tenant's own. */
class SqlPlaceOwnersTest {
  private final PlacesToConfirm places;

  SqlPlaceOwnersTest(@TempDir Path folder) {
    places = new PlacesToConfirm(folder);
  }

  @AfterEach
  void close() {
    places.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a, a/b",
    "a, a/b/c",
    "a/b, a",
    "a/b/c, a",
    "'', a",
    "a, ''",
    "'', ''",
    "a_b, a_b/c"
  })
  void anotherTenantCannotHaveItNorWhatIsAboveOrBelow(String mine, String theirs) {
    places.confirm(places.grant(ACME, at("bucket", mine)));
    StorageIntegration others = places.grant(OTHER, at("bucket", theirs));

    assertThat(places.confirm(others)).isEqualTo(Confirmed.TAKEN);

    assertThat(places.stored(others).confirmed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a, ab", "ab, a", "a/b, a/c", "a/b, a/bc", "a_b, axb/c", "a%, ab/c", "A, a/b"})
  void anotherTenantCanHaveAFolderBesideIt(String mine, String theirs) {
    places.confirm(places.grant(ACME, at("bucket", mine)));

    assertThat(places.confirm(places.grant(OTHER, at("bucket", theirs)))).isEqualTo(Confirmed.DONE);
  }

  @Test
  void anotherBucketIsAnotherPlace() {
    places.confirm(places.grant(ACME, at("bucket", "")));

    assertThat(places.confirm(places.grant(OTHER, at("bucket-2", "")))).isEqualTo(Confirmed.DONE);
    assertThat(
            places.confirm(places.entra(OTHER, container("account"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
    assertThat(
            places.confirm(places.entra(ACME, container("account2"), SharedIdentities.DIRECTORY)))
        .isEqualTo(Confirmed.DONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void oneOfTwoTenantsHasItIfBothConfirmAtOnce(int round) throws Exception {
    StorageIntegration mine = places.grant(ACME, at("bucket", "round-" + round));
    StorageIntegration others = places.grant(OTHER, at("bucket", "round-" + round + "/below"));
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Confirmed>> both =
          List.of(mine, others).stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            start.await();
                            return places.confirm(each);
                          }))
              .toList();

      assertThat(List.of(both.get(0).get(), both.get(1).get()))
          .containsExactlyInAnyOrder(Confirmed.DONE, Confirmed.TAKEN);
    }
  }
}
