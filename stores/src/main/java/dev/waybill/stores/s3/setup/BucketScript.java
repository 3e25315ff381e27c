package dev.waybill.stores.s3.setup;

import static dev.waybill.stores.setup.ShellText.json;
import static dev.waybill.stores.setup.ShellText.quoted;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import dev.waybill.stores.setup.Node.Fields;
import dev.waybill.stores.setup.ShellText;
import java.util.ArrayList;
import java.util.List;

/** The part of the script that creates the bucket as it should be. */
final class BucketScript {
  /** There, and only there, it must not be said where. */
  private static final String FIRST_REGION = "us-east-1";

  private static final Node EVERYTHING = Fields.of().with("Prefix", "");

  private final S3Setup setup;
  private final NewBucket creation;
  private final Alarm alarm;

  BucketScript(S3Setup setup, NewBucket creation, Trust trust) {
    this.setup = setup;
    this.creation = creation;
    this.alarm = Alarm.of(creation.interval(), trust);
  }

  String text() {
    return bucket() + alarm();
  }

  private String bucket() {
    String region = setup.knownRegion().orElseThrow();
    return """

    # The bucket: private, encrypted, with versions, and without the remains of broken uploads.
    region=%1$s
    export AWS_REGION="$region"
    if aws s3api head-bucket --bucket "$bucket" 2>/dev/null; then
      printf 'The bucket %%s exists, so nothing was done\\n' "$bucket" >&2
      exit 1
    fi
    aws s3api create-bucket --bucket "$bucket" --object-ownership BucketOwnerEnforced%2$s >/dev/null
    aws s3api put-public-access-block --bucket "$bucket" --public-access-block-configuration \\
      BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
    aws s3api put-bucket-encryption --bucket "$bucket" --server-side-encryption-configuration %3$s
    aws s3api put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled
    # A deleted object can be brought back for 30 days.%5$s
    aws s3api put-bucket-lifecycle-configuration --bucket "$bucket" --lifecycle-configuration %4$s
    """
        .formatted(
            quoted(region),
            region.equals(FIRST_REGION)
                ? ""
                : " --create-bucket-configuration LocationConstraint=" + quoted(region),
            json(encryption()),
            json(lifecycle()),
            creation.expireAfterDays().isEmpty()
                ? ""
                : " Events expire; manifests and keys stay, since they prove what was delivered.");
  }

  private Fields encryption() {
    Fields algorithm =
        setup
            .key()
            .map(
                key ->
                    Fields.of().with("SSEAlgorithm", "aws:kms").with("KMSMasterKeyID", key.value()))
            .orElseGet(() -> Fields.of().with("SSEAlgorithm", "AES256"));
    Fields rule = Fields.of().with("ApplyServerSideEncryptionByDefault", algorithm);
    return Fields.of()
        .with(
            "Rules",
            Node.items(
                List.of(
                    setup.key().isPresent()
                        ? rule.with("BucketKeyEnabled", new Code("true"))
                        : rule)));
  }

  private Fields lifecycle() {
    List<Fields> rules = new ArrayList<>();
    rules.add(
        rule("abort-unfinished-uploads", EVERYTHING)
            .with(
                "AbortIncompleteMultipartUpload",
                Fields.of().with("DaysAfterInitiation", new Code("1"))));
    rules.add(
        rule("old-versions", EVERYTHING)
            .with("NoncurrentVersionExpiration", Fields.of().with("NoncurrentDays", new Code("30")))
            .with("Expiration", Fields.of().with("ExpiredObjectDeleteMarker", new Code("true"))));
    creation
        .expireAfterDays()
        .ifPresent(
            days ->
                rules.add(
                    rule(
                            "expire-events",
                            Fields.of().with("Prefix", setup.folder().prefix("events")))
                        .with("Expiration", Fields.of().with("Days", new Code(days.toString())))));
    return Fields.of().with("Rules", Node.items(rules));
  }

  private static Fields rule(String id, Node filter) {
    return Fields.of().with("ID", id).with("Status", "Enabled").with("Filter", filter);
  }

  private String alarm() {
    return "\n"
        + Alarm.COST
        + """
        # It tells nobody unless ALARM_TOPIC_ARN is the ARN of an SNS topic.
        name=%1$s
        log_group=%2$s
        log_arn="arn:%3$s:logs:$region:$account:log-group:$log_group"
        log_resource="$log_arn:*"
        log_policy=%4$s
        aws s3api put-bucket-notification-configuration --bucket "$bucket" --notification-configuration '{"EventBridgeConfiguration": {}}'
        aws logs create-log-group --log-group-name "$log_group"
        aws logs put-retention-policy --log-group-name "$log_group" --retention-in-days 30
        aws logs put-resource-policy --policy-name "$name" --policy-document "$log_policy" >/dev/null
        aws events put-rule --name "$name" --event-pattern %5$s >/dev/null
        aws events put-targets --rule "$name" --targets "Id=log,Arn=$log_arn" >/dev/null
        aws cloudwatch put-metric-alarm --alarm-name "$name" \\
          --namespace AWS/Events --metric-name Invocations --dimensions "Name=RuleName,Value=$name" --statistic Sum \\
          --period %6$d --evaluation-periods %7$d --threshold 1 --comparison-operator LessThanThreshold \\
          --treat-missing-data breaching ${ALARM_TOPIC_ARN:+--alarm-actions "$ALARM_TOPIC_ARN"}
        """
            .formatted(
                quoted(alarm.name()),
                quoted(alarm.logGroup()),
                setup.partition(),
                json(Alarm.logPolicy(ShellText.variable("log_resource"))),
                json(Alarm.pattern(setup.folder())),
                alarm.periodSeconds(),
                alarm.periods());
  }
}
