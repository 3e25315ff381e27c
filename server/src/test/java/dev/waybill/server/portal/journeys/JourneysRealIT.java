package dev.waybill.server.portal.journeys;

import dev.waybill.server.portal.Browser;
import dev.waybill.server.testing.TestingTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** From nothing to events in a storage of each kind, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysRealIT {
  private final Path folder;
  private final Clouds clouds;
  private final Browser browser;

  JourneysRealIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.clouds = new Clouds(Files.createDirectory(folder.resolve("clouds")));
    this.browser = Browser.of(clouds.server());
  }

  @AfterAll
  void close() {
    browser.close();
    clouds.close();
  }

  @ParameterizedTest
  @EnumSource
  void leadsToEventsAndOn(Storage storage) {
    goesAllTheWay(Way.POINTER, storage);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "POINTER")
  void leadsToEventsAndOn(Way way) {
    goesAllTheWay(way, Storage.FOLDER);
  }

  @ParameterizedTest
  @MethodSource("otherWays")
  void leadsToTheFirstObject(Storage storage, Way way) {
    TestingTenant tenant = clouds.server().newTenant();
    try (Customer customer = storage.of(tenant, clouds)) {
      new Journey(clouds, tenant, person(way, tenant), customer).setUp(folder);
    }
    browser.withoutComplaints();
  }

  static List<Arguments> otherWays() {
    List<Arguments> all = new ArrayList<>();
    for (Storage storage : EnumSet.complementOf(EnumSet.of(Storage.FOLDER))) {
      for (Way way : EnumSet.complementOf(EnumSet.of(Way.POINTER))) {
        all.add(Arguments.of(storage, way));
      }
    }
    return all;
  }

  private void goesAllTheWay(Way way, Storage storage) {
    TestingTenant tenant = clouds.server().newTenant();
    try (Customer customer = storage.of(tenant, clouds)) {
      Journey journey = new Journey(clouds, tenant, person(way, tenant), customer);
      journey.setUp(folder);
      journey.changeTheDestination();
      journey.deliverThePast();
      if (customer instanceof FolderCustomer home) {
        home.block("of-" + tenant.id() + "/followed/stuck");
        journey.giveUpThePast();
      }
      journey.deleteTheIntegrations();
      journey.lookForEvents();
    }
    browser.withoutComplaints();
  }

  private Person person(Way way, TestingTenant tenant) {
    return way.person(browser.forget(), tenant, clouds);
  }
}
