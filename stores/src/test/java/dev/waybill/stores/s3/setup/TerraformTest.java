package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import dev.waybill.stores.setup.HclText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerraformTest {
  /**
   * With plain prefixes: this parser does not know the escapes of others, TerraformRealIT's does.
   */
  @Test
  void isHcl() throws Exception {
    for (S3Setup setup : List.of(Setups.existingBucket(), Setups.newBucket())) {
      Map<String, Object> module =
          new HCLParser().parse(new SetupDocuments(setup).terraform().orElseThrow());

      assertThat(module).containsKeys("terraform", "resource", "output");
    }
  }

  @Test
  void aPrefixIsATextAndNoTemplate() {
    assertThat(HclText.quoted("a${b}%{c}\"\\é😀"))
        .isEqualTo("\"a\\u0024{b}\\u0025{c}\\\"\\\\\\u00e9\\U0001f600\"");
  }

  @Test
  void leavesThePolicyOfAnExistingBucketAlone() {
    assertThat(new SetupDocuments(Setups.existingBucket()).terraform().orElseThrow())
        .doesNotContain("resource \"aws_s3")
        .contains("output \"bucket_policy_statements_to_merge\"");
  }
}
