package dev.waybill.log;

/** Sees what the blocks of a scan hold, and needs no line of them. */
public interface IndexVisitor extends BlockVisitor {

  void see(BlockIndex index);

  @Override
  default boolean wants(BlockIndex index) {
    see(index);
    return false;
  }

  @Override
  default void visit(EventBlock block) {
    throw new IllegalStateException("no block was wanted");
  }
}
