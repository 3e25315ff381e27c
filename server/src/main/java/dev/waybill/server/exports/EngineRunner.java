package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportJob;
import dev.waybill.export.PinnedSettings;
import java.util.Collection;
import java.util.Optional;

/** The export engine itself. */
public final class EngineRunner implements JobRunner {
  private final ExportEngine engine;

  public EngineRunner(ExportEngine engine) {
    this.engine = requireNonNull(engine, "engine is null");
  }

  @Override
  public Optional<ExportJob> run(ConfigurationId configuration) {
    return engine.run(configuration);
  }

  @Override
  public PinnedSettings pin(ExportConfiguration configuration) {
    return engine.pin(configuration);
  }

  @Override
  public void wake() {
    engine.wake();
  }

  @Override
  public void end(ConfigurationId configuration) {
    engine.end(configuration);
  }

  @Override
  public void settle(Collection<ConfigurationId> configurations) {
    engine.settle(configurations);
  }
}
