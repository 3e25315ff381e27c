package dev.waybill.stores.setup;

/** What customers may say. */
public final class Hostile {
  /** A folder that would mean something in every language, were it not quoted. */
  public static final String PATH =
      "a'b\"c\\d $(touch hacked) `touch hacked` ${x} $${y} %{z} %%{z} *?#{q} !Sub: {{r}} é😀\u2028-";

  private Hostile() {}
}
