package dev.waybill.server.portal.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.ZoneOffset.UTC;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.function.Function;

/** Somebody who finds things on pages by what is written there. */
final class Person {
  private final Page page;
  private final Locator root;
  private final Function<Page, Hand> hands;
  private final Consumer<Page> look;
  private final Hand hand;

  /**
   * @param root of what is looked at, which may be in a frame of the tab
   * @param look at each page that is come to
   */
  Person(Page page, Locator root, Function<Page, Hand> hands, Consumer<Page> look) {
    this.page = page;
    this.root = root;
    this.hands = hands;
    this.look = look;
    this.hand = hands.apply(page);
  }

  /** Does something by which another tab opens, and is there as well. */
  Person inNewTab(Runnable opening) {
    Page tab = page.context().waitForPage(opening);
    return new Person(tab, tab.locator(":root"), hands, look);
  }

  void close() {
    page.close();
  }

  /** Waits for a heading, which the page before has not. */
  Person sees(String heading) {
    root.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName(heading).setExact(true))
        .waitFor();
    look.accept(page);
    return this;
  }

  /** Waits for a button. */
  Person mayPress(String button) {
    named(AriaRole.BUTTON, button).waitFor();
    return this;
  }

  /** Waits for some words. */
  Person reads(String words) {
    root.getByText(words).first().waitFor();
    return this;
  }

  /** Waits until a stage of a connection test is shown to have gone like that. */
  Person stage(String name, String outcome) {
    part(".stages li:has-text(\"" + name + "\"):has-text(\"" + outcome + "\")").waitFor();
    return this;
  }

  Person follow(String link) {
    hand.press(named(AriaRole.LINK, link).first());
    return this;
  }

  Person press(String button) {
    hand.press(named(AriaRole.BUTTON, button));
    return this;
  }

  /** Keeps the focus on a button while the page asks again for what changes around it. */
  Person staysAt(String button) {
    Locator control = named(AriaRole.BUTTON, button);
    control.focus();
    part("#work")
        .evaluate(
            "work => htmx.ajax('GET', location.pathname + '/work', {target: work, swap: 'outerHTML'})");
    assertThat(control).isFocused();
    return this;
  }

  Person fill(String label, String text) {
    hand.fill(field(label), text);
    return this;
  }

  /** In UTC, to the second. */
  Person fillTime(String label, Instant time) {
    hand.fillTime(field(label), LocalDateTime.ofInstant(time, UTC));
    return this;
  }

  /** A choice whose label begins like that. */
  Person choose(String label) {
    hand.choose(root.getByLabel(label).first());
    return this;
  }

  /** What the main part of the page says. */
  String text() {
    return root.locator("main").textContent();
  }

  /** What the page gives under that name, to be copied. */
  String fact(String name) {
    return part("dt:text-is(\"" + name + "\") + dd code").textContent();
  }

  /** Parts of the page, for what is not written on it. */
  Locator part(String selector) {
    return root.locator(selector);
  }

  /** Unfolds a document of the set-up, and returns it. */
  String document(String title) {
    Locator document = part("article:has(h3:text-is(\"" + title + "\"))");
    if (document.locator("details[open]").count() == 0) {
      hand.press(document.locator("summary"));
    }
    return document.locator("pre").innerText();
  }

  private Locator named(AriaRole role, String name) {
    return root.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator field(String label) {
    return root.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }
}
