package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestDigestTest {
  @Test
  void doesNotDependOnTheOrderOfFields() {
    String one = RequestDigest.of("create", Map.of("data", ordered("a", "1", "b", "2")));
    assertThat(RequestDigest.of("create", Map.of("data", ordered("b", "2", "a", "1"))))
        .isEqualTo(one)
        .matches("[0-9a-f]{64}");
  }

  @Test
  void tellsApartWhateverDiffers() {
    assertThat(
            List.of(
                RequestDigest.of("create", Map.of("a", "1")),
                RequestDigest.of("update", Map.of("a", "1")),
                RequestDigest.of("create", Map.of("a", "12")),
                RequestDigest.of("create", Map.of("a1", "2")),
                RequestDigest.of("create", Map.of("a", List.of("1"))),
                RequestDigest.of("create", Map.of("a", List.of("1", "2"))),
                RequestDigest.of("create", Map.of("a", List.of("2", "1"))),
                RequestDigest.of("create", Map.of("a", Map.of("1", "2")))))
        .doesNotHaveDuplicates();
  }

  private static Map<String, String> ordered(String... pairs) {
    var map = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
