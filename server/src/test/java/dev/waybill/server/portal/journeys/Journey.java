package dev.waybill.server.portal.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What somebody does at the portal, step by step, and what comes of it in the storage. */
final class Journey {
  private static final int EVENTS = 3;

  private final Clouds clouds;
  private final TestingTenant tenant;
  private final Person person;
  private final Customer customer;
  private final String folder;

  Journey(Clouds clouds, TestingTenant tenant, Person person, Customer customer) {
    this.clouds = clouds;
    this.tenant = tenant;
    this.person = person;
    this.customer = customer;
    this.folder = "of-" + tenant.id();
  }

  /** From nothing to the first object, without leaving the set-up. */
  void setUp(Path copies) {
    clouds.server().send(tenant, EVENTS);
    person.follow("Integrations").sees("No integrations yet");
    person.follow("Set up an export").sees("Set up an export");
    person.choose(customer.storage()).press("Go on").sees("Where exactly?");
    customer.place(folder).forEach(person::fill);
    person.press("Go on").sees("What you set up there");
    customer.letIn(person, folder);
    person.sees("What and when");
    person.fill("Name of the export", "nightly lake").press("Save").sees("First delivery");
    person.press("Run now").reads("Succeeded");
    assertThat(person.text()).contains(folder + "/events/kind=CUSTOM/", "events are in your");
    assertThat(events(folder, copies)).isGreaterThanOrEqualTo(EVENTS);
  }

  /** The exports pause where they were, or follow. */
  void changeTheDestination() {
    person.follow("To the export").sees("nightly lake");
    changeTo(folder + "/paused", "are paused");
    person.reads("Paused").follow("nightly lake").sees("Paused");
    assertThat(customer.objects().keySet()).noneMatch(key -> key.startsWith(folder + "/paused/e"));
    person.press("Resume").mayPress("Pause");
    deliver("Job 2", folder + "/paused");

    changeTo(folder + "/followed", "follow");
    assertThat(person.part(".linked").textContent()).doesNotContain("Paused");
    person.follow("nightly lake").sees("How it is");
    deliver("Job 3", folder + "/followed");
  }

  /** What was received so far comes once more, into a folder of its own. */
  void deliverThePast() {
    backfill("again");
    person.part("#backfills + .card .badge.good").waitFor();
    assertThat(person.part("#backfills + .card").textContent()).contains("100 %", "again/");
    assertThat(customer.objects().keySet())
        .anyMatch(key -> key.startsWith(folder + "/followed/again/events/"));
  }

  /** One that does not get on is told why, and given up. */
  void giveUpThePast() {
    backfill("stuck");
    person.part("#backfills + .card .badge.bad").waitFor();
    assertThat(person.part("#backfills + .card").textContent()).contains("Blocked", "stuck/");
    person.staysAt("Cancel").press("Cancel").reads("Cancelled");
  }

  private void backfill(String prefix) {
    Instant to = clouds.now().truncatedTo(ChronoUnit.SECONDS);
    person.follow("Deliver the past").sees("Deliver the past");
    person
        .fillTime("Received from", to.minus(1, ChronoUnit.HOURS))
        .fillTime("Received before", to)
        .fill("Folder", prefix)
        .press("Begin")
        .sees("Backfills");
  }

  /** The export outlives its integration, goes on with another one, and goes with that. */
  void deleteTheIntegrations() {
    clouds.server().newExport(tenant, "pond");
    person.follow("its integration").sees("Connection");
    person.choose("Pause them").press("Delete").sees("Integrations");
    person.follow("Overview").sees("Overview").follow("nightly lake").sees("How it is");
    assertThat(person.text()).contains("Paused", "Its storage integration was deleted.");
    assertThat(person.part("main button").allTextContents()).doesNotContain("Run now", "Resume");
    person.follow("Attach elsewhere").sees("Attach to an integration");
    person.choose("pond").press("Attach").sees("Exports that deliver there");
    assertThat(person.part(".linked").textContent()).contains("pond", "nightly lake");
    assertThat(person.part(".linked").textContent()).doesNotContain("Paused");
    person.follow("nightly lake").sees("How it is");
    clouds.server().send(tenant, EVENTS);
    person.press("Run now");
    person.part("tr:has-text('Job 4') .badge.good").waitFor();
    assertThat(tenant.server().exports().resolve(tenant.id()).resolve("pond/events")).isDirectory();

    person.follow("its integration").sees("Connection");
    person.choose("Delete them, too").press("Delete").sees("No integrations yet");
    person.follow("Overview").sees("No exports yet");
  }

  /** Finds what was sent, and reads one of it whole. */
  void lookForEvents() {
    person.follow("Events").sees("Events");
    person.fill("Type", "LOGIN").choose("CUSTOM").press("Search").sees(4 * EVENTS + " events");
    person.follow("LOGIN").reads("\"eventType\": \"LOGIN\"");
  }

  private void changeTo(String other, String linked) {
    person.follow("its integration").sees("Connection");
    person.follow("Change the destination").sees("Change the destination");
    person.fill("Folder (optional)", other).choose(linked).press("Test and save");
    person.sees("Exports that deliver there");
    customer.confirm(person);
    assertThat(person.text()).contains(other);
  }

  /** Sees a job delivered there, on the page of the export. */
  private void deliver(String job, String place) {
    clouds.server().send(tenant, EVENTS);
    person.press("Run now");
    person.part("tr:has-text('" + job + "') .badge.good").waitFor();
    assertThat(customer.objects().keySet()).anyMatch(key -> key.startsWith(place + "/events/"));
  }

  /** What is there, as a verification that knows the public keys alone counts it. */
  private long events(String place, Path copies) {
    Path copy = copies.resolve(tenant.id());
    try {
      for (Map.Entry<String, byte[]> object : customer.objects().entrySet()) {
        if (object.getKey().startsWith(place + "/")) {
          Path file = copy.resolve(object.getKey());
          Files.createDirectories(file.getParent());
          Files.write(file, object.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Verified.place(
            copy.resolve(place), tenant.server().client().get(Verified.KEYS).send().json())
        .events();
  }
}
