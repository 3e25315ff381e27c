package dev.waybill.server.audit;

/**
 * Knows who acts in the present thread: whoever sent the request that it answers, else the service.
 */
public final class Acting {
  private static final ScopedValue<Actor> ACTOR = ScopedValue.newInstance();
  private static final Actor SERVICE = new Actor.Service();

  private Acting() {}

  /** Who acts here and now. */
  public static Actor current() {
    return ACTOR.orElse(SERVICE);
  }

  /** Does it as that actor; what it has other threads do is done by the service. */
  public static <T, X extends Throwable> T as(Actor actor, ScopedValue.CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(ACTOR, actor).call(work);
  }
}
