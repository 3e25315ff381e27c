package dev.waybill.stores.s3.setup;

import dev.waybill.stores.setup.JsonText;
import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import dev.waybill.stores.setup.Node.Fields;
import java.util.ArrayList;
import java.util.List;

/** A template of CloudFormation, as YAML. */
final class CloudFormation {
  private static final Node ROLE_ARN = new Code("!GetAtt WaybillRole.Arn");
  private static final String STATEMENTS_TO_MERGE =
      """
      # The bucket exists and has one policy, which a template cannot add to: merge the statements yourself that
      # 'waybill audit exportConfig policy --format json' shows.
      """;
  private static final String KEY_STATEMENT =
      """
      # The key's policy must let the role use the key: by the statement that
      # 'waybill audit exportConfig policy --format json' shows, or by leaving access to the account's IAM policies.
      """;
  private static final Node TRUE = new Code("true");

  private final S3Setup setup;
  private final Trust trust;
  private final Policies policies;

  CloudFormation(S3Setup setup, Trust trust) {
    this.setup = setup;
    this.trust = trust;
    this.policies = new Policies(setup);
  }

  String text() {
    return """
    AWSTemplateFormatVersion: "2010-09-09"
    Description: "Lets Waybill put audit events into a bucket. Needs CAPABILITY_NAMED_IAM."
    """
        + setup.creation().map(_ -> parameters()).orElse(STATEMENTS_TO_MERGE)
        + setup.key().map(_ -> KEY_STATEMENT).orElse("")
        + "Resources:\n"
        + resource("WaybillRole", "AWS::IAM::Role", role())
        + setup.creation().map(this::newBucket).orElse("")
        + "Outputs:\n  RoleArn:\n    Value: !GetAtt WaybillRole.Arn\n";
  }

  private static String parameters() {
    return """
    Parameters:
      AlarmTopicArn:
        Type: String
        Default: ""
        Description: "The SNS topic that is told when no manifest comes; empty: nobody is told."
    Conditions:
      HasAlarmTopic: !Not [!Equals [!Ref AlarmTopicArn, ""]]
    """;
  }

  private Fields role() {
    Fields policy =
        Fields.of().with("PolicyName", "waybill-put").with("PolicyDocument", policies.permission());
    return Fields.of()
        .with("RoleName", setup.role().value())
        .with("AssumeRolePolicyDocument", Policies.trust(trust))
        .with("Policies", Node.items(List.of(policy)));
  }

  private String newBucket(NewBucket creation) {
    Alarm alarm = Alarm.of(creation.interval(), trust);
    return resource("Bucket", "AWS::S3::Bucket", "Retain", bucket(creation))
        + resource(
            "BucketPolicy",
            "AWS::S3::BucketPolicy",
            Fields.of()
                .with("Bucket", new Code("!Ref Bucket"))
                .with("PolicyDocument", policies.bucket(ROLE_ARN)))
        + Alarm.COST.indent(2)
        + resource(
            "ManifestLog",
            "AWS::Logs::LogGroup",
            Fields.of()
                .with("LogGroupName", alarm.logGroup())
                .with("RetentionInDays", new Code("30")))
        + resource("ManifestLogPolicy", "AWS::Logs::ResourcePolicy", logPolicy(alarm))
        + resource("ManifestRule", "AWS::Events::Rule", rule())
        + resource("ManifestAlarm", "AWS::CloudWatch::Alarm", alarm(alarm));
  }

  private Fields bucket(NewBucket creation) {
    return Fields.of()
        .with("BucketName", setup.folder().bucket())
        .with(
            "PublicAccessBlockConfiguration",
            Fields.of()
                .with("BlockPublicAcls", TRUE)
                .with("IgnorePublicAcls", TRUE)
                .with("BlockPublicPolicy", TRUE)
                .with("RestrictPublicBuckets", TRUE))
        .with(
            "OwnershipControls",
            Fields.of()
                .with(
                    "Rules",
                    Node.items(
                        List.of(Fields.of().with("ObjectOwnership", "BucketOwnerEnforced")))))
        .with("VersioningConfiguration", Fields.of().with("Status", "Enabled"))
        .with(
            "BucketEncryption",
            Fields.of()
                .with("ServerSideEncryptionConfiguration", Node.items(List.of(encryption()))))
        .with("LifecycleConfiguration", Fields.of().with("Rules", lifecycle(creation)))
        .with(
            "NotificationConfiguration",
            Fields.of()
                .with("EventBridgeConfiguration", Fields.of().with("EventBridgeEnabled", TRUE)));
  }

  private Fields encryption() {
    return setup
        .key()
        .map(
            key ->
                Fields.of()
                    .with(
                        "ServerSideEncryptionByDefault",
                        Fields.of()
                            .with("SSEAlgorithm", "aws:kms")
                            .with("KMSMasterKeyID", key.value()))
                    .with("BucketKeyEnabled", TRUE))
        .orElseGet(
            () ->
                Fields.of()
                    .with(
                        "ServerSideEncryptionByDefault",
                        Fields.of().with("SSEAlgorithm", "AES256")));
  }

  private Node lifecycle(NewBucket creation) {
    List<Fields> rules = new ArrayList<>();
    rules.add(
        lifecycleRule("abort-unfinished-uploads")
            .with(
                "AbortIncompleteMultipartUpload",
                Fields.of().with("DaysAfterInitiation", new Code("1"))));
    rules.add(
        lifecycleRule("old-versions")
            .with("NoncurrentVersionExpiration", Fields.of().with("NoncurrentDays", new Code("30")))
            .with("ExpiredObjectDeleteMarker", TRUE));
    creation
        .expireAfterDays()
        .ifPresent(
            days ->
                rules.add(
                    lifecycleRule("expire-events")
                        .with("Prefix", setup.folder().prefix("events"))
                        .with("ExpirationInDays", new Code(days.toString()))));
    return Node.items(rules);
  }

  private static Fields lifecycleRule(String id) {
    return Fields.of().with("Id", id).with("Status", "Enabled");
  }

  /** A text of JSON, in which CloudFormation replaces the log group's ARN. */
  private static Fields logPolicy(Alarm alarm) {
    String json =
        JsonText.of(Alarm.logPolicy(new Node.Text("${ManifestLog.Arn}"))).replaceAll("\n *", "");
    return Fields.of()
        .with("PolicyName", alarm.name())
        .with("PolicyDocument", new Code("!Sub " + YamlText.quoted(json)));
  }

  private Fields rule() {
    String log =
        "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${ManifestLog}";
    Fields target =
        Fields.of().with("Id", "log").with("Arn", new Code("!Sub " + YamlText.quoted(log)));
    return Fields.of()
        .with("EventPattern", Alarm.pattern(setup.folder()))
        .with("Targets", Node.items(List.of(target)));
  }

  private static Fields alarm(Alarm alarm) {
    Fields dimension =
        Fields.of().with("Name", "RuleName").with("Value", new Code("!Ref ManifestRule"));
    return Fields.of()
        .with("AlarmDescription", "No manifest of Waybill for two intervals.")
        .with("Namespace", "AWS/Events")
        .with("MetricName", "Invocations")
        .with("Dimensions", Node.items(List.of(dimension)))
        .with("Statistic", "Sum")
        .with("Period", new Code(Long.toString(alarm.periodSeconds())))
        .with("EvaluationPeriods", new Code(Long.toString(alarm.periods())))
        .with("Threshold", new Code("1"))
        .with("ComparisonOperator", "LessThanThreshold")
        .with("TreatMissingData", "breaching")
        .with(
            "AlarmActions",
            new Code("!If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref \"AWS::NoValue\"]"));
  }

  private static String resource(String name, String type, Fields properties) {
    return "  " + name + ":\n    Type: " + type + "\n" + properties(properties);
  }

  private static String resource(String name, String type, String deletion, Fields properties) {
    return "  %s:\n    Type: %s\n    DeletionPolicy: %s\n    UpdateReplacePolicy: %s\n"
            .formatted(name, type, deletion, deletion)
        + properties(properties);
  }

  private static String properties(Fields properties) {
    return "    Properties:" + YamlText.of(properties, 4) + "\n";
  }
}
