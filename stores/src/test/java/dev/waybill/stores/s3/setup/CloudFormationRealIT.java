package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.stores.setup.AwsLanguages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against CloudFormation's own specification of its resources. */
class CloudFormationRealIT {
  private final JsonNode specification =
      new JsonMapper()
          .readTree(
              AwsLanguages.modules().resolve("@aws-cdk/cfnspec/spec/specification.json").toFile());

  @Test
  void everyPropertyIsKnownAndNoneIsMissing() {
    for (S3Setup setup :
        List.of(Setups.everything(), Setups.existingBucket(), Setups.newBucket())) {
      for (Map.Entry<String, JsonNode> resource :
          CloudFormationTest.template(setup).get("Resources").properties()) {
        String type = resource.getValue().path("Type").asString();
        JsonNode known = specification.path("ResourceTypes").path(type).path("Properties");
        assertThat(known.isObject()).as(type).isTrue();
        check(type, type, known, resource.getValue().path("Properties"));
      }
    }
  }

  @Test
  void noticesWhatIsNotKnown() {
    JsonNode bucket = specification.at("/ResourceTypes/AWS::S3::Bucket/Properties");
    JsonNode wrong = new JsonMapper().readTree("{\"BucketNames\":\"b\"}");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check("AWS::S3::Bucket", "AWS::S3::Bucket", bucket, wrong));
  }

  /**
   * @param resource to which the types of its properties belong
   */
  private void check(String resource, String at, JsonNode known, JsonNode given) {
    assertThat(known.propertyNames()).as(at).containsAll(given.propertyNames());
    for (Map.Entry<String, JsonNode> property : known.properties()) {
      JsonNode value = given.path(property.getKey());
      if (property.getValue().path("Required").asBoolean()) {
        assertThat(value.isMissingNode()).as(at + "." + property.getKey()).isFalse();
      }
      checkValue(resource, at + "." + property.getKey(), property.getValue(), value);
    }
  }

  private void checkValue(String resource, String at, JsonNode property, JsonNode value) {
    String item = property.path("ItemType").asString("");
    String type = item.isEmpty() ? property.path("Type").asString("") : item;
    JsonNode known =
        specification.path("PropertyTypes").path(resource + "." + type).path("Properties");
    if (!known.isObject()) {
      return;
    }
    if (value.isArray()) {
      value.valueStream().forEach(each -> check(resource, at, known, each));
    } else if (value.isObject()) {
      check(resource, at, known, value);
    }
  }
}
