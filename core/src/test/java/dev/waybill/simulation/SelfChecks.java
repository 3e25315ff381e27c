package dev.waybill.simulation;

import dev.waybill.export.EngineListener;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportJob;
import dev.waybill.export.InMemorySelfCheckLedger;
import dev.waybill.export.JobId;
import dev.waybill.export.SelfCheckListener;
import dev.waybill.export.SelfCheckResult;
import dev.waybill.format.Encoders;
import java.time.Duration;

/** Whatever happened: a self-check that finds something is a false alarm, or a defect. */
final class SelfChecks implements SelfCheckListener {
  private static final int JOBS = 3;

  static void run(World world) {
    ExportEngine engine =
        new ExportEngine(
            world.log,
            world.ledger,
            world.redeliveries,
            world.stores,
            world.keys,
            world.time.clock(Duration.ZERO),
            world.dice::uuid,
            world.dice.generator(),
            Encoders.portable(),
            EngineSettings.DEFAULTS,
            EngineListener.NONE);
    try {
      engine
          .selfCheck(
              new InMemorySelfCheckLedger(world.ledger),
              world.dice.generator(),
              JOBS,
              Long.MAX_VALUE,
              new SelfChecks())
          .run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the history is given up
    }
  }

  @Override
  public void checked(ExportJob job, SelfCheckResult result) {
    Auditor.require(
        !(result instanceof SelfCheckResult.Different),
        Promise.DERIVABLE,
        "job " + job.sequence() + " of " + job.stream() + ": " + result);
  }

  @Override
  public void failed(JobId job, RuntimeException cause) {
    throw new Violation(Promise.DERIVABLE, "job " + job + ": " + cause);
  }
}
