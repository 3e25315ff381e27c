package dev.waybill.stores.s3.setup;

import dev.waybill.export.Interval;
import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Fields;
import java.time.Duration;
import java.util.List;

/**
 * When an export counts as silent: no manifest for two of its intervals, of which every one has its
 * manifest, also when there was no event. What is counted is objects that were created, so that
 * refused puts do not keep the alarm quiet, as they would with S3's request metrics.
 *
 * @param name of all that belongs to the alarm
 * @param periodSeconds how long one of the periods is in which manifests are counted
 * @param periods how many of them have to be silent
 */
record Alarm(String name, long periodSeconds, long periods) {
  static final String COST =
      """
      # The alarm counts what EventBridge reports as created below _waybill/, of all exports to this folder together.
      # It also rings until the first delivery. What it costs, roughly: one US dollar for a million objects created
      # anywhere in the bucket (EventBridge), 0.10 dollars a month (the alarm), and a log line for each manifest.
      """;

  /** Of periods below an hour CloudWatch looks at no more than a day's. */
  private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

  private static final int NAME_DIGITS = 8;

  static Alarm of(Interval interval, Trust trust) {
    Duration length = interval.length();
    Duration period = length.compareTo(LONGEST_PERIOD) > 0 ? LONGEST_PERIOD : length;
    return new Alarm(
        "waybill-manifests-" + trust.externalId().toString().substring(0, NAME_DIGITS),
        period.toSeconds(),
        length.multipliedBy(2).dividedBy(period));
  }

  /** EventBridge can write to log groups of such names only. */
  String logGroup() {
    return "/aws/events/" + name;
  }

  /** Which events of EventBridge are counted. */
  static Fields pattern(BucketFolder folder) {
    Fields bucket = Fields.of().with("name", Node.texts(List.of(folder.bucket())));
    Fields below = Fields.of().with("prefix", folder.prefix("_waybill"));
    Fields object = Fields.of().with("key", Node.items(List.of(below)));
    return Fields.of()
        .with("source", Node.texts(List.of("aws.s3")))
        .with("detail-type", Node.texts(List.of("Object Created")))
        .with("detail", Fields.of().with("bucket", bucket).with("object", object));
  }

  /** Lets EventBridge write to the log group, whose ARN ends with {@code :*}. */
  static Fields logPolicy(Node logGroupArn) {
    Fields statement =
        Fields.of()
            .with("Effect", "Allow")
            .with(
                "Principal",
                Fields.of()
                    .with(
                        "Service",
                        Node.texts(List.of("events.amazonaws.com", "delivery.logs.amazonaws.com"))))
            .with("Action", Node.texts(List.of("logs:CreateLogStream", "logs:PutLogEvents")))
            .with("Resource", logGroupArn);
    return Fields.of()
        .with("Version", "2012-10-17")
        .with("Statement", Node.items(List.of(statement)));
  }
}
