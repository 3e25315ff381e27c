package dev.waybill.server.portal.journeys;

import com.microsoft.playwright.Locator;
import java.time.LocalDateTime;

/** By what somebody uses the controls of a page. */
interface Hand {
  /** A button, a link or what unfolds. */
  void press(Locator control);

  /** One of several, or a tick. */
  void choose(Locator choice);

  /** Instead of what is in the field. */
  void fill(Locator field, String text);

  /** A date and a time, to the second. */
  void fillTime(Locator field, LocalDateTime time);
}
