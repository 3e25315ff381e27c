package dev.waybill.export;

/**
 * Whether attempts may have left objects in the customer's storage that are not recorded as
 * finished. It decides what a name that is taken means.
 */
public enum Leftovers {
  /** Every object that was put is recorded: a name that is taken is a stranger's. */
  NONE,
  /** A crash, a lost answer or a lost lease: a name that is taken may be, and counts as, ours. */
  POSSIBLE,
  /**
   * The store said that it keeps other bytes than were sent: from then on a name that is taken is
   * never ours, whatever other attempts may have left.
   */
  STRANGE
}
