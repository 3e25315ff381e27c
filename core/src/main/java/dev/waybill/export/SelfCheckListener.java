package dev.waybill.export;

/** Hears what a self-check finds; must not throw. */
public interface SelfCheckListener {

  /** A job was looked at. */
  void checked(ExportJob job, SelfCheckResult result);

  /** A job could not be looked at: what is kept of it, or its events, cannot be read. */
  void failed(JobId job, RuntimeException cause);
}
