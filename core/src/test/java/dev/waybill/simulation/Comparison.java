package dev.waybill.simulation;

import dev.waybill.export.ExportJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares a job's objects with those that there must be, and says what is wrong with them. */
final class Comparison {
  private final ExpectedObjects expected;
  private final String job;

  Comparison(ExpectedObjects expected, ExportJob job) {
    this.expected = expected;
    this.job = "job " + job.sequence() + " of " + job.configuration() + ": ";
  }

  /**
   * @param actual content by key
   */
  void compare(Map<String, String> actual) {
    if (actual.equals(expected.contents())) {
      return;
    }
    Map<String, String> folders = new HashMap<>();
    expected
        .contents()
        .forEach((key, content) -> content.lines().forEach(line -> folders.put(line, folder(key))));
    Set<String> seen = new HashSet<>();
    actual.forEach(
        (key, content) -> content.lines().forEach(line -> look(line, folder(key), folders, seen)));
    folders.forEach(
        (line, folder) ->
            Auditor.require(
                seen.contains(line), Promise.NONE_MISSING, job + "missing in " + folder + line));
    throw new Violation(
        Promise.EXPECTED_OBJECTS,
        job + "made " + actual.keySet() + " instead of " + expected.contents().keySet());
  }

  private void look(String line, String folder, Map<String, String> folders, Set<String> seen) {
    Auditor.require(seen.add(line), Promise.NONE_TWICE, job + "twice: " + line);
    String right = folders.get(line);
    Auditor.require(right != null, Promise.EXPECTED_OBJECTS, job + "not of this job: " + line);
    Auditor.require(folder.equals(right), Promise.RIGHT_FOLDER, job + "in " + folder + ": " + line);
  }

  private static String folder(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }
}
