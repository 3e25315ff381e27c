package dev.waybill.stores.s3.setup;

/** What a put may carry that needs more than the permission to put. */
public enum PutOption {
  /** The ACL {@code bucket-owner-full-control}, which buckets of other accounts may demand. */
  ACL("s3:PutObjectAcl");

  private final String action;

  PutOption(String action) {
    this.action = action;
  }

  String action() {
    return action;
  }
}
