package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CloudFormationTest {
  /** What CloudFormation demands of each type that is used. */
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "AWS::IAM::Role", Set.of("AssumeRolePolicyDocument"),
          "AWS::S3::Bucket", Set.of(),
          "AWS::S3::BucketPolicy", Set.of("Bucket", "PolicyDocument"),
          "AWS::Logs::LogGroup", Set.of(),
          "AWS::Logs::ResourcePolicy", Set.of("PolicyName", "PolicyDocument"),
          "AWS::Events::Rule", Set.of("EventPattern"),
          "AWS::CloudWatch::Alarm", Set.of("ComparisonOperator", "EvaluationPeriods"));

  @Test
  void consistsOfResourcesThatHaveWhatTheyNeed() {
    for (S3Setup setup :
        List.of(Setups.everything(), Setups.existingBucket(), Setups.newBucket())) {
      template(setup)
          .get("Resources")
          .properties()
          .forEach(
              resource -> {
                String type = resource.getValue().path("Type").asString();
                assertThat(REQUIRED).containsKey(type);
                assertThat(resource.getValue().path("Properties").propertyNames())
                    .as(resource.getKey())
                    .containsAll(REQUIRED.getOrDefault(type, Set.of()));
              });
    }
  }

  @Test
  void givesTheRoleThePoliciesAsTheyAreShown() {
    var documents = new SetupDocuments(Setups.everything());
    JsonNode role = template(Setups.everything()).at("/Resources/WaybillRole/Properties");

    assertThat(role.get("AssumeRolePolicyDocument"))
        .isEqualTo(new JsonMapper().readTree(documents.trustPolicy().orElseThrow()));
    assertThat(role.at("/Policies/0/PolicyDocument"))
        .isEqualTo(new JsonMapper().readTree(documents.permissionPolicy()));
  }

  @Test
  void createsTheBucketAsItShouldBe() {
    JsonNode resource = template(Setups.everything()).at("/Resources/Bucket");
    JsonNode bucket = resource.get("Properties");

    assertThat(resource.path("DeletionPolicy").asString()).isEqualTo("Retain");
    assertThat(bucket.get("PublicAccessBlockConfiguration").toString())
        .isEqualTo(
            "{\"BlockPublicAcls\":\"true\",\"IgnorePublicAcls\":\"true\","
                + "\"BlockPublicPolicy\":\"true\",\"RestrictPublicBuckets\":\"true\"}");
    assertThat(
            bucket
                .at("/BucketEncryption/ServerSideEncryptionConfiguration/0/BucketKeyEnabled")
                .asString())
        .isEqualTo("true");
    JsonNode rules = bucket.at("/LifecycleConfiguration/Rules");
    assertThat(rules.at("/0/AbortIncompleteMultipartUpload/DaysAfterInitiation").asString())
        .isEqualTo("1");
    assertThat(rules.at("/2/Prefix").asString()).isEqualTo(Setups.HOSTILE + "/events/");
  }

  @Test
  void leavesAnExistingBucketAlone() {
    assertThat(template(Setups.existingBucket()).get("Resources").propertyNames())
        .containsExactly("WaybillRole");
  }

  /** With every scalar as a text, and tags left out. */
  static JsonNode template(S3Setup setup) {
    String yaml = new SetupDocuments(setup).cloudFormation().orElseThrow();
    return new JsonMapper().valueToTree(plain(new Yaml().compose(new StringReader(yaml))));
  }

  private static Object plain(Node node) {
    return switch (node) {
      case MappingNode fields -> {
        Map<String, Object> all = new LinkedHashMap<>();
        for (NodeTuple field : fields.getValue()) {
          String name = ((ScalarNode) field.getKeyNode()).getValue();
          assertThat(all).doesNotContainKey(name);
          all.put(name, plain(field.getValueNode()));
        }
        yield all;
      }
      case SequenceNode items -> items.getValue().stream().map(CloudFormationTest::plain).toList();
      case ScalarNode scalar -> scalar.getValue();
      default -> throw new IllegalStateException("not expected: " + node);
    };
  }
}
