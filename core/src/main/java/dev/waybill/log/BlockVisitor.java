package dev.waybill.log;

/** Sees the blocks of a scan: first what a block holds, then, if wanted, its lines. */
public interface BlockVisitor {

  /** Whether the lines of this block are to be read, too. */
  boolean wants(BlockIndex index);

  /** Called for each wanted block; the block is the visitor's only during the call. */
  void visit(EventBlock block);

  /** Asked after each block; the scan ends at the first {@code true}. */
  default boolean done() {
    return false;
  }
}
