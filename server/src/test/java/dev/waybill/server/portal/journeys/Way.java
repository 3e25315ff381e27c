package dev.waybill.server.portal.journeys;

import com.microsoft.playwright.Page;
import dev.waybill.server.portal.Browser;
import dev.waybill.server.testing.TestingTenant;
import java.util.function.Consumer;
import java.util.function.Function;

/** How somebody is at the portal. */
enum Way {
  POINTER {
    @Override
    Person person(Browser browser, TestingTenant tenant, Clouds clouds) {
      return logIn(whole(browser.at(WIDTH), _ -> new Pointer(), _ -> {}), browser, tenant);
    }
  },
  /** On a phone; each page fits, and all on it is accessible. */
  PHONE {
    @Override
    Person person(Browser browser, TestingTenant tenant, Clouds clouds) {
      Consumer<Page> look =
          tab -> {
            tab.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
            tab.waitForLoadState(); // with its styles
            browser.fits(tab).axe(tab);
          };
      browser.at(PHONE_WIDTH);
      return logIn(whole(browser, _ -> new Pointer(), look), browser, tenant);
    }
  },
  KEYBOARD {
    @Override
    Person person(Browser browser, TestingTenant tenant, Clouds clouds) {
      return logIn(
          whole(browser.at(WIDTH), tab -> new KeysOnly(tab.keyboard()), _ -> {}), browser, tenant);
    }
  },
  /** On a page of another origin, to which a platform has sent its customer's person. */
  FRAME {
    @Override
    Person person(Browser browser, TestingTenant tenant, Clouds clouds) {
      Page page = browser.at(WIDTH).page();
      clouds.platform().show(clouds.server().link(tenant, "/portal"));
      page.navigate(clouds.platform().origin());
      return new Person(
          page, page.frameLocator("iframe").locator(":root"), _ -> new Pointer(), _ -> {});
    }
  };

  private static final int WIDTH = 1280;
  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;

  /** Somebody of the tenant who may do everything, at the first page. */
  abstract Person person(Browser browser, TestingTenant tenant, Clouds clouds);

  private static Person whole(Browser browser, Function<Page, Hand> hands, Consumer<Page> look) {
    return new Person(browser.page(), browser.page().locator(":root"), hands, look);
  }

  private static Person logIn(Person person, Browser browser, TestingTenant tenant) {
    browser.open("/login");
    return person
        .fill("API key", tenant.newKey("AUDIT", "READ"))
        .press("Log in with a key")
        .sees("Overview");
  }
}
