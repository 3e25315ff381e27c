package dev.waybill.server.exports;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.PinnedSettings;
import java.util.Collection;
import java.util.Optional;

/** As much of the export engine as an administrator's request needs. */
public interface JobRunner {
  /**
   * The unfinished job of a configuration, to be tried now, or a new one; empty if there is no such
   * configuration.
   */
  Optional<ExportJob> run(ConfigurationId configuration);

  /** What a job that is planned now would be pinned to. */
  PinnedSettings pin(ExportConfiguration configuration);

  /** Lets the engine look for work at once. */
  void wake();

  /** Ends the stream of an export that was deleted, in the background. */
  void end(ConfigurationId configuration);

  /**
   * Returns when nothing more is put where, or as whom, exports delivered before their change: the
   * attempts that are under way have ended, or can send no request any more. Takes as long as one
   * request may, however many exports they are.
   */
  void settle(Collection<ConfigurationId> configurations);
}
