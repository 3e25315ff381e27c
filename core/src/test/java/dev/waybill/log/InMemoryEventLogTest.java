package dev.waybill.log;

class InMemoryEventLogTest extends EventLogContract {
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected EventLog reopened() {
    log.close();
    return log;
  }

  @Override
  protected EventLog reopenedIn(int incarnation) {
    log.beginIncarnation(incarnation);
    return reopened();
  }

  @Override
  protected void beforeCommit(Runnable action) {
    log.beforeCommit(action);
  }
}
