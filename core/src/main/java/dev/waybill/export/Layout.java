package dev.waybill.export;

/** Into which folders objects go; see docs/spec/object-layout-v1.md. */
public enum Layout {
  /** {@code events/kind=QUERY/dt=2026-11-20/hour=14/}. */
  HIVE_HOURLY,
  /** {@code events/kind=QUERY/dt=2026-11-20/}. */
  HIVE_DAILY,
  /** {@code events/2026/11/20/14/}, kinds together. */
  PLAIN_HOURLY
}
