package dev.waybill.server.portal.journeys;

import java.util.SequencedMap;
import java.util.SortedMap;

/** Somebody with a storage of one kind, and what they do there themselves. */
interface Customer extends AutoCloseable {
  /** As the first step of the set-up offers it. */
  String storage();

  /** What is put into the fields of the place, by their labels, for a folder of it. */
  SequencedMap<String, String> place(String folder);

  /**
   * From the page about access to the one about what and when: finds out by a test that something
   * is missing, does what the page shows, and has it tested again.
   */
  void letIn(Person person, String folder);

  /** Proves on the page of an integration that the place is theirs, if that is asked for. */
  default void confirm(Person person) {}

  /** All that lies there, by name. */
  SortedMap<String, byte[]> objects();

  @Override
  default void close() {}
}
